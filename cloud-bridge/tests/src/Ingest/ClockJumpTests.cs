using System.Net;
using System.Text;
using CloudBridge.Commands;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Src.Observability;
using CloudBridge.Tests.Src.Statements;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Tariffs;
using static CloudBridge.Tests.Src.Ingest.ClockStage;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>The machine's clock jumps while sessions come in: all are taken, nothing is issued by a wrong time, and everything is billed
/// once when the clock agrees again.</summary>
[TestClass]
public class ClockJumpTests
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    [TestMethod]
    [DataRow(365)]
    [DataRow(-365)]
    public async Task A_clock_that_is_a_year_off_for_twenty_seconds_leaves_no_trace_in_numbers_statements_or_tariffs(int days)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        (ScriptedCharger charger, Tariff tariff) = await OpenAsync(bridge);
        await using ScriptedCharger owned = charger;
        await ChargeAsync(charger, 1, tariff);
        await using ScriptedCharger other = await bridge.ConnectAsync("c2");
        new StatementOffice(bridge).AddAccount("otto");
        bridge.Run("INSERT INTO account_charger (charger_id, from_utc_ms, account_id) VALUES ('c2', 0, 'otto')");

        bridge.Clock.Jump(TimeSpan.FromDays(days));
        for (int number = 1; number <= 16; number++)
        {
            bridge.Clock.Now += TimeSpan.FromSeconds(1.25);
            await ChargeAsync(other, number, tariff);
        }

        await DoubtAsync(bridge, ClockDoubt.Jumped);
        Assert.AreEqual((1, 16), (bridge.Count(CountBills), bridge.Count(CountWaiting)));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM alert WHERE code = 'SessionHeld'"), "nobody need look at them");
        AssertHealthy(bridge);
        bridge.Clock.Jump(TimeSpan.FromDays(-days));
        await SettledAsync(bridge, 17);

        // 2026-03-05 at 20:00:20, whatever the clock had said.
        Assert.AreEqual(17, bridge.Count("SELECT COUNT(*) FROM bill WHERE bill_year = 2026 AND serial <= 17 AND issued_utc_ms BETWEEN "
            + $"{At(20)} AND {At(21)}"));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM statement"));
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM tariff"));
        Assert.AreEqual(17, bridge.Count($"SELECT COUNT(*) FROM durable_record WHERE received_utc_ms BETWEEN {At(20)} AND {At(21)}"));
        bridge.Clock.Now = new DateTimeOffset(2026, 4, 1, 11, 0, 0, TimeSpan.Zero);
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM statement") == 2);
        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM statement WHERE month = '2026-03' AND session_count IN (1, 16)"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    [DataRow(365, false)]
    [DataRow(-365, false)]
    [DataRow(-365, true)]
    public async Task A_bridge_that_starts_again_with_a_wrong_clock_still_doubts_it(int days, bool isDoubtLost)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        (ScriptedCharger charger, Tariff tariff) = await OpenAsync(bridge);
        await using ScriptedCharger owned = charger;
        await ChargeAsync(charger, 1, tariff);
        bridge.Clock.Jump(TimeSpan.FromDays(days));
        await DoubtAsync(bridge, ClockDoubt.Jumped);
        await charger.DisposeAsync();
        await bridge.Host.DisposeAsync();
        if (isDoubtLost)
        {
            // Killed before it was written: what is left is the bill, which is newer than the clock.
            bridge.Run("DELETE FROM clock_doubt");
        }

        bridge.Clock.Now += TimeSpan.FromMinutes(1);
        await bridge.RestartAsync();
        await using ScriptedCharger again = charger.WithKeys(RunningBridge.DeviceKey, "");
        await again.ConnectAsync(bridge.Host.Broker.Port);
        await ChargeAsync(again, 2, tariff);
        await DoubtAsync(bridge, isDoubtLost ? ClockDoubt.WentBack : ClockDoubt.Jumped);

        Assert.AreEqual((1, 1), (bridge.Count(CountBills), bridge.Count(CountWaiting)));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM statement"));
        bridge.Clock.Jump(TimeSpan.FromDays(-days));
        await SettledAsync(bridge, 2);
        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM bill WHERE bill_year = 2026 AND serial <= 2"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task An_operator_who_knows_the_day_says_that_the_clock_is_right_and_it_holds_over_a_start()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        (ScriptedCharger charger, Tariff tariff) = await OpenAsync(bridge);
        await using ScriptedCharger owned = charger;
        await ChargeAsync(charger, 1, tariff);
        bridge.Clock.Jump(Year);
        await ChargeAsync(charger, 2, tariff);
        await DoubtAsync(bridge, ClockDoubt.Jumped);

        Assert.AreEqual(1, Clock(bridge, "show").ExitCode);
        CommandRun wrong = Clock(bridge, "accept", "--by", "Ann", "--date", "2026-03-05");
        Assert.AreEqual(CommandLine.Refused, wrong.ExitCode);
        StringAssert.Contains(wrong.Output, "this machine's clock says 2027-03-05");
        Assert.AreEqual(1, bridge.Count(CountWaiting));
        CommandRun right = Clock(bridge, "accept", "--by", "Ann", "--date", "2027-03-05");
        StringAssert.Contains(right.Output, "Ann said that it is 2027-03-05 21:00:00 UTC+01:00");
        await SettledAsync(bridge, 2);

        CollectionAssert.AreEqual(
            new[] { "2026-000001", "2027-000001" },
            bridge.Texts("SELECT bill_number FROM bill ORDER BY bill_number").ToArray());
        AssertHealthy(bridge);
        await charger.DisposeAsync();
        await bridge.RestartAsync();
        CommandRun shown = Clock(bridge, "show");
        Assert.AreEqual(0, shown.ExitCode);
        StringAssert.Contains(shown.Output, "Accepted  2027-03-05 21:00:00 UTC+01:00 by Ann");
    }

    [TestMethod]
    public async Task Two_chargers_whose_clocks_are_set_make_a_bridge_doubt_its_own_and_one_is_not_enough()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Mqtt.AllowAnonymous = false);
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger c1 = await ConnectAsync(bridge, "c1");
        await using ScriptedCharger c2 = await ConnectAsync(bridge, "c2");
        long rightMs = (bridge.Clock.Now - TimeSpan.FromDays(60)).ToUnixTimeMilliseconds();
        await SayAsync(bridge, c1, rightMs);
        await ChargeAsync(c1, 1, tariff);
        Assert.AreEqual(1, bridge.Count(CountBills));

        await SayAsync(bridge, c2, rightMs);
        await DoubtAsync(bridge, ClockDoubt.ChargersDisagree);
        await ChargeAsync(c1, 2, tariff);
        Assert.AreEqual((1, 1), (bridge.Count(CountBills), bridge.Count(CountWaiting)));

        // Nobody has to say anything: the clock now says what the chargers said.
        bridge.Clock.Jump(TimeSpan.FromDays(-60));
        await SettledAsync(bridge, 2);
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task Where_anybody_can_be_a_charger_what_chargers_say_of_the_time_is_no_reason_to_doubt()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger c1 = await bridge.ConnectAsync();
        await using ScriptedCharger c2 = await bridge.ConnectAsync("c2");
        long rightMs = (bridge.Clock.Now - Year).ToUnixTimeMilliseconds();
        await SayAsync(bridge, c1, rightMs);
        await SayAsync(bridge, c2, rightMs);

        await ChargeAsync(c1, 1, tariff);

        Assert.AreEqual(1, bridge.Count(CountBills));
    }

    [TestMethod]
    public async Task A_doubt_is_told_by_readiness_and_metrics_and_people_can_issue_nothing_either()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        (ScriptedCharger charger, Tariff tariff) = await OpenAsync(bridge);
        await using ScriptedCharger owned = charger;
        await ChargeAsync(charger, 1, tariff);
        charger.BreakChain();
        await ChargeAsync(charger, 2, tariff);
        bridge.Clock.Jump(Year);
        await ChargeAsync(charger, 3, tariff);
        await DoubtAsync(bridge, ClockDoubt.Jumped);

        // The bridge does all the rest, so it stays ready.
        using HttpClient technician = bridge.Http(Role.Technician);
        HttpResponseMessage ready = await technician.GetAsync("/readyz");
        string told = await ready.Content.ReadAsStringAsync();
        Assert.AreEqual(HttpStatusCode.OK, ready.StatusCode, told);
        StringAssert.Contains(told, "clock jumped 365 days ahead while the bridge ran: records are taken and kept");
        StringAssert.Contains(told, "cloud-bridge clock accept");
        using HttpClient http = bridge.Http();
        Assert.AreEqual(1, (await Scrape.OfAsync(http))["chargeagent_clock_doubted"]);

        string release = await DecideAsync(http, "c1-2", "bridge");
        StringAssert.Contains(release, "stays held: this machine");
        StringAssert.Contains(await DecideAsync(http, "c1-3", "bridge"), "stays held: this machine");
        Database database = new(bridge.DatabasePath);
        Assert.ThrowsExactly<RefusedException>(() => ClockCommand.RequireBelieved(database, bridge.Clock));
        Assert.AreEqual(1, bridge.Count(CountBills));

        bridge.Clock.Jump(-Year);
        await SettledAsync(bridge, 2);
        ClockCommand.RequireBelieved(database, bridge.Clock);
        StringAssert.Contains(await DecideAsync(http, "c1-2", "bridge"), "was billed");
        Assert.AreEqual(0, (await Scrape.OfAsync(http))["chargeagent_clock_doubted"]);
    }

    [TestMethod]
    public async Task A_bill_is_not_corrected_while_the_clock_is_in_doubt()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        (ScriptedCharger charger, Tariff tariff) = await OpenAsync(bridge);
        await using ScriptedCharger owned = charger;
        await ChargeAsync(charger, 1, tariff);
        BridgeClock clock = new(bridge.Clock, areChargersHeard: false);
        CorrectionDesk desk = new(new Database(bridge.DatabasePath), bridge.Settings().Operator, clock);
        bridge.Clock.Jump(Year);

        CorrectionResult refused = desk.Correct("2026-000001", new CorrectionOrder("Ann", "wrong"));

        StringAssert.Contains(refused.Sentence, "Nothing was issued: this machine's clock jumped 365 days ahead");
        bridge.Clock.Jump(-Year);
        Assert.IsTrue(desk.Correct("2026-000001", new CorrectionOrder("Ann", "wrong")).IsIssued);
    }

    [TestMethod]
    public async Task A_waiting_session_that_somebody_damaged_keeps_no_other_from_its_bill()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        (ScriptedCharger charger, Tariff tariff) = await OpenAsync(bridge);
        await using ScriptedCharger owned = charger;
        bridge.Clock.Jump(Year);
        await ChargeAsync(charger, 1, tariff);
        await ChargeAsync(charger, 2, tariff);
        await DoubtAsync(bridge, ClockDoubt.Jumped);
        bridge.Run("UPDATE charging_session SET message = '{' WHERE session_id = 'c1-1'");

        bridge.Clock.Jump(-Year);
        await Eventually.BecomesTrueAsync(() => bridge.Count(CountBills) == 1);

        Assert.AreEqual("c1-2", bridge.Texts("SELECT session_id FROM bill").Single());
        Assert.AreEqual(1, bridge.Count(CountWaiting));
        await Eventually.BecomesTrueAsync(() => bridge.Host.Readiness.Check()
            .Any(line => line is { Name: "waiting sessions", IsWell: false, StopsNobody: true }));
    }

    private static async Task<string> DecideAsync(HttpClient http, string sessionId, string bill)
    {
        using StringContent body = new($$"""{"bill":"{{bill}}","reason":"it was so"}""", Encoding.UTF8, "application/json");
        HttpResponseMessage answer = await http.PostAsync($"/api/v1/held/{sessionId}/release", body);
        return await answer.Content.ReadAsStringAsync();
    }

    private static long At(int hour)
    {
        return new DateTimeOffset(2026, 3, 5, hour, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    }
}
