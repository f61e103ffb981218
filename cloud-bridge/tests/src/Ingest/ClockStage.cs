using System.Text;
using CloudBridge.Commands;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Src.Statements;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Live;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>What happens at a bridge whose machine's clock jumps.</summary>
internal static class ClockStage
{
    /// <summary>Sessions that wait for the clock.</summary>
    public const string CountWaiting = "SELECT COUNT(*) FROM charging_session WHERE hold_reason = 'ClockDoubted'";

    /// <summary>Bills.</summary>
    public const string CountBills = "SELECT COUNT(*) FROM bill";

    /// <summary>An account's charger c1 with a tariff, at 2026-03-05 20:00 UTC. Berlin's summer time makes the tariff due for renewal
    /// within a year.</summary>
    public static async Task<(ScriptedCharger Charger, Tariff Tariff)> OpenAsync(RunningBridge bridge)
    {
        bridge.Clock.Now = new DateTimeOffset(2026, 3, 5, 20, 0, 0, TimeSpan.Zero);
        new StatementOffice(bridge).AddAccount();
        Tariff tariff = await bridge.PublishAsync(zone: "Europe/Berlin");
        ScriptedCharger charger = await bridge.ConnectAsync();
        bridge.Run("INSERT INTO account_charger (charger_id, from_utc_ms, account_id) VALUES ('c1', 0, 'olga')");
        return (charger, tariff);
    }

    /// <summary>Adds a charger with a password and connects it.</summary>
    public static async Task<ScriptedCharger> ConnectAsync(RunningBridge bridge, string chargerId)
    {
        bridge.Host.Chargers.TryAdd(chargerId, RunningBridge.DeviceKey, "a password of a test");
        ScriptedCharger charger = new ScriptedCharger(chargerId, RunningBridge.DeviceKey)
            .WithKeys(RunningBridge.DeviceKey, "a password of a test");
        await charger.ConnectAsync(bridge.Host.Broker.Port);
        return charger;
    }

    /// <summary>1 kWh in an hour of 2026-03-02 or 03; it is taken when its receipt is there.</summary>
    public static async Task ChargeAsync(ScriptedCharger charger, int number, Tariff tariff)
    {
        await charger.PublishAsync(
            Topic.Session,
            charger.Record(ScriptedSession.OneHour(number, (number - 1) * 1000000, 1000000, tariff)));
        Assert.AreEqual(charger.NextSequence - 1, (await charger.ReceiptAsync()).Sequence);
    }

    /// <summary>A charger says what time it is, and some seconds pass, after which the bridge asks again.</summary>
    public static async Task SayAsync(RunningBridge bridge, ScriptedCharger charger, long utcMs)
    {
        await charger.PublishAsync(Topic.Live, LiveText.Charging(1, utcMs));
        // Acknowledged after its commit, and in order: then the live value has been heard.
        await charger.PublishAsync(
            Topic.Status,
            Encoding.UTF8.GetBytes("""{"version":1,"online":true,"status":"Charging","errorCode":"NoError"}"""));
        bridge.Clock.Now += TimeSpan.FromSeconds(5);
    }

    /// <summary>Waits until the bridge has written down its doubt.</summary>
    public static Task DoubtAsync(RunningBridge bridge, string reason)
    {
        return Eventually.BecomesTrueAsync(
            () => bridge.Texts("SELECT reason FROM clock_doubt").SequenceEqual([reason]),
            () => string.Join(", ", bridge.Texts("SELECT reason FROM clock_doubt")));
    }

    /// <summary>Waits until the clock is believed and there are so many bills; then nothing waits.</summary>
    public static async Task SettledAsync(RunningBridge bridge, int bills)
    {
        await Eventually.BecomesTrueAsync(
            () => bridge.Count(CountBills) == bills && bridge.Count("SELECT COUNT(*) FROM clock_doubt") == 0,
            () => $"{bridge.Count(CountBills)} bills, {bridge.Count(CountWaiting)} wait");
        Assert.AreEqual(0, bridge.Count(CountWaiting));
    }

    /// <summary>Runs a clock command by the bridge's clock.</summary>
    public static CommandRun Clock(RunningBridge bridge, params string[] arguments)
    {
        return CommandRun.Of(
            ClockCommand.Create(bridge.Clock),
            [.. arguments, "--database", bridge.DatabasePath, "--time-zone", "Europe/Berlin"]);
    }

    /// <summary>Verify finds nothing.</summary>
    public static void AssertHealthy(RunningBridge bridge)
    {
        Assert.AreEqual("", string.Join("\n", new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().Defects));
    }
}
