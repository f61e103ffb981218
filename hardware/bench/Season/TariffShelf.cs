using System.Reflection;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using Firmware.Core.Promises;
using Firmware.Core.Tariffs;
using NodaTime;

namespace Hardware.Bench.Season;

/// <summary>The season's tariffs, published to its sites, and which of them a charger holds when.</summary>
public sealed class TariffShelf
{
    private const int MinutesToArrive = 10;
    private const string Publisher = "season";
    private static readonly Duration Notice = Duration.FromDays(14);

    private readonly Dictionary<SeasonSite, List<(long FromUtcMs, Tariff Tariff)>> _tariffs = [];

    /// <summary>Publishes all tariffs through the bridge's book as an operator does: at the season's begin, and one that is announced for
    /// its middle.</summary>
    public static TariffShelf Publish(SeasonWorld world, TariffBook book, SeasonClock clock)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(clock);
        TariffShelf shelf = new();
        Instant begin = world.Time.Start - Duration.FromDays(1);
        clock.Now = begin;
        foreach (SeasonSite site in world.Sites)
        {
            shelf.Add(site, site.Tariff, book, begin);
        }

        foreach (SeasonSite site in world.Sites.Where(site => site.NextTariff != null))
        {
            // From the first midnight after the middle of the season.
            DateTimeZone zone = site.Zone;
            LocalDate day = (world.Time.Start + (world.Time.Duration / 2)).InZone(zone).Date.PlusDays(1);
            Instant from = zone.AtStartOfDay(day).ToInstant();
            clock.Now = from - (Notice < world.Time.Duration / 4 ? Notice : Duration.Zero);
            shelf.Add(site, site.NextTariff!, book, from);
        }

        return shelf;
    }

    /// <summary>The tariff that chargers of a site price with at an instant in unix ms.</summary>
    public Tariff InForce(SeasonSite site, long utcMs)
    {
        return _tariffs[site].Last(tariff => tariff.FromUtcMs <= utcMs).Tariff;
    }

    /// <summary>The text of a tariff that comes with the season.</summary>
    internal static byte[] Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"season.{name}.ocpi.json")!;
        using MemoryStream text = new();
        stream.CopyTo(text);
        return text.ToArray();
    }

    private void Add(SeasonSite site, string name, TariffBook book, Instant from)
    {
        PublishedTariff? published = book.Publish(
            Read(name),
            site.ZoneName,
            from,
            new TariffScope(null, site.Id, null),
            Publisher,
            out IReadOnlyList<TariffDefect> defects);
        Guard.IsTrue(published != null, $"the season's tariff {name} is without defect: {string.Join(", ", defects)}");
        if (!_tariffs.TryGetValue(site, out List<(long FromUtcMs, Tariff Tariff)>? tariffs))
        {
            _tariffs[site] = tariffs = [];
        }

        // A new tariff needs some minutes to every charger.
        long fromUtcMs = from.ToUnixTimeMilliseconds() + (tariffs.Count == 0 ? 0 : MinutesToArrive * 60000L);
        tariffs.Add((fromUtcMs, published!.Device));
    }
}
