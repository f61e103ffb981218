using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Sites;
using Dapper;

namespace CloudBridge.Core.Operations.Claims;

/// <summary>Claims of running sessions: each session at most once, by somebody who has read the charger's label, before its summary has
/// come.</summary>
public sealed class SessionClaims
{
    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly RunningSessions _running;
    private readonly ChargerOwners _owners;
    private readonly LabelCode _codes;
    private readonly SignInLimits _limits;

    /// <summary>Over a database; <paramref name="wallClock"/> is the real time, by which somebody has to wait after wrong codes.</summary>
    public SessionClaims(
        Database database,
        TimeProvider clock,
        TimeProvider wallClock,
        RunningSessions running,
        ChargerOwners owners,
        LabelCode codes)
    {
        _database = database;
        _clock = clock;
        _running = running;
        _owners = owners;
        _codes = codes;
        _limits = new SignInLimits(wallClock);
    }

    /// <summary>Claims a session for an account, in the name of a person.</summary>
    public ClaimAnswer Claim(PlacedCharger charger, long sessionNumber, string accountId, string personName, string? code)
    {
        if (_limits.MustWait(personName))
        {
            return ClaimAnswer.MustWait;
        }

        if (!_codes.IsOf(charger.ChargerId, charger.LabelNumber, code))
        {
            _limits.CountWrong(personName);
            return ClaimAnswer.WrongCode;
        }

        // Before the session is looked at: whether one runs at a private charger is nobody else's to know.
        if (OwnerOf(charger.ChargerId) is string ownerOfCharger && ownerOfCharger != accountId)
        {
            return ClaimAnswer.NotPublic;
        }

        // A right code forgets no wrong ones: with the code of one label somebody could go on guessing that of another.
        RunningSession? running = _running.Of(charger.ChargerId);
        if (running == null || running.Number != sessionNumber)
        {
            return AnswerWhenOver(charger.ChargerId, sessionNumber);
        }

        return OwnerOf(running) == null ? Write(charger.ChargerId, sessionNumber, accountId, personName) : ClaimAnswer.OwnCharger;
    }

    /// <summary>The account whose a charger is now, and to which it is private; null for a public one, which one is until a session ends
    /// that began while it was.</summary>
    public string? OwnerOf(string chargerId)
    {
        return _running.LastKnown(chargerId) is RunningSession session ? OwnerOf(session) : _owners.At(chargerId, NowMs());
    }

    /// <summary>The account whose a running session is because the charger is; null at a public charger.</summary>
    public string? OwnerOf(RunningSession session)
    {
        return _owners.At(session.ChargerId, session.StartUtcMs > 0 ? session.StartUtcMs : NowMs());
    }

    /// <summary>The account whose a session is: of its claim, or of its charger when it began; null for the operator's own.</summary>
    public string? AccountOf(string chargerId, long sessionNumber, long startUtcMs)
    {
        return ClaimantOf(chargerId, sessionNumber) ?? _owners.At(chargerId, startUtcMs > 0 ? startUtcMs : NowMs());
    }

    /// <summary>The account that has claimed a session; null when none has.</summary>
    public string? ClaimantOf(string chargerId, long sessionNumber)
    {
        using DbConnection connection = _database.Open();
        return ClaimantOf(connection, chargerId, sessionNumber);
    }

    /// <summary>The sessions that an account has claimed and that have not ended, as far as they are heard of.</summary>
    public IReadOnlyList<RunningSession> RunningOf(string accountId)
    {
        using DbConnection connection = _database.Open();
        return
        [
            .. connection
                .Query<(string ChargerId, long Number)>(
                    """
                    SELECT c.charger_id, c.session_number FROM session_claim c WHERE c.account_id = @accountId
                        AND NOT EXISTS (SELECT 1 FROM charging_session s WHERE s.charger_id = c.charger_id
                            AND s.session_number = c.session_number)
                    ORDER BY c.claimed_utc_ms DESC LIMIT 100
                    """,
                    new { accountId })
                .Select(claim =>
                    _running.LastKnown(claim.ChargerId) is RunningSession session && session.Number == claim.Number ? session : null)
                .OfType<RunningSession>(),
        ];
    }

    /// <summary>Takes a claim back; false when there is none, or the session's summary has come.</summary>
    public bool TryTakeBack(string chargerId, long sessionNumber)
    {
        using DbConnection connection = _database.Open();
        return connection.Execute(
            """
            DELETE FROM session_claim WHERE charger_id = @chargerId AND session_number = @sessionNumber
                AND NOT EXISTS (SELECT 1 FROM charging_session s WHERE s.charger_id = @chargerId AND s.session_number = @sessionNumber)
            """,
            new { chargerId, sessionNumber }) == 1;
    }

    // With the write lock: ingest must not make the bill between the look and the claim.
    private ClaimAnswer Write(string chargerId, long sessionNumber, string accountId, string personName)
    {
        using DbConnection connection = _database.Open();
        Database.BeginWrite(connection);
        try
        {
            int added = connection.Execute(
                """
                INSERT INTO session_claim (charger_id, session_number, account_id, claimed_utc_ms, person_name)
                SELECT @chargerId, @sessionNumber, @accountId, @nowMs, @personName
                WHERE NOT EXISTS (SELECT 1 FROM charging_session s WHERE s.charger_id = @chargerId AND s.session_number = @sessionNumber)
                ON CONFLICT DO NOTHING
                """,
                new { chargerId, sessionNumber, accountId, personName, nowMs = NowMs() });
            string? claimantId = ClaimantOf(connection, chargerId, sessionNumber);
            Database.Commit(connection);
            return added == 1 ? ClaimAnswer.Claimed
                : claimantId == null ? AnswerWhenOver(chargerId, sessionNumber)
                : claimantId == accountId ? ClaimAnswer.OwnAlready
                : ClaimAnswer.Taken;
        }
        catch
        {
            // Back in its pool the connection would go on holding the write lock.
            Database.Rollback(connection);
            throw;
        }
    }

    private ClaimAnswer AnswerWhenOver(string chargerId, long sessionNumber)
    {
        using DbConnection connection = _database.Open();
        (long sessions, long bills) = connection.QuerySingle<(long, long)>(
            """
            SELECT (SELECT COUNT(*) FROM charging_session s WHERE s.charger_id = @chargerId AND s.session_number = @sessionNumber),
                   (SELECT COUNT(*) FROM bill b WHERE b.session_id = @sessionId)
            """,
            new { chargerId, sessionNumber, sessionId = Firmware.Core.Messaging.SessionMessage.IdOf(chargerId, sessionNumber) });
        return bills > 0 ? ClaimAnswer.Billed : sessions > 0 ? ClaimAnswer.Over : ClaimAnswer.NotRunning;
    }

    private static string? ClaimantOf(DbConnection connection, string chargerId, long sessionNumber)
    {
        return connection.QueryFirstOrDefault<string?>(
            "SELECT account_id FROM session_claim WHERE charger_id = @chargerId AND session_number = @sessionNumber",
            new { chargerId, sessionNumber });
    }

    private long NowMs()
    {
        return _clock.GetUtcNow().ToUnixTimeMilliseconds();
    }
}
