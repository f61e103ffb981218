using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using CloudBridge.Commands;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Releases;

/// <summary>A session about whose cost charger and bridge differ is no dead end: a person decides, with name and reason.</summary>
[TestClass]
public class HeldDecisionTests
{
    private const string TwoRates = """
        {"country_code":"DE","party_id":"ALL","id":"two","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
         "elements":[{"price_components":[{"type":"ENERGY","price":0.30,"vat":20.0,"step_size":1},
                                          {"type":"FLAT","price":1.00,"vat":10.0,"step_size":1}]}]}
        """;

    [TestMethod]
    [DataRow("lower", -10000, -12000, 264, "Down to the amount that the charger showed")]
    [DataRow("bridge", -10000, -12000, 265, "the bridge's is billed")]
    [DataRow("lower", 10000, 12000, 265, "the bridge's is billed")]
    public async Task A_cent_between_charger_and_bridge_is_decided(string way, int excl, int incl, int total, string said)
    {
        // 7.36 x 0.30 = 2.208 -> 2.21, 20 % of it 0.44: 2.65. A cent of net less is 2.198 -> 2.20, 0.44: 2.64.
        await using RunningBridge bridge = await HoldAsync(RunningBridge.SimpleTariff, excl, incl);
        CommandRun asItIs = Held(bridge, "release", "c1-1", "--reason", "try");
        Assert.AreEqual(1, asItIs.ExitCode);
        StringAssert.Contains(asItIs.Output, "bridge 2.208 and 2.6496");

        CommandRun run = Held(bridge, "release", "c1-1", "--bill", way, "--reason", "a cent is not worth a quarrel", "--by", "anna");

        Assert.AreEqual(0, run.ExitCode, run.Output);
        Bill bill = bridge.Host.Bills.FindBySession("c1-1")!;
        Assert.AreEqual(total, bill.TotalInclMinor);
        using HttpClient http = bridge.Http();
        StringAssert.Contains(WebUtility.HtmlDecode(await http.GetStringAsync("/bills/" + bill.Number)), said);
        CollectionAssert.AreEqual(
            new[] { "c1 1 c1-1 CostDiffers anna: a cent is not worth a quarrel" },
            bridge.Texts("SELECT charger_id || ' ' || sequence || ' ' || session_id || ' ' || was_reason || ' ' || decided_by || ': ' "
                + "|| reason FROM held_decision").ToArray());
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM charging_session WHERE hold_reason IS NOT NULL"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task Down_to_the_chargers_amount_has_a_line_for_each_rate_of_VAT()
    {
        // Bridge: energy 2.208 at 20 %, flat 1.00 at 10 %: 3.208 net, 3.7496 gross. The charger shows half of it: 1.604 and 1.8748.
        await using RunningBridge bridge = await HoldAsync(TwoRates, -1604000, -1874800);

        Held(bridge, "release", "c1-1", "--bill", "lower", "--reason", "half was promised");

        // Net 1.60: 1.10 at 20 %, VAT 0.22, and 0.50 at 10 %, VAT 0.05.
        Bill bill = bridge.Host.Bills.FindBySession("c1-1")!;
        Assert.AreEqual((160, 187), (bill.TotalExclMinor, bill.TotalInclMinor));
        CollectionAssert.AreEqual(
            new[] { "100000 50 5", "200000 110 22" },
            bill.VatByRate.Select(rate => $"{rate.VatPpm} {rate.ExclMinor} {rate.VatMinor}").ToArray());
        Assert.AreEqual(2, bill.Lines.Count(line => line.Kind == BillLine.ChargerAmount));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_decided_bill_can_be_taken_back_and_billed_again_as_it_was_decided()
    {
        await using RunningBridge bridge = await HoldAsync(RunningBridge.SimpleTariff, -10000, -12000);
        Held(bridge, "release", "c1-1", "--bill", "lower", "--reason", "a cent");
        string number = bridge.Host.Bills.FindBySession("c1-1")!.Number;
        CorrectionDesk desk = new(new Database(bridge.DatabasePath), bridge.Settings().Operator, bridge.Clock);
        desk.Correct(number, new CorrectionOrder("anna", "by mistake"));

        CorrectionResult again = desk.BillAgain(number, new CorrectionOrder("anna", "it was right"), BillChange.None);

        Assert.AreEqual(264, again.Corrected?.TotalInclMinor, again.Sentence);
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_waived_session_is_kept_without_a_bill_and_leaves_the_list()
    {
        await using RunningBridge bridge = await HoldAsync(RunningBridge.SimpleTariff, 0, 0, session =>
            session.Periods[0].EnergyMilliwattHours -= 1);
        Assert.AreEqual(1, Held(bridge, "release", "c1-1", "--bill", "lower", "--reason", "try").ExitCode, "nothing to choose from");

        CommandRun waived = Held(bridge, "release", "c1-1", "--bill", "waive", "--reason", "our mistake", "--by", "anna");

        Assert.AreEqual("c1-1 was waived: it is kept without a bill, and nothing is to be paid for it.", waived.Lines.Single());
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM bill"));
        StringAssert.Contains(Held(bridge, "list").Output, "0 held sessions.");
        Assert.AreEqual(2, Held(bridge, "release", "c1-1", "--reason", "again").ExitCode, "it is decided once");
        using HttpClient http = bridge.Http();
        StringAssert.Contains(await http.GetStringAsync("/held"), "Nothing is held.");
        StringAssert.Contains(await http.GetStringAsync("/chargers/c1"), ">waived<");
        StringAssert.Contains(
            await http.GetStringAsync("/api/v1/reports/unbilled.csv?from=2026-03&to=2026-03"),
            "Waived,PeriodsDoNotAddUp,1,7.36");
        Verdict verdict = AssertHealthy(bridge);
        Assert.AreEqual((0, 1), (verdict.Held, verdict.Waived));
    }

    [TestMethod]
    public async Task By_page_and_by_API_with_the_name_of_whoever_decides()
    {
        await using RunningBridge bridge = await HoldAsync(RunningBridge.SimpleTariff, -10000, -12000);
        const string Password = "correct-horse-battery";
        Assert.IsTrue(bridge.AddPerson("ada", Role.Operator, Password));
        Assert.IsTrue(bridge.AddPerson("tim", Role.Technician, Password));
        using HttpClient http = bridge.Http();
        using HttpClient technician = bridge.Http(Role.Technician);
        object order = new { bill = "Waive", reason = "no" };
        Assert.AreEqual(HttpStatusCode.Forbidden, (await technician.PostAsJsonAsync("/api/v1/held/c1-1/release", order)).StatusCode);
        Assert.AreEqual(
            HttpStatusCode.UnprocessableEntity,
            (await http.PostAsJsonAsync("/api/v1/held/c1-1/release", new { bill = "Half", reason = "x" })).StatusCode);
        Assert.AreEqual(
            HttpStatusCode.UnprocessableEntity,
            (await http.PostAsJsonAsync("/api/v1/held/c1-1/release", new { bill = "Lower", reason = " " })).StatusCode);
        using Browser stranger = new(bridge.Host.PagesAddress);
        await stranger.SignInAsync("tim", Password);
        Assert.IsFalse((await stranger.ReadAsync("/held")).Contains("Bill the lower amount", StringComparison.Ordinal));
        Assert.AreEqual(HttpStatusCode.Forbidden, (await DecideAsync(stranger, "Waive")).StatusCode);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM charging_session WHERE hold_reason = 'CostDiffers'"));
        using Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync("ada", Password);

        string page = await (await DecideAsync(browser, "Lower")).Content.ReadAsStringAsync();

        StringAssert.Contains(page, "EUR 2.64 including VAT.");
        StringAssert.Contains(page, "Nothing is held.");
        CollectionAssert.AreEqual(new[] { "ada" }, bridge.Texts("SELECT decided_by FROM held_decision").ToArray());
        AssertHealthy(bridge);
    }

    [TestMethod]
    [DataRow("DELETE FROM held_decision", "its session cannot be billed: CostDiffers")]
    [DataRow("UPDATE held_decision SET decision = 'Bridge'", "its totals are 220 / 264, a fresh pricing gives 221 / 265")]
    [DataRow("UPDATE held_decision SET decided_by = ' '", "was decided about without a name or a reason")]
    [DataRow("UPDATE held_decision SET decision = 'Gift'", "was decided as 'Gift', which nobody can")]
    [DataRow("UPDATE held_decision SET decision = 'Waive'", "was decided not to be billed, and does not say so")]
    [DataRow("UPDATE held_decision SET sequence = 9", "was decided about, and is not there")]
    public async Task Verify_finds_a_decision_that_was_tampered_with(string sql, string defect)
    {
        await using RunningBridge bridge = await HoldAsync(RunningBridge.SimpleTariff, -10000, -12000);
        Held(bridge, "release", "c1-1", "--bill", "lower", "--reason", "a cent");

        bridge.Run(sql);

        StringAssert.Contains(string.Join("\n", Verify(bridge).Defects), defect);
    }

    [TestMethod]
    public async Task Verify_finds_a_session_that_nobody_waived()
    {
        await using RunningBridge bridge = await HoldAsync(RunningBridge.SimpleTariff, -10000, -12000);

        bridge.Run("UPDATE charging_session SET hold_reason = 'Waived'");

        StringAssert.Contains(Verify(bridge).Defects.Single().ToString(), "c1-1: is kept without a bill, and nobody decided that");
    }

    [TestMethod]
    public async Task What_costs_nothing_is_numbered_or_kept_without_a_bill_as_the_operator_wants()
    {
        await using RunningBridge numbered = await RunningBridge.StartAsync();
        await PlugInAndOutAsync(numbered);
        Assert.AreEqual(2, numbered.Count("SELECT COUNT(*) FROM bill"));

        await using RunningBridge bridge = await RunningBridge.StartAsync(settings => settings.Operator.ZeroBills = false);
        await PlugInAndOutAsync(bridge);

        CollectionAssert.AreEqual(new[] { "c1-2" }, bridge.Texts("SELECT session_id FROM bill").ToArray());
        CollectionAssert.AreEqual(
            new[] { "c1-1 Waive NothingToPay the bridge" },
            bridge.Texts("SELECT session_id || ' ' || decision || ' ' || was_reason || ' ' || decided_by FROM held_decision").ToArray());
        Verdict verdict = AssertHealthy(bridge);
        Assert.AreEqual((2, 0, 1), (verdict.Sessions, verdict.Held, verdict.Waived));
        bridge.Run("UPDATE charging_session SET register_end_milliwatt_hours = 5 WHERE session_id = 'c1-1'");
        StringAssert.Contains(string.Join("\n", Verify(bridge).Defects), "was waived because nothing was taken, and took 5 mWh");
    }

    [TestMethod]
    public async Task Verify_finds_a_fee_that_was_waived_as_nothing()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(TwoRates);
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));
        charger.BreakChain();
        // 0 kWh, and the fee of 1.00 with 10 %: 1.10.
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 1000000, 0, tariff)));
        Assert.AreEqual(0, Held(bridge, "release", "c1-2", "--bill", "waive", "--reason", "the board was exchanged").ExitCode);

        bridge.Run("UPDATE held_decision SET was_reason = 'NothingToPay'");

        StringAssert.Contains(
            string.Join("\n", Verify(bridge).Defects),
            "session c1-2: was waived because nothing is to be paid, and a fresh pricing gives 110");
    }

    [TestMethod]
    public async Task A_held_session_that_costs_nothing_gets_no_number_either()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 0, null)));
        await bridge.PublishAsync();

        CommandRun run = Held(bridge, "release", "c1-1", "--reason", "the tariff was late", "--zero-bills", "false");

        StringAssert.StartsWith(run.Output, "c1-1 was waived");
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM bill"));
        AssertHealthy(bridge);
    }

    // Both are receipted: the charger may forget them.
    private static async Task PlugInAndOutAsync(RunningBridge bridge)
    {
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 0, tariff)));
        Assert.AreEqual(1, (await charger.ReceiptAsync()).Sequence);
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 0, 1000000, tariff)));
        Assert.AreEqual(2, (await charger.ReceiptAsync()).Sequence);
    }

    private static async Task<HttpResponseMessage> DecideAsync(Browser browser, string act)
    {
        string page = await browser.ReadAsync("/held");
        return await browser.PostAsync("/held", new Dictionary<string, string>
        {
            ["Form.Session"] = "c1-1",
            ["Form.Reason"] = "a cent",
            ["Form.Act"] = act,
            ["_handler"] = "held",
            ["__RequestVerificationToken"] =
                Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value,
        });
    }

    private static async Task<RunningBridge> HoldAsync(
        string tariffJson,
        int exclMicros,
        int inclMicros,
        Action<ChargingSession>? change = null)
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(tariffJson);
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        ChargingSession session = ScriptedSession.OneHour(1, 0, 7360000, tariff);
        session.CostExclMicros += exclMicros;
        session.CostInclMicros += inclMicros;
        change?.Invoke(session);
        await charger.PublishAsync(Topic.Session, charger.Record(session));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM bill"));
        return bridge;
    }

    private static CommandRun Held(RunningBridge bridge, params string[] arguments)
    {
        return CommandRun.Of(HeldCommand.Create(), [.. arguments, "--database", bridge.DatabasePath]);
    }

    private static Verdict Verify(RunningBridge bridge)
    {
        return new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify();
    }

    private static Verdict AssertHealthy(RunningBridge bridge)
    {
        Verdict verdict = Verify(bridge);
        Assert.AreEqual("", string.Join("\n", verdict.Defects));
        return verdict;
    }
}
