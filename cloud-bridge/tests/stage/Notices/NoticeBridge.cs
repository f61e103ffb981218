using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Stage.Notices;

/// <summary>A running bridge whose incidents a test raises itself.</summary>
internal static class NoticeBridge
{
    /// <summary>Raises an incident now.</summary>
    public static Incident Raise(
        this RunningBridge bridge,
        string chargerId,
        string kind = IncidentKind.ChargerOffline,
        string severity = IncidentSeverity.Warning,
        string? accountId = null)
    {
        return new Database(bridge.DatabasePath).Write(connection =>
            IncidentLog.Raise(
                connection,
                new IncidentKey(kind, IncidentSubject.Charger(chargerId)),
                severity,
                new IncidentParty(chargerId, null, accountId),
                bridge.Clock.Now.ToUnixTimeMilliseconds(),
                new IncidentFacts()));
    }

    /// <summary>Lets time pass.</summary>
    public static void Pass(this RunningBridge bridge, double seconds)
    {
        bridge.Clock.Now = bridge.Clock.Now.AddSeconds(seconds);
        bridge.Host.Notices.Wake();
    }

    /// <summary>Raises an incident, and lets time pass until its message is made.</summary>
    public static async Task TellAsync(this RunningBridge bridge, string chargerId)
    {
        long before = bridge.Count("SELECT COUNT(*) FROM notice");
        bridge.Raise(chargerId);
        bridge.Host.Notices.Wake();
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice_gathering") == 1);
        bridge.Pass(10);
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM notice") > before);
    }

    /// <summary>Adds a contact of the operator's own.</summary>
    public static Contact AddSystem(this RunningBridge bridge, string channel, string address)
    {
        (Contact? added, string? defect) = bridge.Host.Notices.Contacts.Add(
            new Contact
            {
                Channel = channel,
                Address = address,
                Kinds = ContactKinds.All,
            },
            isConfirmed: true);
        Assert.IsNull(defect);
        return added!;
    }

    /// <summary>How many messages are in a state.</summary>
    public static long CountIn(this RunningBridge bridge, string state)
    {
        return bridge.Count($"SELECT COUNT(*) FROM notice WHERE state = '{state}'");
    }

    /// <summary>Adds somebody who signs in, and signs in.</summary>
    public static async Task<Browser> SignInAsync(this RunningBridge bridge, string name, string role)
    {
        string password = PersonRegistry.NewPassword();
        Assert.IsTrue(bridge.AddPerson(name, role, password));
        Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync(name, password);
        return browser;
    }
}
