using System.Text.Json;
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
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Corrections;

/// <summary>A bill that was taken back is no dead end: its session is billed again, and no paper asks for money that nobody owes.</summary>
[TestClass]
public class BillAgainTests
{
    private const string Number = "2026-000001";
    private static readonly CorrectionOrder Order = new("Ada", "taken back by mistake");

    [TestMethod]
    public async Task A_bill_that_was_taken_back_is_billed_again_under_the_same_tariff()
    {
        await using RunningBridge bridge = await BillAsync();
        Desk(bridge).Correct(Number, Order);

        CorrectionResult again = Desk(bridge).BillAgain(Number, Order, BillChange.None);

        // 2.65 - 2.65 + 2.65: the session is owed once.
        Assert.AreEqual("Corrected bill 2026-000003 takes the place of 2026-000001, which was taken back: EUR 2.65 including VAT.",
            again.Sentence);
        Bill bill = bridge.Host.Bills.FindBySession("c1-1")!;
        Assert.AreEqual(
            ("2026-000003", BillKind.CorrectedBill, Number, 265),
            (bill.Number, bill.Kind, bill.CorrectsNumber, bill.TotalInclMinor));
        Assert.AreEqual(265, bridge.Count("SELECT SUM(total_incl_minor) FROM bill"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task Once_and_no_more_and_only_what_was_taken_back()
    {
        await using RunningBridge bridge = await BillAsync();
        CorrectionDesk desk = Desk(bridge);

        Assert.AreEqual(
            "Bill 2026-000001 holds: take it back first, or correct it, which does both.",
            desk.BillAgain(Number, Order, BillChange.None).Sentence);
        desk.Correct(Number, Order);
        StringAssert.EndsWith(desk.BillAgain("2026-000002", Order, BillChange.None).Sentence, "or bill 2026-000001 again.");
        Assert.IsTrue(desk.BillAgain(Number, Order, BillChange.None).IsIssued);
        Assert.AreEqual(
            "The place of bill 2026-000001 was taken by 2026-000003: correct that one, or bill it again.",
            desk.BillAgain(Number, Order, BillChange.None).Sentence);
        Assert.AreEqual(3, bridge.Count("SELECT COUNT(*) FROM bill"));

        // The bill in its place can be taken back and billed again too.
        desk.Correct("2026-000003", Order);
        Assert.AreEqual("2026-000005", desk.BillAgain("2026-000003", Order, BillChange.None).Corrected!.Number);
        Assert.AreEqual(265, bridge.Count("SELECT SUM(total_incl_minor) FROM bill"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task Of_four_who_bill_a_session_again_at_once_one_wins()
    {
        await using RunningBridge bridge = await BillAsync();
        Desk(bridge).Correct(Number, Order);

        CorrectionResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Desk(bridge).BillAgain(Number, Order, BillChange.None))));

        Assert.AreEqual(1, results.Count(result => result.IsIssued));
        Assert.AreEqual(3, bridge.Count("SELECT COUNT(*) FROM bill"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task Page_pdf_list_and_api_of_a_bill_that_was_taken_back_ask_for_nothing()
    {
        await using RunningBridge bridge = await BillAsync();
        using HttpClient http = bridge.Http();
        StringAssert.Contains(await http.GetStringAsync("/bills/" + Number), "To pay, including VAT");
        byte[] before = await http.GetByteArrayAsync($"/bills/{Number}.pdf");
        Assert.AreEqual("Holds", await StateAsync(http));

        Desk(bridge).Correct(Number, Order);

        string page = await http.GetStringAsync("/bills/" + Number);
        Assert.IsFalse(page.Contains("To pay", StringComparison.Ordinal));
        StringAssert.Contains(page, "Taken back, nothing to pay");
        CollectionAssert.AreNotEqual(before, await http.GetByteArrayAsync($"/bills/{Number}.pdf"));
        Assert.AreEqual("TakenBack", await StateAsync(http));
        StringAssert.Contains(await http.GetStringAsync("/"), "<small>taken back</small>");
        StringAssert.Contains(await http.GetStringAsync("/"), "in 1 bill and 1 credit note");
        using JsonDocument list = JsonDocument.Parse(await http.GetStringAsync("/api/v1/bills"));
        CollectionAssert.AreEqual(
            new[] { "2026-000002 Holds", "2026-000001 TakenBack" },
            list.RootElement.GetProperty("bills").EnumerateArray()
                .Select(bill => $"{bill.GetProperty("number").GetString()} {bill.GetProperty("state").GetString()}").ToArray());

        Desk(bridge).BillAgain(Number, Order, BillChange.None);

        Assert.AreEqual("Replaced", await StateAsync(http));
        StringAssert.Contains(await http.GetStringAsync("/"), "taken back, replaced by 2026-000003");
        Assert.IsFalse(
            bridge.Texts("SELECT body FROM bill").Any(body => body.Contains("\"state\"", StringComparison.Ordinal)),
            "the state is worked out, it does not stand in a document");
    }

    [TestMethod]
    public async Task A_tariff_that_began_after_the_session_or_is_another_chargers_must_be_meant()
    {
        await using RunningBridge bridge = await BillAsync();
        byte[] later = System.Text.Encoding.UTF8.GetBytes(RunningBridge.SimpleTariff.Replace("0.30", "0.20", StringComparison.Ordinal));
        await bridge.Host.PublishTariffAsync(later, "UTC", NodaTime.Instant.FromDateTimeOffset(bridge.Clock.Now));
        await bridge.Host.AddChargerAsync("c2", RunningBridge.DeviceKey);
        new Core.Tariffs.Publishing.TariffBook(new Database(bridge.DatabasePath), bridge.Clock, "").Publish(
            System.Text.Encoding.UTF8.GetBytes(
                RunningBridge.SimpleTariff.Replace("\"simple\"", "\"elsewhere\"", StringComparison.Ordinal)),
            "UTC",
            NodaTime.Instant.FromUtc(2026, 1, 1, 0, 0),
            "c2",
            out _);
        CorrectionDesk desk = Desk(bridge);

        string tooLate = desk.Correct(Number, Order, new BillChange(("simple", 2), null)).Sentence;
        string foreign = desk.Correct(Number, Order, new BillChange(("elsewhere", 1), null)).Sentence;

        StringAssert.StartsWith(
            tooLate,
            "Tariff simple version 2 holds from 2026-06-01 12:00:00 UTC+00:00 on, and the session began before");
        StringAssert.StartsWith(foreign, "Tariff elsewhere version 1 was never one of charger c1");
        StringAssert.Contains(foreign, "--any-tariff");
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        CommandRun meant = Bill(bridge, "correct", Number, "--version", "2", "--reason", "the sign was wrong", "--any-tariff");
        Assert.AreEqual(0, meant.ExitCode, meant.Output);
        StringAssert.Contains(meant.Output, "EUR 1.76");
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task By_command_and_by_page()
    {
        await using RunningBridge bridge = await BillAsync();
        const string Password = "correct-horse-battery";
        Assert.IsTrue(bridge.AddPerson("ada", Role.Operator, Password));
        Assert.AreEqual(1, Bill(bridge, "again", Number, "--reason", "too early").ExitCode);
        Bill(bridge, "credit", Number, "--reason", "wrong");
        CommandRun again = Bill(bridge, "again", Number, "--reason", "it was right", "--by", "Ada");
        Assert.AreEqual(0, again.ExitCode, again.Output);
        StringAssert.Contains(again.Output, "Corrected bill 2026-000003 takes the place of 2026-000001");
        Bill(bridge, "credit", "2026-000003", "--reason", "wrong after all");
        using Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync("ada", Password);
        string page = await browser.ReadAsync("/bills/2026-000003");
        StringAssert.Contains(page, "Bill this session again");

        HttpResponseMessage made = await browser.PostAsync("/bills/2026-000003", new Dictionary<string, string>
        {
            ["Form.Reason"] = "right after all",
            ["Form.Act"] = "again",
            ["_handler"] = "correct",
            ["__RequestVerificationToken"] =
                Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value,
        });

        Assert.AreEqual("/bills/2026-000005", made.Headers.Location!.ToString());
        AssertHealthy(bridge);
    }

    private static async Task<string?> StateAsync(HttpClient http)
    {
        using JsonDocument bill = JsonDocument.Parse(await http.GetStringAsync("/api/v1/bills/" + Number));
        return bill.RootElement.GetProperty("state").GetString();
    }

    private static CommandRun Bill(RunningBridge bridge, params string[] arguments)
    {
        return CommandRun.Of(BillCommand.Create(), [.. arguments, "--database", bridge.DatabasePath]);
    }

    private static CorrectionDesk Desk(RunningBridge bridge)
    {
        return new CorrectionDesk(new Database(bridge.DatabasePath), bridge.Settings().Operator, bridge.Clock);
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
