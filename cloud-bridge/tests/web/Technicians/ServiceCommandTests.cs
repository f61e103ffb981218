using System.Net;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Technicians;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Config;
using Firmware.Core.Messaging;
using Hardware.Bench.Chargers;
using Hardware.Virtual;

namespace CloudBridge.Tests.Web.Technicians;

[TestClass]
public class ServiceCommandTests
{
    private const string Password = "a password for tests";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task Commands_reach_the_charger_are_answered_in_words_and_say_who_gave_them()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        bridge.AddPerson("tim", Role.Technician, Password);
        await using VirtualCharger charger = await StartAsync(bridge);
        using Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync("tim", Password);

        await PressAsync(browser, CommandMessage.Identify);
        Assert.IsTrue(await charger.ReceiveAsync(() => IsTold(charger, "command identify"), Patience, CancellationToken.None));
        string page = await browser.ReadAsync("/service/c1");
        StringAssert.Contains(page, "Sent: all three lights flutter for 30 seconds.");
        StringAssert.Contains(page, "tim, 2026-06-01 12:00:00 UTC+00:00");
        StringAssert.Contains(page, "<strong>Green</strong> flutters, twice a second");
        bridge.Clock.Now += TimeSpan.FromSeconds(30);
        StringAssert.Contains(await browser.ReadAsync("/service/c1"), "<strong>Green</strong> on");

        await PressAsync(browser, CommandMessage.Report);
        StringAssert.Contains(await browser.ReadAsync("/service/c1"), "Sent: the fresh status shows here by itself.");
        bridge.Clock.Now += TimeSpan.FromSeconds(2);
        Assert.IsTrue(
            await charger.ReceiveAsync(
                () => bridge.Count("SELECT at_utc_ms FROM charger_status") == bridge.Clock.Now.ToUnixTimeMilliseconds(),
                Patience,
                CancellationToken.None));
        StringAssert.Contains(await browser.ReadAsync("/service/c1"), "Answered: what stands here is from after it.");

        await PressAsync(browser, CommandMessage.OutOfService);
        Assert.IsTrue(
            await charger.ReceiveAsync(
                () => bridge.Texts("SELECT connector_status FROM charger_status").Single() == "Unavailable",
                Patience,
                CancellationToken.None));
        page = await browser.ReadAsync("/service/c1");
        StringAssert.Contains(page, "<strong>Amber</strong> on");
        StringAssert.Contains(page, "Taken out of service by the operator.");

        await PressAsync(browser, CommandMessage.InService);
        Assert.IsTrue(
            await charger.ReceiveAsync(
                () => bridge.Texts("SELECT connector_status FROM charger_status").Single() == "Available",
                Patience,
                CancellationToken.None));
        CollectionAssert.AreEqual(
            new[] { "identify", "report", "outOfService", "inService" },
            bridge.Texts("SELECT command FROM charger_command ORDER BY command_id").ToArray());
    }

    [TestMethod]
    public async Task A_command_to_a_silent_charger_is_not_sent_and_one_that_is_none_is_refused()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        bridge.AddPerson("tim", Role.Technician, Password);
        using Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync("tim", Password);

        await PressAsync(browser, CommandMessage.Identify);
        StringAssert.Contains(await browser.ReadAsync("/service/c1"), "Not sent: the charger is offline.");
        Assert.AreEqual("Offline", bridge.Texts("SELECT outcome FROM charger_command").Single());

        HttpResponseMessage refused = await browser.SubmitFormAsync("/service/c1", "command", new() { ["Form.Command"] = "explode" });
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        HttpResponseMessage forged = await browser.PostAsync(
            "/service/c1",
            new() { ["_handler"] = "command", ["Form.Command"] = "identify" });
        Assert.AreEqual(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM charger_command"));
    }

    [TestMethod]
    public async Task Of_each_charger_the_last_two_hundred_commands_are_kept()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        CommandLog log = new(new Database(bridge.DatabasePath));
        log.Add("other", CommandMessage.Report, "tim", 1);
        for (int i = 1; i <= 203; i++)
        {
            log.SetOutcome(log.Add("c1", CommandMessage.Report, "tim", i), CommandOutcome.Sent);
        }

        Assert.AreEqual(200, bridge.Count("SELECT COUNT(*) FROM charger_command WHERE charger_id = 'c1'"));
        Assert.AreEqual(4, bridge.Count("SELECT MIN(at_utc_ms) FROM charger_command WHERE charger_id = 'c1'"));
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM charger_command WHERE charger_id = 'other'"));
        Assert.AreEqual(203, log.LastOf("c1", 1).Single().AtUtcMs);
    }

    [TestMethod]
    public void A_bridge_without_its_broker_says_so()
    {
        StringAssert.StartsWith(
            CommandWords.AnswerOf(new CommandRow { Command = CommandMessage.Identify, Outcome = CommandOutcome.NoBroker }, null),
            "Not sent: the bridge has no connection to its MQTT broker.");
    }

    private static async Task PressAsync(Browser browser, string command)
    {
        HttpResponseMessage answer = await browser.SubmitFormAsync("/service/c1", "command", new() { ["Form.Command"] = command });
        Assert.AreEqual(HttpStatusCode.Redirect, answer.StatusCode);
        StringAssert.EndsWith(answer.Headers.Location!.ToString(), "/service/c1");
    }

    private static async Task<VirtualCharger> StartAsync(RunningBridge bridge)
    {
        VirtualCharger charger = ChargerFactory.Create(
            new AgentConfig { ChargerId = "c1" },
            new ChargerAccess("127.0.0.1", bridge.Host.Broker.Port, RunningBridge.DeviceKey),
            bridge.Clock.Now.ToUnixTimeMilliseconds());
        charger.Start();
        Assert.IsTrue(await charger.AdvanceToAsync(3000, Patience, CancellationToken.None));
        Assert.IsTrue(
            await charger.ReceiveAsync(
                () => bridge.Count("SELECT COUNT(*) FROM charger_status WHERE is_online = 1") == 1,
                Patience,
                CancellationToken.None));
        return charger;
    }

    private static bool IsTold(VirtualCharger charger, string text)
    {
        return charger.Board.LogSink.Lines.Any(line => line.EndsWith(text, StringComparison.Ordinal));
    }
}
