using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Hardware.Bench.Season;

/// <summary>How long a season is, how large, and where it goes.</summary>
public sealed record SeasonSettings
{
    /// <summary>Chargers get the local time of 15 months with a tariff, and a season publishes each tariff once.</summary>
    public const int MonthCountMax = 12;

    /// <summary>Some 150,000 sessions; all messages of a season are in memory.</summary>
    public const int ChargerCountMax = 200;

    private static readonly YearMonthPattern MonthPattern = YearMonthPattern.Iso;

    /// <summary>Months.</summary>
    public int MonthCount { get; init; } = 12;

    /// <summary>Chargers of all sites together.</summary>
    public int ChargerCount { get; init; } = 40;

    /// <summary>What every decision follows from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The last month, as YYYY-MM.</summary>
    public string LastMonth { get; init; } = "";

    /// <summary>A SQLite file that is not there yet, or an empty database of PostgreSQL.</summary>
    public string Database { get; init; } = "season.db";

    /// <summary>Whether chains break, records are lost and registers fall.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>Whether the pages run on it afterwards.</summary>
    public bool IsServed { get; init; }

    /// <summary>Port of the pages.</summary>
    public int PagesPort { get; init; } = 5080;

    /// <summary>The months, after <see cref="FindDefect"/> found none.</summary>
    public DateInterval Days
    {
        get
        {
            LocalDate first = MonthPattern.Parse(LastMonth).Value.OnDayOfMonth(1).PlusMonths(1 - MonthCount);
            return new DateInterval(first, first.PlusMonths(MonthCount).PlusDays(-1));
        }
    }

    /// <summary>The month before an instant, as YYYY-MM: the last that is whole.</summary>
    public static string MonthBefore(DateTimeOffset now)
    {
        return now.UtcDateTime.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    /// <summary>The first setting that cannot be used, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (MonthCount is < 1 or > MonthCountMax) { return $"--months {MonthCount}: give 1 to {MonthCountMax}"; }
        if (ChargerCount is < 1 or > ChargerCountMax) { return $"--chargers {ChargerCount}: give 1 to {ChargerCountMax}"; }
        ParseResult<YearMonth> last = MonthPattern.Parse(LastMonth);
        if (!last.Success || last.Value.Year is < 2001 or > 2098)
        {
            return $"--until {LastMonth}: give the last month as YYYY-MM, e.g. 2026-10";
        }
        if (string.IsNullOrWhiteSpace(Database))
        {
            return "--database: give the path of a file, e.g. season.db";
        }
        if (PagesPort is < 0 or > 65535)
        {
            return $"--pages-port {PagesPort}: give 1 to 65535, or 0 for any free port";
        }
        return null;
    }
}
