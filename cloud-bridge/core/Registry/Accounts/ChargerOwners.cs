using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Registry.Accounts;

/// <summary>Whose sessions the chargers' are, from which instant on. It is the same rule by which ingest makes out the bills.</summary>
public sealed class ChargerOwners
{
    private const int StretchesMax = 500;

    private readonly Database _database;

    /// <summary>The owners in a database.</summary>
    public ChargerOwners(Database database)
    {
        _database = database;
    }

    /// <summary>Sessions that begin at a charger from an instant (unix ms) on belong to an account, or without one to the operator again,
    /// until the next such change. Bills that were issued stay as they are.</summary>
    public void Assign(string chargerId, string? accountId, long fromUtcMs)
    {
        using DbConnection connection = _database.Open();
        connection.Execute(
            """
            INSERT INTO account_charger (charger_id, from_utc_ms, account_id) VALUES (@chargerId, @fromUtcMs, @accountId)
            ON CONFLICT (charger_id, from_utc_ms) DO UPDATE SET account_id = excluded.account_id
            """,
            new { chargerId, fromUtcMs, accountId });
    }

    /// <summary>The account whose a session is that begins at an instant (unix ms) and is not claimed; null for the operator's
    /// own.</summary>
    public string? At(string chargerId, long utcMs)
    {
        using DbConnection connection = _database.Open();
        return connection.QueryFirstOrDefault<string?>(
            "SELECT account_id FROM account_charger WHERE charger_id = @chargerId AND from_utc_ms <= @utcMs ORDER BY from_utc_ms DESC "
                + "LIMIT 1",
            new { chargerId, utcMs });
    }

    /// <summary>An account's chargers at an instant (unix ms), in order.</summary>
    public IReadOnlyList<string> ChargersOf(string accountId, long utcMs)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<string>(
                """
                SELECT c.charger_id FROM charger c WHERE @accountId =
                    (SELECT o.account_id FROM account_charger o WHERE o.charger_id = c.charger_id AND o.from_utc_ms <= @utcMs
                        ORDER BY o.from_utc_ms DESC LIMIT 1)
                ORDER BY c.charger_id
                """,
                new { accountId, utcMs }),
        ];
    }

    /// <summary>Stretches of ownership of a charger, the newest first.</summary>
    public IReadOnlyList<OwnedStretch> HistoryOf(string chargerId)
    {
        return Query("WHERE o.charger_id = @id", chargerId);
    }

    /// <summary>Every stretch in which some charger was an account's, the newest first.</summary>
    public IReadOnlyList<OwnedStretch> HistoryOfAccount(string accountId)
    {
        return Query("WHERE o.account_id = @id", accountId);
    }

    private IReadOnlyList<OwnedStretch> Query(string condition, string id)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<OwnedStretch>(
                $"""
                SELECT o.charger_id AS ChargerId, o.account_id AS AccountId, o.from_utc_ms AS FromUtcMs,
                       (SELECT MIN(n.from_utc_ms) FROM account_charger n WHERE n.charger_id = o.charger_id
                       AND n.from_utc_ms > o.from_utc_ms) AS UntilUtcMs
                FROM account_charger o {condition} ORDER BY o.from_utc_ms DESC, o.charger_id LIMIT {StretchesMax}
                """,
                new { id }),
        ];
    }
}

/// <summary>A stretch of time in which a charger was somebody's.</summary>
public sealed record OwnedStretch
{
    /// <summary>The charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>The account; null for the operator's own.</summary>
    public string? AccountId { get; init; }

    /// <summary>From this instant on, unix ms.</summary>
    public long FromUtcMs { get; init; }

    /// <summary>Until before this instant, unix ms; null while it lasts.</summary>
    public long? UntilUtcMs { get; init; }
}
