using System.Collections.Concurrent;
using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>What the operator pays for energy at one site, or at all, from an instant on.</summary>
public sealed class PurchaseTariff
{
    /// <summary>Stands for every site.</summary>
    public const string EverySite = "*";

    private readonly OcpiTariff _ocpi;
    private readonly DateTimeZone _zone;
    private readonly ConcurrentDictionary<int, Tariff> _byYear = new();

    /// <summary>A tariff that <see cref="FindDefects"/> has passed.</summary>
    public PurchaseTariff(long revision, string siteId, long fromUtcMs, OcpiTariff ocpi, DateTimeZone zone)
    {
        Revision = revision;
        SiteId = siteId;
        FromUtcMs = fromUtcMs;
        _ocpi = ocpi;
        _zone = zone;
    }

    /// <summary>Counts up with each setting.</summary>
    public long Revision { get; }

    /// <summary>The site, or <see cref="EverySite"/>.</summary>
    public string SiteId { get; }

    /// <summary>For sessions that begin from here on, unix ms.</summary>
    public long FromUtcMs { get; }

    /// <summary>OCPI id.</summary>
    public string TariffId => _ocpi.Id;

    /// <summary>Currency by ISO 4217.</summary>
    public string Currency => _ocpi.Currency;

    /// <summary>Zone of its times of day.</summary>
    public string TimeZone => _zone.Id;

    /// <summary>The device form for a session that begins at an instant (unix ms): local time is known a year around it.</summary>
    public Tariff DeviceAt(long utcMs)
    {
        return _byYear.GetOrAdd(Instant.FromUnixTimeMilliseconds(utcMs).InUtc().Year, Compile);
    }

    /// <summary>Why it cannot be what energy is bought at: a supplier meters kWh by the time of day and knows nothing of sessions. Empty
    /// when it can.</summary>
    public static IReadOnlyList<TariffDefect> FindDefects(OcpiTariff tariff)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        List<TariffDefect> defects = [];
        if (tariff.MinPrice is not null || tariff.MaxPrice is not null)
        {
            defects.Add(
                new TariffDefect(
                    "$",
                    "has a min_price or max_price, which are of a session; what is paid whatever is sold is a "
                        + "fixed cost: cloud-bridge fixed-cost set"));
        }

        for (int i = 0; i < tariff.Elements.Count; i++)
        {
            OcpiTariffElement element = tariff.Elements[i];
            if (element.PriceComponents.Any(component => component.Type != PriceDimension.Energy || component.StepSize != 1))
            {
                defects.Add(
                    new TariffDefect(
                        $"$.elements[{i}].price_components",
                        "are not all ENERGY with step_size 1; energy is bought by the kWh"));
            }

            if (element.Restrictions is OcpiRestrictions restrictions && KnowsSession(restrictions))
            {
                defects.Add(
                    new TariffDefect(
                        $"$.elements[{i}].restrictions",
                        "depend on the session; only times, dates and days of the week can be used"));
            }
        }

        return defects;
    }

    private static bool KnowsSession(OcpiRestrictions restrictions)
    {
        return restrictions.MinKwh != null
            || restrictions.MaxKwh != null
            || restrictions.MinCurrent != null
            || restrictions.MaxCurrent != null
            || restrictions.MinPower != null
            || restrictions.MaxPower != null
            || restrictions.MinDuration != null
            || restrictions.MaxDuration != null
            || restrictions.Reservation != null;
    }

    private Tariff Compile(int year)
    {
        Interval interval = new(
            Instant.FromUtc(year, 1, 1, 0, 0) - Duration.FromDays(1),
            Instant.FromUtc(year + 1, 1, 1, 0, 0) + Duration.FromDays(180));
        bool isCompiled = DeviceTariffCompiler.TryCompile(
            _ocpi,
            _zone,
            interval,
            1,
            out Tariff? device,
            out IReadOnlyList<TariffDefect> defects);
        Firmware.Core.Promises.Guard.IsTrue(isCompiled, $"purchase tariff {TariffId} is as it was checked: {string.Join("; ", defects)}");
        return device!;
    }
}
