using CloudBridge.Core.Billing.Reports;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Promises;
using Firmware.Core.Tariffs;
using NodaTime;

namespace Hardware.Bench.Season;

/// <summary>What energy, sites and chargers cost the operator, so that reports have a margin.</summary>
public static class SeasonCosts
{
    private const string Supplier = "supplier";
    private const string SwissSupplier = "swiss-supplier";
    private const string SwissCurrency = "CHF";

    // Connection, service and radio of a charger; rent and power connection of a site with chargers of 22 kW and of others. Each month, in
    // cents.
    private const long ChargerMinor = 1490;
    private const long StrongSiteMinor = 9500;
    private const long SiteMinor = 2500;
    private const int StrongWatts = 22000;

    /// <summary>Enters all of it from the season's begin on, and a charger's own from when it goes into service.</summary>
    public static void Enter(Database database, SeasonClock clock, SeasonWorld world, TariffShelf tariffs)
    {
        ArgumentNullException.ThrowIfNull(world);
        PurchaseBook book = new(database, clock);
        Buy(book, PurchaseTariff.EverySite, Supplier, SeasonSite.All[0].Zone, world.Time.Start);
        FixedCosts costs = new(database, clock);
        foreach (SeasonSite site in world.Sites)
        {
            Tariff sold = tariffs.InForce(site, world.Time.Start.ToUnixTimeMilliseconds());
            if (sold.Currency == SwissCurrency)
            {
                Buy(book, site.Id, SwissSupplier, site.Zone, world.Time.Start);
            }

            Set(
                costs,
                FixedCosts.Site,
                site.Id,
                site,
                world.Time.Start,
                sold,
                site.RatedPowerWatts >= StrongWatts ? StrongSiteMinor : SiteMinor);
            foreach (SeasonCharger charger in world.Chargers.Where(charger => charger.Site == site))
            {
                Set(costs, FixedCosts.Charger, charger.Id, site, charger.InService.Start, sold, ChargerMinor);
            }
        }
    }

    private static void Buy(PurchaseBook book, string siteId, string name, DateTimeZone zone, Instant from)
    {
        PurchaseTariff? set = book.Set(siteId, TariffShelf.Read(name), zone, from, out IReadOnlyList<TariffDefect> defects);
        Guard.IsTrue(set != null, $"the season's purchase tariff {name} is without defect: {string.Join(", ", defects)}");
    }

    private static void Set(FixedCosts costs, string scope, string subjectId, SeasonSite site, Instant from, Tariff sold, long monthMinor)
    {
        costs.Set(new FixedCost
        {
            Scope = scope,
            SubjectId = subjectId,
            FromMonth = ReportRange.NumberOf(from.InZone(site.Zone).Date.ToYearMonth()),
            Currency = sold.Currency,
            CurrencyDecimals = sold.CurrencyDecimals,
            MonthMinor = monthMinor,
        });
    }
}
