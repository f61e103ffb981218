using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Operations.Live;

/// <summary>
/// Which sessions run. A live value says so only while its charger is there with a plug in it and no summary has come: the last live value
/// of a
/// session stays on the board when the plug is out.
/// </summary>
public sealed class RunningSessions
{
    private readonly LiveBoard _board;
    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>Over the board of a bridge and its database.</summary>
    public RunningSessions(LiveBoard board, Database database, TimeProvider clock)
    {
        _board = board;
        _database = database;
        _clock = clock;
    }

    /// <summary>The session that runs at a charger; null when none does, or the bridge cannot know it.</summary>
    public RunningSession? Of(string chargerId)
    {
        RunningSession? session = RunningSession.In(chargerId, _board.ReadingOf(chargerId));
        bool isFresh = session != null && session.Reading.IsFresh(_clock.GetUtcNow().ToUnixTimeMilliseconds());
        return isFresh && IsOpen(session!, "t.is_online = 1 AND t.connector_status <> 'Available'") ? session : null;
    }

    /// <summary>The session that runs, or ran when the charger was last heard of; it may be long ago, so its reading's age belongs to it.
    /// Null when none is known.</summary>
    public RunningSession? LastKnown(string chargerId)
    {
        RunningSession? session = RunningSession.In(chargerId, _board.ReadingOf(chargerId));
        return session != null && IsOpen(session, "(t.is_online = 0 OR t.connector_status <> 'Available')") ? session : null;
    }

    private bool IsOpen(RunningSession session, string condition)
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>(
            $"""
            SELECT COUNT(*) FROM charger_status t
            WHERE t.charger_id = @ChargerId AND {condition}
                AND NOT EXISTS (SELECT 1 FROM charging_session s WHERE s.charger_id = @ChargerId AND s.session_number = @Number)
            """,
            new { session.ChargerId, session.Number }) == 1;
    }
}
