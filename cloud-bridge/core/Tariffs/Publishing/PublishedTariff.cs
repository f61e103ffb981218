using System.Text;
using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>A version of a tariff as it was published; never changed afterwards.</summary>
/// <param name="Device">The form that chargers and bridge price with: id, version, hash, currency, prices.</param>
/// <param name="TimeZone">Zone of its times of day, by the tz database.</param>
/// <param name="FromUtcMs">From when on it holds, unix ms.</param>
/// <param name="PublishedUtcMs">When it was published, unix ms.</param>
/// <param name="OcpiJson">The operator's text.</param>
/// <param name="PublishedBy">Who published it; empty where it was not noted.</param>
public sealed record PublishedTariff(
    Tariff Device,
    string TimeZone,
    long FromUtcMs,
    long PublishedUtcMs,
    string OcpiJson,
    string PublishedBy = "")
{
    private StatedVat? _statedVat;

    /// <summary>For which of its prices it states a rate of VAT.</summary>
    public StatedVat StatedVat => _statedVat ??= StatedVat.Of(OcpiJson);

    /// <summary>
    /// The tariff in OCPI's terms: the operator's text, or where that no longer gives these prices, what they were compiled to.
    /// </summary>
    public OcpiTariff Ocpi()
    {
        bool isRead = OcpiTariffReader.TryRead(Encoding.UTF8.GetBytes(OcpiJson), out OcpiTariff? tariff, out _);
        return isRead && DeviceTariffCompiler.HashOf(tariff!) == Device.Hash
            ? tariff!
            : DeviceTariffDecompiler.Decompile(Device, "ZZ", "", Instant.FromUnixTimeMilliseconds(PublishedUtcMs));
    }

    /// <summary>The same with the local time of another interval, for sessions to which nobody had promised it: the device form knows only
    /// the time after its publication. Unchanged where the device form cannot hold the interval.</summary>
    public PublishedTariff At(Interval interval)
    {
        bool isRead = OcpiTariffReader.TryRead(Encoding.UTF8.GetBytes(OcpiJson), out OcpiTariff? tariff, out _);
        return
            isRead
            && DeviceTariffCompiler.TryCompile(
                tariff!,
                DateTimeZoneProviders.Tzdb[TimeZone],
                interval,
                Device.Version,
                out Tariff? device,
                out _,
                Device.Format)
            && device!.Hash == Device.Hash
            ? this with
            {
                Device = device,
            }
            : this;
    }
}
