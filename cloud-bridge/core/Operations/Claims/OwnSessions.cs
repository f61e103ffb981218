using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Operations.Claims;

/// <summary>What of an account can be followed live: its chargers, and the sessions it has claimed elsewhere.</summary>
public sealed class OwnSessions
{
    // A browser follows them all over one connection; who has more sees the rest when the page is loaded.
    private const int ChargersMax = 100;

    private readonly ChargerOwners _owners;
    private readonly RunningSessions _running;
    private readonly SessionClaims _claims;
    private readonly TimeProvider _clock;

    /// <summary>Over owners, sessions and claims of a bridge.</summary>
    public OwnSessions(ChargerOwners owners, RunningSessions running, SessionClaims claims, TimeProvider clock)
    {
        _owners = owners;
        _running = running;
        _claims = claims;
        _clock = clock;
    }

    /// <summary>The sessions that run, or ran when their charger was last heard of.</summary>
    public IReadOnlyList<RunningSession> Of(string accountId)
    {
        // At an own charger a session that somebody else claimed cannot be, and one that began under the owner before is not this
        // account's.
        return
        [
            .. _owners
                .ChargersOf(accountId, NowMs())
                .Select(_running.LastKnown)
                .OfType<RunningSession>()
                .Where(session => _claims.OwnerOf(session) == accountId)
                .Concat(_claims.RunningOf(accountId))
                .DistinctBy(session => session.ChargerId),
        ];
    }

    /// <summary>The chargers to follow.</summary>
    public IReadOnlyList<string> ChargersOf(string accountId)
    {
        return
        [
            .. _owners
                .ChargersOf(accountId, NowMs())
                .Concat(_claims.RunningOf(accountId).Select(session => session.ChargerId))
                .Distinct()
                .Take(ChargersMax),
        ];
    }

    private long NowMs()
    {
        return _clock.GetUtcNow().ToUnixTimeMilliseconds();
    }
}
