using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using Dapper;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>
/// The messages that are to be sent, in the database: they outlive the bridge. A courier claims one for a while before it sends it and
/// settles it right after. One whose courier died is claimed by another when that while is over, and sent again with the same id.
/// </summary>
public sealed class NoticeOutbox
{
    private const int PublicIdBytes = 15;
    private const int ErrorLengthMax = 500;

    // Behind so many messages that cannot be read the next is still found.
    private const int DamagedAtOnceMax = 10;

    private const string Columns = """
        n.notice_id AS NoticeId, n.public_id AS PublicId, n.contact_id AS ContactId, n.purpose AS Purpose, n.severity AS Severity,
        n.title AS Title, n.body AS Body, n.link AS Link,
        n.payload AS Payload, n.document AS Document, n.state AS State, n.made_utc_ms AS MadeUtcMs,
        n.due_utc_ms AS DueUtcMs, n.tries AS Tries, n.settled_utc_ms AS SettledUtcMs, n.last_error AS LastError
        """;

    // A webhook's message waits for those before it to the same contact.
    private const string IsDue = """
        n.state = 'Waiting' AND n.due_utc_ms <= @nowMs AND n.claimed_until_utc_ms <= @nowMs
            AND ((@isEmail = 1 AND c.channel = 'email') OR (@isEmail = 0 AND c.channel <> 'email'))
        AND (c.channel <> 'webhook' OR NOT EXISTS (SELECT 1 FROM notice e WHERE e.contact_id = n.contact_id AND e.state = 'Waiting'
            AND e.notice_id < n.notice_id))
        """;

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>The outbox in a database; <paramref name="clock"/> is the real time, whatever time the bridge plays.</summary>
    public NoticeOutbox(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>Puts a message in, inside a transaction that holds the write lock.</summary>
    internal static long Add(DbConnection connection, Notice notice)
    {
        Notice added = notice with
        {
            NoticeId = connection.ExecuteScalar<long>("SELECT COALESCE(MAX(notice_id), 0) + 1 FROM notice"),
            PublicId = "n_" + Secret.New(PublicIdBytes),
        };
        connection.Execute(
            """
            INSERT INTO notice (notice_id, public_id, contact_id, purpose, severity, title, body, link, payload, document,
                state, made_utc_ms, due_utc_ms, tries, claimed_until_utc_ms)
            VALUES (@NoticeId, @PublicId, @ContactId, @Purpose, @Severity, @Title, @Body, @Link, @Payload, @Document,
                @State, @MadeUtcMs, @DueUtcMs, 0, 0)
            """,
            added);
        return added.NoticeId;
    }

    /// <summary>Puts a test message in, or one that asks for a confirmation.</summary>
    internal static void Ask(DbConnection connection, Contact contact, string purpose, long nowMs)
    {
        Add(
            connection,
            NoticeText.Asking(contact, purpose) with
            {
                ContactId = contact.ContactId,
                Purpose = purpose,
                Severity = IncidentSeverity.Notice,
                MadeUtcMs = nowMs,
                DueUtcMs = nowMs,
            });
    }

    /// <summary>How many test messages a contact had since an instant.</summary>
    internal static long AskedSince(DbConnection connection, long contactId, long sinceMs)
    {
        return connection.ExecuteScalar<long>(
            "SELECT COUNT(*) FROM notice WHERE contact_id = @contactId AND made_utc_ms > @sinceMs AND purpose = @purpose",
            new
            {
                contactId,
                sinceMs,
                purpose = NoticePurpose.Test,
            });
    }

    /// <summary>How many messages about incidents were made for a contact since an instant.</summary>
    internal static long ToldSince(DbConnection connection, long contactId, long sinceMs)
    {
        return connection.ExecuteScalar<long>(
            "SELECT COUNT(*) FROM notice WHERE contact_id = @contactId AND made_utc_ms > @sinceMs AND purpose IN ('Alerts', 'Digest')",
            new { contactId, sinceMs });
    }

    /// <summary>
    /// Claims the next message that is due, an e-mail or one of the other channels, and counts a try; null when there is none. A webhook's
    /// message waits until those
    /// before it to the same contact are delivered or given up.
    /// </summary>
    public Notice? Claim(string courier, long forMs, bool isEmail)
    {
        long nowMs = NowMs();
        return IsAnyDue(nowMs, isEmail) ? _database.Write(connection =>
        {
            Notice? next = connection
                .ReadRows<Notice>(
                    "notice",
                    "NoticeId",
                    $"""
                    SELECT {Columns} FROM notice n JOIN contact c ON c.contact_id = n.contact_id WHERE {IsDue}
                    ORDER BY n.due_utc_ms, n.notice_id LIMIT {DamagedAtOnceMax}
                    """,
                    new { nowMs, isEmail = isEmail ? 1 : 0 })
                .FirstOrDefault();
            if (next == null || GaveUp(connection, next, nowMs))
            {
                return null;
            }

            connection.Execute(
                "UPDATE notice SET tries = tries + 1, claimed_by = @courier, claimed_until_utc_ms = @untilMs WHERE notice_id = @NoticeId",
                new { courier, untilMs = nowMs + forMs, next.NoticeId });
            return next with { Tries = next.Tries + 1 };
        }) : null;
    }

    /// <summary>Writes down what became of a try; nothing happens where the claim has passed to somebody else.</summary>
    public void Settle(Notice notice, string courier, SendResult result, long? nextMs)
    {
        long nowMs = NowMs();
        string state =
            result.IsSent ? NoticeState.Delivered
            : result.IsUnwanted ? NoticeState.Withdrawn
            : nextMs == null ? NoticeState.Dead
            : NoticeState.Waiting;
        _database.Write(connection =>
            connection.Execute(
                """
                UPDATE notice SET state = @state, due_utc_ms = @dueMs, claimed_by = NULL, claimed_until_utc_ms = 0, last_error = @error,
                    settled_utc_ms = @settledMs
                WHERE notice_id = @NoticeId AND public_id = @PublicId AND tries = @Tries AND claimed_by = @courier AND state = 'Waiting'
                """,
                new
                {
                    // Numbers of notices are given again, and another lane of the same courier may be at the next try.
                    state,
                    courier,
                    notice.NoticeId,
                    notice.PublicId,
                    notice.Tries,
                    dueMs = nextMs ?? notice.DueUtcMs,
                    error = result.Error is { Length: > ErrorLengthMax } error ? error[..ErrorLengthMax] : result.Error,
                    settledMs = state == NoticeState.Waiting ? (long?)null : nowMs,
                }));
    }

    /// <summary>Messages that were given up, newest first.</summary>
    public IReadOnlyList<OutboxRow> Dead(int count)
    {
        return Rows("n.state = 'Dead'", count);
    }

    /// <summary>Messages that wait, in the order of their next try.</summary>
    public IReadOnlyList<OutboxRow> Waiting(int count)
    {
        return [.. Rows("n.state = 'Waiting'", count).OrderBy(row => row.DueUtcMs)];
    }

    /// <summary>How many were given up, and wait for somebody who looks.</summary>
    public long DeadCount()
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>("SELECT COUNT(*) FROM notice WHERE state = 'Dead'");
    }

