using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Sites;
using Dapper;
using NodaTime;

namespace CloudBridge.Core.Operations.Live;

/// <summary>Reads what the operators' board shows: every charger as it is now and what today brought, in a few queries however many there
/// are.</summary>
public sealed class FleetBoard
{
    // By charger: a grouping would walk through every session there ever was.
    private const string LastEnded = """
        SELECT c.charger_id,
               COALESCE((SELECT MAX(s.session_number) FROM charging_session s WHERE s.charger_id = c.charger_id), 0)
        FROM charger c
        """;

    private readonly Database _database;
    private readonly ChargerPlaces _places;
    private readonly LiveBoard _board;
    private readonly TimeProvider _clock;

    /// <summary>Over a database and the live values of a bridge.</summary>
    public FleetBoard(Database database, ChargerPlaces places, LiveBoard board, TimeProvider clock)
    {
        _database = database;
        _places = places;
        _board = board;
        _clock = clock;
    }

    /// <summary>All chargers, by site, problems first; today begins at midnight in each site's zone, and in the bridge's where there is
    /// none.</summary>
    public FleetView Read(string timeZone, BoardFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        long nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        List<PlacedCharger> chargers = [.. _places.All().Where(filter.Takes)];
        using DbConnection connection = _database.Open();
        Dictionary<string, long> ended = connection
            .Query<(string ChargerId, long Number)>(LastEnded)
            .ToDictionary(session => session.ChargerId, session => session.Number, StringComparer.Ordinal);
        ILookup<string, OpenTrouble> troubles = connection
            .Query<OpenTrouble>(
                $"""
                SELECT charger_id AS ChargerId, severity AS Severity, kind AS Kind, cause AS Cause FROM incident
                WHERE cleared_utc_ms IS NULL AND charger_id IS NOT NULL
                    AND severity IN ('{IncidentSeverity.Critical}', '{IncidentSeverity.Warning}')
                """)
            .ToLookup(trouble => trouble.ChargerId);
        Dictionary<long, ILookup<string, DaySum>> days = chargers
            .Select(charger => DayStartUtcMs(charger.TimeZone ?? timeZone, nowMs))
            .Distinct()
            .ToDictionary(fromMs => fromMs, fromMs => BilledSince(connection, fromMs));
        List<BoardRow> rows =
        [
            .. chargers.Select(charger =>
                BoardRow.Of(
                    charger,
                    _board.ReadingOf(charger.ChargerId),
                    ended.GetValueOrDefault(charger.ChargerId),
                    [.. troubles[charger.ChargerId]],
                    [.. days[DayStartUtcMs(charger.TimeZone ?? timeZone, nowMs)][charger.ChargerId]],
                    nowMs)),
        ];
        return FleetView.Of(rows, nowMs);
    }

    private static ILookup<string, DaySum> BilledSince(DbConnection connection, long fromUtcMs)
    {
        return connection
            .Query<DaySum>(
                """
                SELECT charger_id AS ChargerId, currency AS Currency, currency_decimals AS CurrencyDecimals,
                       CAST(SUM(energy_milliwatt_hours) AS BIGINT) AS EnergyMilliwattHours,
                       CAST(SUM(total_excl_minor) AS BIGINT) AS TotalExclMinor
                FROM bill WHERE issued_utc_ms >= @fromUtcMs GROUP BY charger_id, currency, currency_decimals
                """,
                new { fromUtcMs })
            .ToLookup(sum => sum.ChargerId);
    }

    private static long DayStartUtcMs(string timeZone, long nowUtcMs)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? DateTimeZone.Utc;
        return zone.AtStartOfDay(Instant.FromUnixTimeMilliseconds(nowUtcMs).InZone(zone).Date).ToInstant().ToUnixTimeMilliseconds();
    }
}

/// <summary>Which chargers of the board.</summary>
/// <param name="SiteId">Of a site; <see cref="NoSite"/> for those without one; empty for all.</param>
/// <param name="Text">Part of the charger's id, its site's name, its status or its fault; empty for all.</param>
public sealed record BoardFilter(string SiteId = "", string Text = "")
{
    /// <summary>Stands for "without a site".</summary>
    public const string NoSite = "-";

    /// <summary>Whether a charger is one of them.</summary>
    public bool Takes(PlacedCharger charger)
    {
        ArgumentNullException.ThrowIfNull(charger);
        bool isOfSite = SiteId.Length == 0 || (SiteId == NoSite ? charger.SiteId == null : charger.SiteId == SiteId);
        return isOfSite
            && (
                Text.Length == 0
                || Has(charger.ChargerId)
                || Has(charger.SiteName)
                || Has(charger.ErrorCode)
                || Has(charger.Word.Name)
                || Has(charger.Word.Status));
    }

    private bool Has(string? value)
    {
        return value != null && value.Contains(Text, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Something that is wrong at a charger.</summary>
public sealed record OpenTrouble
{
    /// <summary>Charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>Critical or Warning.</summary>
    public string Severity { get; init; } = "";

    /// <summary>One of <see cref="IncidentKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What tells it from others of its kind.</summary>
    public string Cause { get; init; } = "";
}

/// <summary>What was billed of a charger today, in one currency.</summary>
public sealed record DaySum
{
    /// <summary>Charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>Currency by ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Decimals of its minor unit.</summary>
    public int CurrencyDecimals { get; init; }

    /// <summary>Energy in mWh; credit notes take away.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>Totals excluding VAT in minor units; credit notes take away.</summary>
    public long TotalExclMinor { get; init; }
}
