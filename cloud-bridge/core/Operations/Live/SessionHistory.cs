using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Operations.Live;

/// <summary>The last sessions of a charger, with what became of them.</summary>
public sealed class SessionHistory
{
    private readonly Database _database;

    /// <summary>Over a database.</summary>
    public SessionHistory(Database database)
    {
        _database = database;
    }

    /// <summary>The last sessions, newest first, each with the bill that is in force.</summary>
    public IReadOnlyList<PastSession> Last(string chargerId, int count)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<PastSession>(
                """
                SELECT s.charger_id AS ChargerId, s.session_number AS Number, s.session_id AS SessionId, s.start_utc_ms AS StartUtcMs,
                       s.end_utc_ms AS EndUtcMs,
                       s.register_end_milliwatt_hours - s.register_start_milliwatt_hours AS EnergyMilliwattHours,
                       s.hold_reason AS HoldReason, s.received_utc_ms AS ReceivedUtcMs,
                       b.bill_number AS BillNumber, b.account_id AS AccountId, b.time_zone AS TimeZone,
                       b.total_incl_minor AS TotalInclMinor, b.currency AS Currency, b.currency_decimals AS CurrencyDecimals
                FROM charging_session s
                LEFT JOIN bill b ON b.session_id = s.session_id AND b.kind <> 'CreditNote'
                    AND NOT EXISTS (SELECT 1 FROM bill c WHERE c.corrects_number = b.bill_number AND c.kind = 'CreditNote')
                WHERE s.charger_id = @chargerId ORDER BY s.session_number DESC, s.sequence DESC LIMIT @count
                """,
                new { chargerId, count }),
        ];
    }
}

/// <summary>A session that is over.</summary>
public sealed record PastSession
{
    /// <summary>The charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>The session's number there.</summary>
    public long Number { get; init; }

    /// <summary>Its id.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>Plug-in, unix ms; 0 when not known.</summary>
    public long StartUtcMs { get; init; }

    /// <summary>Unplug, unix ms; 0 when not known.</summary>
    public long EndUtcMs { get; init; }

    /// <summary>Energy in mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>Why it is not billed; null where it is.</summary>
    public string? HoldReason { get; init; }

    /// <summary>When its summary came, unix ms.</summary>
    public long ReceivedUtcMs { get; init; }

    /// <summary>The bill in force; null without one.</summary>
    public string? BillNumber { get; init; }

    /// <summary>Whose bill it is; null for the operator's own.</summary>
    public string? AccountId { get; init; }

    /// <summary>Zone of the bill; null without one.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Total including VAT in minor units; null without a bill.</summary>
    public long? TotalInclMinor { get; init; }

    /// <summary>Currency; null without a bill.</summary>
    public string? Currency { get; init; }

    /// <summary>Decimals of its minor unit; null without a bill.</summary>
    public long? CurrencyDecimals { get; init; }
}
