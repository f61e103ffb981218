using System.Data.Common;
using System.Globalization;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Registry.Access;
using Dapper;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>
/// Decides who is told what and when: takes the events of incidents that it has not seen, gathers them for each contact, and makes messages
/// of what was gathered long enough. Each pass is one transaction, and whatever must be remembered is in the database: several bridges on
/// one database, and a bridge that dies, tell nothing twice.
/// </summary>
public sealed class NoticePlanner
{
    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly TimeProvider _wallClock;
    private readonly string _address;
    private readonly Func<string, string?> _remedyOf;
    private long _prunedMs;

    /// <summary>Over a database.</summary>
    /// <param name="database">Where events, contacts and messages are.</param>
    /// <param name="settings">Settings, for links.</param>
    /// <param name="clock">The bridge's clock.</param>
    /// <param name="wallClock">The real time, by which messages are sent.</param>
    /// <param name="remedyOf">What to do first about a fault, by its vendor code; null when nothing is known.</param>
    public NoticePlanner(
        Database database,
        PagesSettings settings,
        TimeProvider clock,
        TimeProvider wallClock,
        Func<string, string?> remedyOf)
    {
        _database = database;
        _clock = clock;
        _wallClock = wallClock;
        _address = settings.PublicAddress;
        _remedyOf = remedyOf;
    }

    /// <summary>Is told of what could not be put into words.</summary>
    public Action<Exception>? Defect { get; init; }

    /// <summary>Looks once; how many messages were made.</summary>
    public int Pass()
    {
        long nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        return HasWork(nowMs) ? _database.Write(connection =>
        {
            Gather(connection, nowMs);
            Prune(connection, nowMs);
            return Close(connection, nowMs);
        }) : 0;
    }

