using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using Dapper;
using NodaTime;

namespace CloudBridge.Core.Operations.Live;

/// <summary>Reads what the operators' board shows: every charger as it is now and what today brought, in a few queries however many there
/// are.</summary>
public sealed class FleetBoard
{
    private const string Chargers = """
        SELECT c.charger_id AS ChargerId, c.site_id AS SiteId, s.name AS SiteName, s.time_zone AS TimeZone,
               c.connector_type AS ConnectorType,
               t.is_online AS IsOnline, t.connector_status AS ConnectorStatus, t.error_code AS ErrorCode, t.at_utc_ms AS StatusUtcMs,
               (SELECT MAX(n.session_number) FROM charging_session n WHERE n.charger_id = c.charger_id) AS LastSessionNumber
        FROM charger c LEFT JOIN site s ON s.site_id = c.site_id LEFT JOIN charger_status t ON t.charger_id = c.charger_id
        """;

    private readonly Database _database;
    private readonly LiveBoard _board;
    private readonly TimeProvider _clock;

    /// <summary>Over a database and the live values of a bridge.</summary>
    public FleetBoard(Database database, LiveBoard board, TimeProvider clock)
    {
        _database = database;
        _board = board;
        _clock = clock;
    }

    /// <summary>All chargers, by site, problems first; today begins at midnight in each site's zone, and in the bridge's where there is
    /// none.</summary>
    public FleetView Read(string timeZone, BoardFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        long nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        using DbConnection connection = _database.Open();
        List<BoardCharger> chargers = [.. connection.Query<BoardCharger>(Chargers).Where(filter.Takes)];
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
                    [.. troubles[charger.ChargerId]],
                    [.. days[DayStartUtcMs(charger.TimeZone ?? timeZone, nowMs)][charger.ChargerId]],
                    _board.StartedUtcMs,
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
    public bool Takes(BoardCharger charger)
    {
        ArgumentNullException.ThrowIfNull(charger);
        bool isOfSite = SiteId.Length == 0 || (SiteId == NoSite ? charger.SiteId == null : charger.SiteId == SiteId);
        return isOfSite
            && (
                Text.Length == 0
                || Has(charger.ChargerId)
                || Has(charger.SiteName)
                || Has(charger.ErrorCode)
                || Has(charger.IsOnline == true ? charger.ConnectorStatus : "offline"));
    }

    private bool Has(string? value)
    {
        return value != null && value.Contains(Text, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>A charger as the database knows it.</summary>
public sealed record BoardCharger
{
    /// <summary>Charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>Its site; null for none.</summary>
    public string? SiteId { get; init; }

    /// <summary>Name of the site.</summary>
    public string? SiteName { get; init; }

    /// <summary>Zone of the site.</summary>
    public string? TimeZone { get; init; }

    /// <summary>ConnectorType of OCPI 2.2.1; null when not known.</summary>
    public string? ConnectorType { get; init; }

    /// <summary>Whether it is connected; null before its first status.</summary>
    public bool? IsOnline { get; init; }

    /// <summary>ChargePointStatus of OCPP 1.6; null or empty when not known.</summary>
    public string? ConnectorStatus { get; init; }

    /// <summary>ChargePointErrorCode of OCPP 1.6; null or empty when not known.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>When the status came, unix ms; null before the first.</summary>
    public long? StatusUtcMs { get; init; }

    /// <summary>Number of its last session that is over; null before the first.</summary>
    public long? LastSessionNumber { get; init; }
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
