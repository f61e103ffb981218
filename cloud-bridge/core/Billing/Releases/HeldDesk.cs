using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>Where pages and API decide about held sessions: each decision has a connection of its own and is over with it.</summary>
public sealed class HeldDesk(Database database, OperatorSettings settings, TimeProvider clock)
{
    /// <summary>Decides about a session; what cannot be done is said in the result.</summary>
    public ReleaseResult Decide(string sessionId, ReleaseOrder order)
    {
        using ReleaseDesk desk = new(database, settings, clock);
        return desk.Decide(sessionId, order);
    }
}
