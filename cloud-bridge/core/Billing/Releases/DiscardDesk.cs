using System.Data.Common;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>Where a person takes messages out of quarantine for good, which makes room for others of the same charger. What they were and
/// how often they came stays, with name and reason; the content goes. It may work beside a bridge.</summary>
public sealed class DiscardDesk(Database database, TimeProvider clock)
{
    private const string OneOf = "charger_id = @1 AND topic = @5 AND content_hash = @6";
    private const string AllOf = "(charger_id = @1 OR quota_of = @1)";

    /// <summary>Discards what is meant; what cannot be done is said in the result.</summary>
    public DiscardResult Discard(DiscardScope scope, ReleaseOrder order)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(order);
        if (scope.ChargerId.Length == 0)
        {
            return new DiscardResult(0, "Nothing was discarded: say of which charger.");
        }

        if (order.FindDefect() is { } defect)
        {
            return new DiscardResult(0, $"Nothing was discarded: {defect}.");
        }

        using IngestStore store = new(database);
        store.Begin();
        try
        {
            int noted = Note(store.Connection, scope, order);
            int taken = scope.ContentHash == null
                ? store.Quarantine.TakeAll(scope.ChargerId)
                : store.Quarantine.TryTake(scope.ChargerId, scope.TopicName!, scope.ContentHash) ? 1 : 0;
            if (taken != noted)
            {
                throw new InvalidOperationException($"{noted} messages were noted and {taken} taken out of quarantine");
            }

            store.Commit();
            return new DiscardResult(taken, InWords(scope, taken));
        }
        catch
        {
            store.Rollback();
            throw;
        }
    }

    /// <summary>What was discarded, the last first.</summary>
    public IReadOnlyList<QuarantineDiscard> List(int offset, int count)
    {
        using DbConnection connection = database.Open();
        return
        [
            .. connection.Query<QuarantineDiscard>(
                """
                SELECT charger_id AS ChargerId, topic AS Topic, content_hash AS ContentHash, discarded_utc_ms AS DiscardedUtcMs,
                       was_reason AS WasReason, was_detail AS WasDetail, first_utc_ms AS FirstUtcMs, last_utc_ms AS LastUtcMs,
                       times_seen AS TimesSeen, discarded_by AS DiscardedBy, reason AS Reason
                FROM quarantine_discard
                ORDER BY discarded_utc_ms DESC, charger_id, topic, content_hash LIMIT @count OFFSET @offset
                """,
                new { offset, count }),
        ];
    }

    // From what stands there now: a bridge may count up until this transaction begins.
    private int Note(DbConnection connection, DiscardScope scope, ReleaseOrder order)
    {
        bool isAll = scope.ContentHash == null;
        using PreparedCommand note = new(
            connection,
            isAll ? 4 : 6,
            $"""
            INSERT INTO quarantine_discard (charger_id, topic, content_hash, discarded_utc_ms, was_reason, was_detail, first_utc_ms,
                last_utc_ms, times_seen, discarded_by, reason)
            SELECT charger_id, topic, content_hash, @2, reason, detail, first_utc_ms, last_utc_ms, times_seen, @3, @4
            FROM quarantine WHERE {(isAll ? AllOf : OneOf)}
            ON CONFLICT (charger_id, topic, content_hash, discarded_utc_ms)
                DO UPDATE SET times_seen = quarantine_discard.times_seen + excluded.times_seen
            """);
        long nowUtcMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return isAll
            ? note.Execute(scope.ChargerId, nowUtcMs, order.By.Trim(), order.Reason.Trim())
            : note.Execute(scope.ChargerId, nowUtcMs, order.By.Trim(), order.Reason.Trim(), scope.TopicName, scope.ContentHash);
    }

    private static string InWords(DiscardScope scope, int count)
    {
        string whose = scope.ChargerId == QuarantineTable.Strangers ? "chargers that nobody has added" : $"charger {scope.ChargerId}";
        return (scope.ContentHash, count) switch
        {
            (null, 0) => $"Nothing of {whose} is in quarantine.",
            (null, _) => $"{count} rows of {whose} were discarded from quarantine.",
            (_, 0) => "This message is not in quarantine any more: somebody else has taken it out.",
            _ => $"The message of {whose} was discarded from quarantine.",
        };
    }
}
