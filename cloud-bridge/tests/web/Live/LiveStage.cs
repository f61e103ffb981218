using System.Data.Common;
using System.Text;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Live;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Web.Live;

/// <summary>What chargers tell and pages hear in the tests of live pages.</summary>
internal static class LiveStage
{
    /// <summary>The charger tells that a session charges: 2 kWh and 0.72 EUR so far.</summary>
    public static async Task ChargeAsync(RunningBridge bridge, ScriptedCharger charger, long number)
    {
        await charger.PublishAsync(Topic.Live, LiveText.Charging(number, bridge.Clock.Now.ToUnixTimeMilliseconds()));
        // Acknowledged after its commit, and in order: then the live value is on the board.
        await StatusAsync(charger, "Charging");
    }

    /// <summary>The charger tells its status.</summary>
    public static Task StatusAsync(ScriptedCharger charger, string status, string errorCode = "NoError")
    {
        return charger.PublishAsync(
            Topic.Status,
            Encoding.UTF8.GetBytes($$"""{"version":1,"online":true,"status":"{{status}}","errorCode":"{{errorCode}}"}"""));
    }

    /// <summary>An incident of a charger that is too hot begins.</summary>
    public static void Raise(Database database, string chargerId)
    {
        database.Write(
            (DbConnection connection) =>
                IncidentLog.Raise(
                    connection,
                    new IncidentKey(IncidentKind.ConnectorFault, IncidentSubject.Charger(chargerId), "HighTemperature"),
                    IncidentSeverity.Critical,
                    new IncidentParty(chargerId, null, null),
                    1780315200000,
                    new IncidentFacts { VendorCode = "HighTemperature" }));
    }

    /// <summary>Waits for the next event that says something changed.</summary>
    public static async Task ChangedAsync(StreamReader events)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (await events.ReadLineAsync(patience.Token) is string line)
        {
            if (line == "event: changed")
            {
                return;
            }
        }

        Assert.Fail("the stream ended");
    }
}
