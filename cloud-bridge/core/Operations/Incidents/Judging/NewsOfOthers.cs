using System.Data.Common;
using CloudBridge.Core.Operations.Live;
using Dapper;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>Tells the open pages of this process what is new in the database, whichever process wrote it: with several bridges on one
/// database a page of one follows what another has ingested and judged. What is told twice does no harm.</summary>
internal sealed class NewsOfOthers
{
    private const int EventsMax = 1000;

    // Two bridges' clocks may differ by this much, in ms, and a status is stamped before it is committed.
    private const long OverlapMs = 30000;

    private readonly ChangeFeed _changes;
    private readonly Dictionary<string, long> _revisions = new(StringComparer.Ordinal);
    private long _eventId;
    private long _statusUtcMs;
    private bool _hasBegun;

    public NewsOfOthers(ChangeFeed changes)
    {
        _changes = changes;
    }

    /// <summary>Begins with what is there: pages that are opened from now on show it.</summary>
    public void Begin(DbConnection connection)
    {
        if (!_hasBegun)
        {
            _eventId = connection.ExecuteScalar<long>("SELECT COALESCE(MAX(event_id), 0) FROM incident_event");
            _statusUtcMs = connection.ExecuteScalar<long>("SELECT COALESCE(MAX(at_utc_ms), 0) FROM charger_status");
            _hasBegun = true;
        }
    }

    /// <summary>Tells what is new.</summary>
    public void Tell(DbConnection connection, long nowUtcMs)
    {
        // A status that was stamped while the clock was ahead must not hide those after it.
        _statusUtcMs = Math.Min(_statusUtcMs, nowUtcMs);
        foreach (string chargerId in Events(connection).Concat(Statuses(connection)).Distinct().ToList())
        {
            _changes.Publish(chargerId);
        }
    }

    private List<string> Events(DbConnection connection)
    {
        List<(long EventId, string? ChargerId)> events =
        [
            .. connection.Query<(long, string?)>(
                "SELECT e.event_id, i.charger_id FROM incident_event e JOIN incident i ON i.incident_id = e.incident_id "
                    + "WHERE e.event_id > @after ORDER BY e.event_id LIMIT @count",
                new { after = _eventId, count = EventsMax }),
        ];
        _eventId = events.Count == 0 ? _eventId : events[^1].EventId;
        return [.. events.Select(found => found.ChargerId ?? ChangeFeed.Everything)];
    }

    private List<string> Statuses(DbConnection connection)
    {
        List<string> news = [];
        foreach (
            (string chargerId, long revision, long atUtcMs) in connection.Query<(string, long, long)>(
                "SELECT charger_id, revision, at_utc_ms FROM charger_status WHERE at_utc_ms >= @since",
                new { since = _statusUtcMs - OverlapMs }))
        {
            _statusUtcMs = Math.Max(_statusUtcMs, atUtcMs);
            if (!_revisions.TryGetValue(chargerId, out long before) || before != revision)
            {
                _revisions[chargerId] = revision;
                news.Add(chargerId);
            }
        }

        return news;
    }
}
