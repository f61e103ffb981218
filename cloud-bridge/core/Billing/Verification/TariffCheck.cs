using System.Data.Common;
using System.Text;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using Dapper;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>Each version of a tariff: the operator's text gives the hash that chargers promised, and the prices that chargers were
/// sent.</summary>
internal static class TariffCheck
{
    /// <summary>Checks all versions; gives those that bills can be priced with.</summary>
    public static IReadOnlyDictionary<(string, int), PublishedTariff> Check(DbConnection connection, Verdict verdict)
    {
        Dictionary<(string, int), PublishedTariff> known = [];
        foreach (TariffRow row in connection.Query<TariffRow>(TariffRow.Select + " ORDER BY tariff_id, version"))
        {
            verdict.Tariffs++;
            string? defect = FindDefect(row, out Tariff? device);
            if (defect != null)
            {
                verdict.Add($"tariff {row.Id} version {row.Version}", defect);
            }

            if (device != null)
            {
                known[(row.Id, (int)row.Version)] = new PublishedTariff(
                    device,
                    row.TimeZone,
                    row.FromUtcMs,
                    row.PublishedUtcMs,
                    row.OcpiJson);
            }
        }

        return known;
    }

    private static string? FindDefect(TariffRow row, out Tariff? device)
    {
        if (!DeviceTariffJson.TryRead(Encoding.UTF8.GetBytes(row.DeviceJson), out device, out string? unreadable))
        {
            return $"its device form cannot be read: {unreadable}";
        }

        if (device.Id != row.Id || device.Version != row.Version || device.Hash != row.Hash || device.Currency != row.Currency)
        {
            return $"its device form is that of {device.Id} version {device.Version} hash {device.Hash} in "
                + $"{device.Currency}, not of hash {row.Hash} in {row.Currency}";
        }

        byte[] text = Encoding.UTF8.GetBytes(row.OcpiJson);
        if (!OcpiTariffReader.TryRead(text, out OcpiTariff? tariff, out IReadOnlyList<TariffDefect> defects))
        {
            return $"its text is no OCPI tariff: {defects[0].JsonPath} {defects[0].Reason}";
        }

        string hash = DeviceTariffCompiler.HashOf(tariff!);
        return hash == row.Hash
            ? FindOtherPrices(row, tariff!, device)
            : $"its text was changed: it has hash {hash}, {row.Hash} was promised";
    }

    // The table of local time is left out: it follows the tz database of the day of publication, which is newer today.
    private static string? FindOtherPrices(TariffRow row, OcpiTariff tariff, Tariff device)
    {
        DateTimeZone? zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(row.TimeZone);
        if (zone == null)
        {
            return $"the tz database has no time zone '{row.TimeZone}'";
        }

        Instant from = Instant.FromUnixTimeMilliseconds(row.FromUtcMs);
        if (
            !DeviceTariffCompiler.TryCompile(
                tariff,
                zone,
                new Interval(from, from + DeviceTariffCompiler.Horizon),
                (int)row.Version,
                out Tariff? again,
                out IReadOnlyList<TariffDefect> defects,
                device.Format))
        {
            return $"its text no longer gives a device form: {defects[0].Reason}";
        }

        again!.UtcOffsets = device.UtcOffsets;
        return DeviceTariffJson.Write(again).AsSpan().SequenceEqual(DeviceTariffJson.Write(device))
            ? null
            : "its device form has other prices or conditions than its text";
    }
}
