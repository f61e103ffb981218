using System.Net;
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

namespace CloudBridge.Tests.Src.Corrections;

[TestClass]
public class CorrectionTests
{
    private const string Number = "2026-000001";
    private static readonly CorrectionOrder Order = new("Ada", "wrong price at the sign");

    [TestMethod]
    public async Task A_credit_note_takes_a_whole_bill_back_and_both_lead_to_each_other()
    {
        await using RunningBridge bridge = await BillAsync();

        CorrectionResult result = Desk(bridge).Correct(Number, Order);

        Assert.AreEqual("Bill 2026-000001 is taken back by credit note 2026-000002: EUR −2.65 including VAT.", result.Sentence);
        Bill note = bridge.Host.Bills.Find("2026-000002")!;
        Assert.AreEqual((BillKind.CreditNote, Number, "wrong price at the sign"), (note.Kind, note.CorrectsNumber, note.CorrectionReason));
        Assert.AreEqual((-221, -44, -7360000), (note.Lines[0].ExclMinor, note.Lines[0].VatMinor, note.Session.EnergyMilliwattHours));
        Assert.AreEqual(0, bridge.Count("SELECT SUM(total_incl_minor) + SUM(energy_milliwatt_hours) FROM bill"));
        Assert.AreEqual(0, bridge.Count("SELECT SUM(excl_minor) + SUM(vat_minor) + SUM(billed_volume) FROM bill_line"));
        Assert.IsNull(bridge.Host.Bills.FindBySession("c1-1"), "no bill of the session holds any more");
        using HttpClient http = bridge.Http();
        string bill = WebUtility.HtmlDecode(await http.GetStringAsync("/bills/" + Number));
        StringAssert.Contains(bill, "Taken back by credit note <a href=\"/bills/2026-000002\">");
        string page = WebUtility.HtmlDecode(await http.GetStringAsync("/bills/2026-000002"));
        foreach (
            string fact in new[]
            {
                "Credit note",
                "Takes back the whole of bill 2026-000001. Reason: wrong price at the sign",
                "<a href=\"/bills/2026-000001\">",
                "−2.65 EUR",
                "−7.360\u00a0kWh",
                "Issued by Ada",
            })
        {
            StringAssert.Contains(page, fact);
        }

        Assert.IsFalse(bill.Contains("Correct this bill", StringComparison.Ordinal), "a bill is taken back once");
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_bill_is_billed_again_under_another_version_of_the_tariff()
    {
        await using RunningBridge bridge = await BillAsync();
        await bridge.PublishAsync(RunningBridge.SimpleTariff.Replace("0.30", "0.20", StringComparison.Ordinal));

        CorrectionResult result = Desk(bridge).Correct(Number, Order, new BillChange(("simple", 2), null));

        // 7.36 kWh x 0.20 = 1.472 -> 1.47; 20 % of it 0.294 -> 0.29: 1.76.
        Assert.AreEqual(
            "Bill 2026-000001 is taken back by credit note 2026-000002: EUR −2.65 including VAT. Corrected bill "
                + "2026-000003 takes its place: EUR 1.76 including VAT.",
            result.Sentence);
        Bill corrected = bridge.Host.Bills.FindBySession("c1-1")!;
        Assert.AreEqual(
            ("2026-000003", BillKind.CorrectedBill, Number, 2),
            (corrected.Number, corrected.Kind, corrected.CorrectsNumber, corrected.Tariff.Version));
        Assert.AreEqual((147, 176, false), (corrected.TotalExclMinor, corrected.TotalInclMinor, corrected.IsEstimated));
        Assert.IsTrue(corrected.Notes.Any(note => note.Contains("another tariff than the charger had promised", StringComparison.Ordinal)));
        Assert.AreEqual(176, bridge.Count("SELECT SUM(total_incl_minor) FROM bill"));
        AssertHealthy(bridge);

        // A corrected bill can be wrong too.
        Assert.AreEqual("2026-000004", Desk(bridge).Correct("2026-000003", Order).CreditNote!.Number);
        Assert.AreEqual(0, bridge.Count("SELECT SUM(total_incl_minor) FROM bill"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_price_that_changes_inside_a_recorded_period_is_billed_at_its_lowest_and_marked()
    {
        await using RunningBridge bridge = await BillAsync();
        await bridge.PublishAsync("""
            {"country_code":"DE","party_id":"ALL","id":"halves","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
             "elements":[{"price_components":[{"type":"ENERGY","price":0.10,"step_size":1}],"restrictions":{"end_time":"12:30"}},
              {"price_components":[{"type":"ENERGY","price":0.50,"step_size":1}]}]}
            """);

        // The one period lies from 12:00 to 13:00; how much of its 7.36 kWh flowed before 12:30 nobody recorded: 7.36 x 0.10 = 0.736 ->
        // 0.74.
        Bill corrected = Desk(bridge).Correct(Number, Order, new BillChange(("halves", 1), null)).Corrected!;

        Assert.AreEqual((74, true), (corrected.TotalExclMinor, corrected.IsEstimated));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_session_without_a_clock_is_billed_again_under_a_tariff_that_was_published_after_it()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff promised = await bridge.PublishAsync(DayAndNight(0.30m, 0.20m));
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        ChargingSession session = ScriptedSession.OneHour(1, 0, 7360000, promised);
        session.StartUtcMs = 0;
        session.EndUtcMs = 0;
        session.StartQuality = ClockQuality.Unknown;
        session.EndQuality = ClockQuality.Unknown;
        session.Periods[0].StartUtcMs = 0;
        session.CostExclMicros = ChargingSession.UnknownCost;
        session.CostInclMicros = ChargingSession.UnknownCost;
        await charger.PublishAsync(Topic.Session, charger.Record(session));
        bridge.Clock.Now += TimeSpan.FromDays(1);
        await PublishNowAsync(bridge, DayAndNight(0.30m, 0.10m), "UTC");

        CorrectionResult result = Desk(bridge).Correct(Number, Order, new BillChange(("simple", 2), null, IsAnyTariff: true));

        // The session was still at some time from January, when its own tariff was published, to the receipt of its record: 7.36 x 0.10 =
        // 0.736 -> 0.74.
        Assert.AreEqual(74, result.Corrected?.TotalExclMinor, result.Sentence);
        Assert.AreEqual(bridge.Host.Bills.Find(Number)!.Session.NotBefore, result.Corrected!.Session.NotBefore);
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_session_of_winter_is_billed_again_by_its_local_time_under_a_tariff_of_summer()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff promised = await bridge.PublishAsync(DayAndNight(0.30m, 0.20m), "Europe/Berlin");
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        // Plugged in on 2 March from 20:00 to 21:00 UTC, 21:00 to 22:00 in Berlin, which is day; an hour later, as in summer, it would be
        // night.
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(5, 0, 7360000, promised)));
        await PublishNowAsync(bridge, DayAndNight(0.40m, 0.10m), "Europe/Berlin");

        CorrectionResult result = Desk(bridge).Correct(Number, Order, new BillChange(("simple", 2), null, IsAnyTariff: true));

        // 7.36 x 0.40 = 2.944 -> 2.94.
        Assert.AreEqual(294, result.Corrected?.TotalExclMinor, result.Sentence);
        Assert.IsFalse(result.Corrected!.IsEstimated);
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_bill_is_billed_again_to_another_account_and_its_link_does_not_lead_to_the_first_ones_bill()
    {
        await using RunningBridge bridge = await BillAsync();
        AddAccount(bridge, "asa");

        Bill corrected = Desk(bridge).Correct(Number, Order, new BillChange(null, "asa")).Corrected!;

        Assert.AreEqual(("asa", 265), (corrected.Recipient!.AccountId, corrected.TotalInclMinor));
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill WHERE account_id = 'asa'"));
        using Browser stranger = new(bridge.Host.PagesAddress);
        string page = await stranger.ReadAsync(bridge.Host.BillLinks.PathOf(corrected.Number));
        StringAssert.Contains(page, "Owner asa");
        Assert.IsFalse(
            page.Contains(bridge.Host.BillLinks.PathOf(Number), StringComparison.Ordinal),
            "the first party's bill is not for the second one's eyes");
        Assert.IsNull(Desk(bridge).Correct(corrected.Number, Order, new BillChange(null, "")).Corrected!.Recipient);
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task Of_two_who_take_a_bill_back_at_once_one_wins_and_the_other_is_told()
    {
        await using RunningBridge bridge = await BillAsync();

        CorrectionResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Desk(bridge).Correct(Number, Order))));

        Assert.AreEqual(1, results.Count(result => result.CreditNote != null));
        Assert.AreEqual(
            3,
            results.Count(result =>
                result.Sentence.StartsWith("Bill 2026-000001 was taken back already, by credit note", StringComparison.Ordinal)));
        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM bill"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task What_cannot_be_corrected_is_refused_in_a_sentence_and_nothing_is_issued()
    {
        await using RunningBridge bridge = await BillAsync();
        await bridge.PublishAsync(
            RunningBridge
                .SimpleTariff.Replace("\"simple\"", "\"yen\"", StringComparison.Ordinal)
                .Replace("EUR", "JPY", StringComparison.Ordinal));
        CorrectionDesk desk = Desk(bridge);

        Assert.AreEqual("There is no bill 2026-000009.", desk.Correct("2026-000009", Order).Sentence);
        StringAssert.StartsWith(desk.Correct(Number, Order with { Reason = "  " }).Sentence, "Say why");
        StringAssert.StartsWith(
            desk.Correct(Number, Order, new BillChange(("simple", 7), null)).Sentence,
            "There is no tariff simple version 7");
        StringAssert.StartsWith(desk.Correct(Number, Order, new BillChange(null, "nobody")).Sentence, "There is no account nobody");
        StringAssert.StartsWith(desk.Correct(Number, Order, new BillChange(null, null)).Sentence, "The corrected bill would be the same");
        StringAssert.StartsWith(desk.Correct(Number, Order, new BillChange(("yen", 1), null)).Sentence, "Tariff yen is in JPY");
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        desk.Correct(Number, Order);
        StringAssert.Contains(desk.Correct("2026-000002", Order).Sentence, "a credit note is not taken back");
    }

    [TestMethod]
    public async Task The_command_line_takes_back_and_bills_again()
    {
        await using RunningBridge bridge = await BillAsync();
        await bridge.PublishAsync(RunningBridge.SimpleTariff.Replace("0.30", "0.20", StringComparison.Ordinal));

        CommandRun corrected = Bill(bridge, "correct", Number, "--version", "2", "--reason", "price of the old sign", "--by", "Ada");
        CommandRun again = Bill(bridge, "credit", Number, "--reason", "twice");
        CommandRun missing = Bill(bridge, "credit", "2026-000009", "--reason", "none");

        StringAssert.Contains(corrected.Output, "takes its place: EUR 1.76 including VAT.");
        Assert.AreEqual((0, 1, 2), (corrected.ExitCode, again.ExitCode, missing.ExitCode));
        StringAssert.Contains(again.Output, "was taken back already");
    }

    [TestMethod]
    public async Task An_operator_corrects_a_bill_on_its_page_and_a_form_without_its_token_does_nothing()
    {
        await using RunningBridge bridge = await BillAsync();
        const string Password = "correct-horse-battery";
        Assert.IsTrue(bridge.AddPerson("ada", Role.Operator, Password));
        using Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync("ada", Password);
        string page = await browser.ReadAsync("/bills/" + Number);
        Dictionary<string, string> fields = new() { ["Form.Reason"] = "wrong price", ["Form.Act"] = "credit", ["_handler"] = "correct" };

        Assert.AreEqual(HttpStatusCode.BadRequest, (await browser.PostAsync("/bills/" + Number, fields)).StatusCode);
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        fields["__RequestVerificationToken"] = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        HttpResponseMessage refused = await browser.PostAsync(
            "/bills/" + Number,
            new Dictionary<string, string>(fields) { ["Form.Reason"] = "" });
        StringAssert.Contains(await refused.Content.ReadAsStringAsync(), "Say why");
        HttpResponseMessage taken = await browser.PostAsync("/bills/" + Number, fields);

        Assert.AreEqual("/bills/2026-000002", taken.Headers.Location!.ToString());
        StringAssert.Contains(await browser.ReadAsync("/bills/2026-000002"), "Issued by ada");
        AssertHealthy(bridge);
    }

    private static async Task PublishNowAsync(RunningBridge bridge, string ocpiJson, string zone)
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(ocpiJson);
        Assert.IsNotNull(
            (await bridge.Host.PublishTariffAsync(text, zone, NodaTime.Instant.FromDateTimeOffset(bridge.Clock.Now))).Tariff);
    }

    private static string DayAndNight(decimal day, decimal night)
    {
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $$$"""
            {"country_code":"DE","party_id":"ALL","id":"simple","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
             "elements":[{"price_components":[{"type":"ENERGY","price":{{{day}}},"vat":20.0,"step_size":1}],
              "restrictions":{"start_time":"06:00","end_time":"22:00"}},
                         {"price_components":[{"type":"ENERGY","price":{{{night}}},"vat":20.0,"step_size":1}]}]}
            """);
    }

    private static CommandRun Bill(RunningBridge bridge, params string[] arguments)
    {
        return CommandRun.Of(BillCommand.Create(), [.. arguments, "--database", bridge.DatabasePath]);
    }

    private static CorrectionDesk Desk(RunningBridge bridge)
    {
        return new CorrectionDesk(new Database(bridge.DatabasePath), bridge.Settings().Operator, bridge.Clock);
    }

    private static void AddAccount(RunningBridge bridge, string id)
    {
        bridge.Run(
            $"INSERT INTO account (account_id, name, email, address, vat_number, time_zone, added_utc_ms) "
                + $"VALUES ('{id}', 'Owner {id}', '', '', '', 'UTC', 0)");
    }

    private static void AssertHealthy(RunningBridge bridge)
    {
        Assert.AreEqual("", string.Join("\n", new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().Defects));
    }

    private static async Task<RunningBridge> BillAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        return bridge;
    }
}
