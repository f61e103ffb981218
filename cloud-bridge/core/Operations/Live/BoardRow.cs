using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Core.Operations.Live;

/// <summary>How much a charger wants to be looked at; the first first.</summary>
public enum BoardRank
{
    /// <summary>An incident that is critical.</summary>
    Critical,

    /// <summary>An incident that is a warning.</summary>
    Warning,

    /// <summary>Not connected.</summary>
    Offline,

    /// <summary>Faulted, and no incident yet.</summary>
    Faulted,

    /// <summary>A vehicle charges.</summary>
    Charging,

    /// <summary>All the rest.</summary>
    Quiet,
}

/// <summary>A charger on the board.</summary>
/// <param name="Charger">What the database knows.</param>
/// <param name="Rank">How much it wants to be looked at.</param>
/// <param name="Troubles">Its open incidents.</param>
/// <param name="Reading">Its live value while it is fresh; null otherwise.</param>
/// <param name="Session">The session that runs as of that; null without one.</param>
/// <param name="SeenUtcMs">When it was last heard of, unix ms; null when never.</param>
/// <param name="Today">Energy and revenue of today.</param>
public sealed record BoardRow(
    PlacedCharger Charger,
    BoardRank Rank,
    IReadOnlyList<OpenTrouble> Troubles,
    LiveReading? Reading,
    LiveSession? Session,
    long? SeenUtcMs,
    DayFigures Today)
{
    /// <summary>Whether something is wrong.</summary>
    public bool IsProblem => Rank <= BoardRank.Faulted;

    /// <summary>Whether a vehicle charges.</summary>
    public bool IsCharging => Charger is { IsOnline: true, ConnectorStatus: StatusWords.Charging };

    /// <summary>Power now, in mW.</summary>
    public long PowerMilliwatts => Reading?.PowerMilliwatts ?? 0;

    /// <summary>A row from what is known.</summary>
    /// <param name="charger">What the database knows.</param>
    /// <param name="last">The last live value; null before the first.</param>
    /// <param name="lastEndedNumber">Number of its last session that is over; 0 before the first.</param>
    /// <param name="troubles">Open incidents.</param>
    /// <param name="billed">What was billed today.</param>
    /// <param name="nowUtcMs">Now, unix ms.</param>
    public static BoardRow Of(
        PlacedCharger charger,
        LiveReading? last,
        long lastEndedNumber,
        IReadOnlyList<OpenTrouble> troubles,
        IReadOnlyList<DaySum> billed,
        long nowUtcMs)
    {
        ArgumentNullException.ThrowIfNull(charger);
        bool isConnected = charger.IsOnline == true;
        bool isPlugged = isConnected && charger.ConnectorStatus != StatusWords.Available;
        LiveReading? reading = isPlugged && last != null && last.IsFresh(nowUtcMs) ? last : null;
        LiveSession? session =
            reading?.Session != null && reading.Session.Number > lastEndedNumber ? reading.Session : null;
        BoardRank rank =
            troubles.Any(trouble => trouble.Severity == IncidentSeverity.Critical) ? BoardRank.Critical
            : troubles.Count > 0 ? BoardRank.Warning
            : charger.IsOnline == false ? BoardRank.Offline
            : isConnected && charger.ConnectorStatus == StatusWords.Faulted ? BoardRank.Faulted
            : isConnected && charger.ConnectorStatus == StatusWords.Charging ? BoardRank.Charging
            : BoardRank.Quiet;
        return new BoardRow(charger, rank, troubles, reading, session, charger.HeardUtcMs, DayFigures.Of(billed, session));
    }
}

/// <summary>The chargers of a site, and their sums.</summary>
/// <param name="SiteId">The site; null for the chargers without one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Its chargers, problems first.</param>
/// <param name="Totals">Their sums.</param>
public sealed record BoardSite(string? SiteId, string Name, IReadOnlyList<BoardRow> Rows, BoardTotals Totals);

/// <summary>Sums over chargers.</summary>
/// <param name="Chargers">How many.</param>
/// <param name="Charging">How many of them charge.</param>
/// <param name="Problems">With how many something is wrong.</param>
/// <param name="PowerMilliwatts">Power now, in mW.</param>
/// <param name="Today">Energy and revenue of today.</param>
public sealed record BoardTotals(int Chargers, int Charging, int Problems, long PowerMilliwatts, DayFigures Today)
{
    /// <summary>The sums of rows.</summary>
    public static BoardTotals Of(IReadOnlyList<BoardRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new BoardTotals(
            rows.Count,
            rows.Count(row => row.IsCharging),
            rows.Count(row => row.IsProblem),
            rows.Sum(row => row.PowerMilliwatts),
            DayFigures.Sum(rows.Select(row => row.Today)));
    }
}

/// <summary>The whole board.</summary>
/// <param name="AtUtcMs">When it was read, unix ms.</param>
/// <param name="Sites">By site: those with the worst problem first, then by name; chargers without a site last.</param>
/// <param name="Totals">Sums over all.</param>
public sealed record FleetView(long AtUtcMs, IReadOnlyList<BoardSite> Sites, BoardTotals Totals)
{
    /// <summary>Rows in the order of the board.</summary>
    public static FleetView Of(IReadOnlyList<BoardRow> rows, long atUtcMs)
    {
        IEnumerable<BoardSite> sites = rows.GroupBy(row => row.Charger.SiteId ?? "").Select(group =>
        {
            List<BoardRow> ordered = [.. group.OrderBy(row => row.Rank).ThenBy(row => row.Charger.ChargerId, ChargerOrder.Natural)];
            PlacedCharger first = ordered[0].Charger;
            return new BoardSite(first.SiteId, first.SiteName ?? "Without a site", ordered, BoardTotals.Of(ordered));
        });
        return new FleetView(
            atUtcMs,
            [
                .. sites
                    .OrderBy(site => site.Rows[0].IsProblem ? site.Rows[0].Rank : BoardRank.Charging)
                    .ThenBy(site => site.SiteId == null)
                    .ThenBy(site => site.Name, ChargerOrder.Natural),
            ],
            BoardTotals.Of(rows));
    }
}