    /// <summary>When something that is gathered is to be told next, unix ms; null when nothing is.</summary>
    public long? NextDueUtcMs()
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long?>("SELECT MIN(due_utc_ms) FROM notice_gathering");
    }

    // Most of the time there is nothing, and the write lock is left alone.
    private bool HasWork(long nowMs)
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>(
            """
            SELECT (SELECT COUNT(*) FROM incident_event WHERE event_id > (SELECT event_id FROM notice_cursor WHERE cursor_id = 1))
                 + (SELECT COUNT(*) FROM notice_gathering WHERE due_utc_ms <= @nowMs)
            """,
            new { nowMs }) > 0;
    }

    private static void Gather(DbConnection connection, long nowMs)
    {
        long seen = connection.ExecuteScalar<long>("SELECT event_id FROM notice_cursor WHERE cursor_id = 1");
        IReadOnlyList<IncidentEvent> events = IncidentArchive.EventsAfter(connection, seen, NoticeLimits.EventsPerPass);
        if (events.Count == 0)
        {
            return;
        }

        IncidentEvent[] fresh = [.. events.Where(entry => entry.AtUtcMs >= nowMs - NoticeLimits.FreshMs)];
        Audience audience = new(connection, nowMs);
        Dictionary<long, Incident> incidents = IncidentsOf(connection, fresh);
        foreach (IncidentEvent entry in fresh.Where(entry => incidents.ContainsKey(entry.IncidentId)))
        {
            foreach ((Contact contact, Delay delay) in audience.Of(entry, incidents[entry.IncidentId]))
            {
                connection.Execute(
                    "INSERT INTO notice_item (contact_id, event_id, incident_id, hold) VALUES (@ContactId, @EventId, @IncidentId, @delay) "
                        + "ON CONFLICT DO NOTHING",
                    new { contact.ContactId, entry.EventId, entry.IncidentId, delay = delay.Name });
                Open(connection, contact.ContactId, delay);
            }
        }

        connection.Execute("UPDATE notice_cursor SET event_id = @last WHERE cursor_id = 1", new { last = events[^1].EventId });
    }

    private int Close(DbConnection connection, long nowMs)
    {
        NoticeText text = new(connection, _address, _remedyOf);
        int made = 0;
        foreach (
            (long contactId, string delay) in connection
                .Query<(long, string)>(
                    "SELECT contact_id, hold FROM notice_gathering WHERE due_utc_ms <= @nowMs ORDER BY due_utc_ms, contact_id LIMIT @max",
                    new { nowMs, max = NoticeLimits.GatheringsPerPass })
                .AsList())
        {
            if (ContactBook.FindIn(connection, contactId) is not Contact contact)
            {
                // It cannot be read, which somebody may mend: what was gathered for it waits, and keeps nobody else waiting.
                connection.Execute(
                    "UPDATE notice_gathering SET due_utc_ms = @dueMs WHERE contact_id = @contactId AND hold = @delay",
                    new { dueMs = nowMs + NoticeLimits.HourMs, contactId, delay });
                continue;
            }

            made += CloseOne(connection, text, contact, delay, nowMs) ? 1 : 0;
        }

        return made;
    }

    // Whether it became a message.
    private bool CloseOne(DbConnection connection, NoticeText text, Contact contact, string delay, long nowMs)
    {
        IReadOnlyList<IncidentStory> stories = StoriesIn(connection, contact, delay);
        Notice? notice = null;
        if (contact.IsUsed && stories.Count > 0)
        {
            // What was gathered for soon may have come into quiet hours, or be one message too many.
            Delay now = Delay.For(connection, contact, stories.Max(story => IncidentSeverity.RankOf(story.Severity)), nowMs);
            if (now.Name != Delay.Soon && now.Name != delay && delay != Delay.Quiet)
            {
                Move(connection, contact.ContactId, delay, now);
                return false;
            }

            notice = Write(stories, told => delay == Delay.Soon ? text.Alerts(contact, told) : text.Digest(contact, told, delay, nowMs));
        }

        long? noticeId =
            notice == null
                ? null
                : NoticeOutbox.Add(
                    connection,
                    notice with
                    {
                        MadeUtcMs = nowMs,
                        DueUtcMs = _wallClock.GetUtcNow().ToUnixTimeMilliseconds(),
                    });
        connection.Execute(
            "UPDATE notice_item SET hold = NULL, notice_id = @noticeId WHERE contact_id = @ContactId AND hold = @delay",
            new
            {
                noticeId,
                contact.ContactId,
                delay,
            });
        connection.Execute(
            "DELETE FROM notice_gathering WHERE contact_id = @ContactId AND hold = @delay",
            new { contact.ContactId, delay });
        return notice != null;
    }

    // An incident that cannot be put into words is given up, so that it does not keep everybody from being told of everything.
    private Notice? Write(IReadOnlyList<IncidentStory> stories, Func<IReadOnlyList<IncidentStory>, Notice> write)
    {
        Notice? notice = TryWrite(stories, write);
        if (notice != null || stories.Count == 1)
        {
            return notice;
        }

        IncidentStory[] sound = [.. stories.Where(story => TryWrite([story], write) != null)];
        return sound.Length == 0 ? null : TryWrite(sound, write);
    }

    private Notice? TryWrite(IReadOnlyList<IncidentStory> stories, Func<IReadOnlyList<IncidentStory>, Notice> write)
    {
        try
        {
            return write(stories);
        }
        catch (Exception e) when (!Database.IsStorageFailure(e))
        {
            Defect?.Invoke(e);
            return null;
        }
    }

    private static IReadOnlyList<IncidentStory> StoriesIn(DbConnection connection, Contact contact, string delay)
    {
        List<IncidentEvent> events = IncidentArchive.ReadEvents(
            connection,
            """
            WHERE event_id IN
                (SELECT event_id FROM notice_item WHERE contact_id = @ContactId AND hold = @delay) ORDER BY event_id LIMIT 10000
            """,
            new { contact.ContactId, delay });
        // Whoever has moved to another account since is not told what happened to the former one.
        return
        [
            .. IncidentStory
                .Of(events.Select(entry => ForRole(contact, entry)), IncidentsOf(connection, events))
                .Where(story => !story.IsTooBrief && contact.Concerns(story.Incident)),
        ];
    }

    // As on pages and in the API: what something costs is not a technician's.
    private static IncidentEvent ForRole(Contact contact, IncidentEvent entry)
    {
        return contact.Role == Role.Technician ? entry with { FactsJson = entry.Facts.WithoutMoney().ToJson() } : entry;
    }

    private static Dictionary<long, Incident> IncidentsOf(DbConnection connection, IReadOnlyCollection<IncidentEvent> events)
    {
        return events
            .Select(entry => entry.IncidentId)
            .Distinct()
            .Chunk(NoticeLimits.EventsPerPass)
            .SelectMany(ids =>
                IncidentLog.ReadAll(
                    connection,
                    $"WHERE incident_id IN ({string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))})",
                    null))
            .ToDictionary(incident => incident.IncidentId);
    }

    private static void Open(DbConnection connection, long contactId, Delay delay)
    {
        connection.Execute(
            """
            INSERT INTO notice_gathering (contact_id, hold, due_utc_ms) VALUES (@contactId, @Name, @DueUtcMs)
            ON CONFLICT (contact_id, hold) DO UPDATE SET due_utc_ms =
                CASE WHEN excluded.due_utc_ms < notice_gathering.due_utc_ms THEN excluded.due_utc_ms ELSE notice_gathering.due_utc_ms END
            """,
            new { contactId, delay.Name, delay.DueUtcMs });
    }

    private static void Move(DbConnection connection, long contactId, string from, Delay to)
    {
        connection.Execute(
            "UPDATE notice_item SET hold = @Name WHERE contact_id = @contactId AND hold = @from",
            new
            {
                to.Name,
                contactId,
                from,
            });
        connection.Execute("DELETE FROM notice_gathering WHERE contact_id = @contactId AND hold = @from", new { contactId, from });
        Open(connection, contactId, to);
    }

    // What is long over is dropped, an hour's worth at a time, so that the tables do not grow for ever.
    private void Prune(DbConnection connection, long nowMs)
    {
        if (nowMs - _prunedMs < NoticeLimits.HourMs)
        {
            return;
        }

        _prunedMs = nowMs;
        long beforeMs = nowMs - NoticeLimits.KeepMs;
        connection.Execute(
            """
            DELETE FROM notice_item WHERE hold IS NULL AND event_id IN (SELECT event_id FROM incident_event WHERE at_utc_ms < @beforeMs)
            """,
            new { beforeMs });
        connection.Execute("DELETE FROM notice WHERE made_utc_ms < @beforeMs AND state <> 'Waiting'", new { beforeMs });
    }
}