    /// <summary>When a claimed or waiting message is due next, unix ms; null when nothing waits.</summary>
    public long? NextDueUtcMs()
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long?>(
            "SELECT MIN(CASE WHEN claimed_until_utc_ms > due_utc_ms THEN claimed_until_utc_ms ELSE due_utc_ms END) FROM notice "
                + "WHERE state = 'Waiting'");
    }

    /// <summary>Tries a message again that was given up, from the first try on; false when it is none.</summary>
    public bool TryAgain(long noticeId)
    {
        return _database.Write(connection =>
                connection.Execute(
                    "UPDATE notice SET state = 'Waiting', tries = 0, due_utc_ms = @nowMs, settled_utc_ms = NULL "
                        + "WHERE notice_id = @noticeId AND state = 'Dead'",
                    new { noticeId, nowMs = NowMs() })
            ) == 1;
    }

    /// <summary>Lets a message go that was given up; false when it is none.</summary>
    public bool TryWithdraw(long noticeId)
    {
        return _database.Write(connection =>
                connection.Execute("UPDATE notice SET state = 'Withdrawn' WHERE notice_id = @noticeId AND state = 'Dead'", new { noticeId })
            ) == 1;
    }

    // A message at which the bridge itself ends each time must not be tried for ever: nobody settles it then.
    private static bool GaveUp(DbConnection connection, Notice notice, long nowMs)
    {
        return notice.Tries >= NoticeLimits.TriesMax
            && connection.Execute(
                "UPDATE notice SET state = 'Dead', claimed_by = NULL, settled_utc_ms = @nowMs, last_error = 'The bridge ended during its "
                    + "last tries' WHERE notice_id = @NoticeId",
                new { nowMs, notice.NoticeId }
            ) == 1;
    }

    // Most of the time there is nothing, and the write lock is left alone.
    private bool IsAnyDue(long nowMs, bool isEmail)
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>(
                $"SELECT COUNT(*) FROM notice n JOIN contact c ON c.contact_id = n.contact_id WHERE {IsDue}",
                new { nowMs, isEmail = isEmail ? 1 : 0 }
            ) > 0;
    }

    private IReadOnlyList<OutboxRow> Rows(string condition, int count)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection.Query<OutboxRow>(
                $"""
                SELECT n.notice_id AS NoticeId, n.public_id AS PublicId, n.contact_id AS ContactId, c.person_name AS PersonName,
                       c.account_id AS AccountId, c.channel AS Channel, c.address AS Address, n.title AS Title,
                       n.made_utc_ms AS MadeUtcMs, n.due_utc_ms AS DueUtcMs, n.tries AS Tries, n.last_error AS LastError
                FROM notice n JOIN contact c ON c.contact_id = n.contact_id WHERE {condition} ORDER BY n.notice_id DESC LIMIT @count
                """,
                new { count }),
        ];
    }

    private long NowMs()
    {
        return _clock.GetUtcNow().ToUnixTimeMilliseconds();
    }
}

/// <summary>A message in a list.</summary>
public sealed record OutboxRow
{
    /// <summary>Its number.</summary>
    public long NoticeId { get; init; }

    /// <summary>What the receiver knows it by.</summary>
    public string PublicId { get; init; } = "";

    /// <summary>The contact.</summary>
    public long ContactId { get; init; }

    /// <summary>Whose contact; null for the operator's own systems, and for an account.</summary>
    public string? PersonName { get; init; }

    /// <summary>The account whose documents go there; null for none.</summary>
    public string? AccountId { get; init; }

    /// <summary>One of <see cref="NoticeChannel"/>.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The contact's address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Subject or title.</summary>
    public string Title { get; init; } = "";

    /// <summary>When it was made, unix ms.</summary>
    public long MadeUtcMs { get; init; }

    /// <summary>When it is tried next, unix ms.</summary>
    public long DueUtcMs { get; init; }

    /// <summary>How often it was tried.</summary>
    public long Tries { get; init; }

    /// <summary>Why the last try failed.</summary>
    public string? LastError { get; init; }
}
