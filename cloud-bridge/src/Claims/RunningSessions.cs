using System.Data.Common;
using CloudBridge.Chargers;
using CloudBridge.Storage;
using Dapper;

namespace CloudBridge.Claims;

/// <summary>
/// Which sessions run. A live value says so only while it is fresh, its charger is there with a plug in it, and no summary has come: the last
/// live value of a session stays on the board when the plug is out.
/// </summary>
public sealed class RunningSessions
{
    // Six intervals of live values: some may be lost, they go out with QoS 0.
    private const long FreshMs = 60000;

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
        TimedText? live = _board.LiveOf(chargerId);
        RunningSession? session = RunningSession.Read(chargerId, live);
        bool isFresh = session != null && _clock.GetUtcNow().ToUnixTimeMilliseconds() - live!.AtUtcMs <= FreshMs;
        return isFresh && IsOpen(session!) ? session : null;
    }

    private bool IsOpen(RunningSession session)
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>(
            """
            SELECT COUNT(*) FROM charger_status t
            WHERE t.charger_id = @ChargerId AND t.is_online = 1 AND t.connector_status <> 'Available'
                AND NOT EXISTS (SELECT 1 FROM charging_session s WHERE s.charger_id = @ChargerId AND s.session_number = @Number)
            """,
            new { session.ChargerId, session.Number }) == 1;
    }
}
