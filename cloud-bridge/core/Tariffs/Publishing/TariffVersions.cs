using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Ocpi;
using Dapper;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>Numbers the versions of a tariff: a text that says what the last version says keeps it, any other is a new one.</summary>
internal static class TariffVersions
{
    /// <summary>The version that is to be given out, within the caller's transaction; null with the defects when the chargers cannot hold
    /// it.</summary>
    public static PublishedTariff? Add(
        DbConnection connection,
        OcpiTariff tariff,
        string text,
        DateTimeZone zone,
        Instant from,
        long nowUtcMs,
        string by,
        out IReadOnlyList<TariffDefect> defects)
    {
        TariffRow? last = connection.QueryFirstOrDefault<TariffRow>(
            TariffRow.Select + " WHERE tariff_id = @Id ORDER BY version DESC LIMIT 1",
            new { tariff.Id });
        if (!DeviceTariffCompiler.TryCompile(tariff, zone, from, (int)(last?.Version ?? 0) + 1, out Tariff? device, out defects))
        {
            return null;
        }

        bool isSame =
            last != null
            && last.Hash == device!.Hash
            && last.TimeZone == zone.Id
            && last.FromUtcMs <= from.ToUnixTimeMilliseconds()
            && Instant.FromUnixTimeMilliseconds(last.FromUtcMs) + Duration.FromDays(30) > from;
        // A last version that cannot be read is not kept, nor one of an earlier format: the same text becomes a new one.
        if (isSame
            && connection.DamagedOf().TryRead("tariff", $"{last!.Id} {last.Version}", last.Read, out PublishedTariff held)
            && held.Device.Format == device!.Format)
        {
            return held;
        }

        PublishedTariff published = new(device!, zone.Id, from.ToUnixTimeMilliseconds(), nowUtcMs, text, by);
        connection.Execute(TariffRow.Insert, TariffRow.Of(published));
        return published;
    }
}
