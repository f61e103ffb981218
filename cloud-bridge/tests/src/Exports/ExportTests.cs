using System.Net;
using CloudBridge.Commands;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Exports;

/// <summary>What an accountant gets: every document once, by rate, and a journal that balances.</summary>
[TestClass]
public class ExportTests
{
    private const string TwoRates = """
        {"country_code":"DE","party_id":"ALL","id":"two","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
         "elements":[{"price_components":[{"type":"ENERGY","price":0.30,"vat":20.0,"step_size":1},
                                          {"type":"FLAT","price":1.00,"vat":10.0,"step_size":1}]}]}
        """;

    [TestMethod]
    public async Task A_row_for_each_document_and_rate_of_VAT()
    {
        await using RunningBridge bridge = await BillAndCreditAsync();
        using HttpClient http = bridge.Http();

        string csv = await http.GetStringAsync("/api/v1/bills.csv");

        // 7.36 x 0.30 = 2.208 at 20 %, 1.00 at 10 %: net 3.21, VAT 0.44 and 0.10.
        CollectionAssert.AreEqual(
            new[]
            {
                "document,kind,corrects,state,issued,session,charger,site,country,account,plugged_in,energy_kwh,vat_rate_percent,"
                    + "excl_vat,vat,incl_vat,currency",
                "2026-000001,Bill,,TakenBack,2026-06-01T12:00:00+00:00,c1-1,c1,,,,2026-03-02T12:00:00+00:00,7.360000,10,1.00,0.10,1.10,EUR",
                "2026-000001,Bill,,TakenBack,2026-06-01T12:00:00+00:00,c1-1,c1,,,,2026-03-02T12:00:00+00:00,,20,2.21,0.44,2.65,EUR",
                "2026-000002,CreditNote,2026-000001,Holds,2026-07-01T00:00:00+00:00,c1-1,c1,,,,2026-03-02T12:00:00+00:00,-7.360000,10,"
                    + "-1.00,-0.10,-1.10,EUR",
                "2026-000002,CreditNote,2026-000001,Holds,2026-07-01T00:00:00+00:00,c1-1,c1,,,,2026-03-02T12:00:00+00:00,,20,-2.21,-0.44,"
                    + "-2.65,EUR",
            },
            Lines(csv));
        Assert.AreEqual(csv, Export(bridge, "bills", "--month", "2026-03").Output);
        StringAssert.Contains(await http.GetStringAsync("/"), "href=\"/api/v1/bills.csv?");
    }

    [TestMethod]
    public async Task The_journal_balances_in_each_document()
    {
        await using RunningBridge bridge = await BillAndCreditAsync();
        using HttpClient http = bridge.Http();

        string[] rows = Lines(await http.GetStringAsync("/api/v1/journal.csv"));

        CollectionAssert.AreEqual(
            new[]
            {
                "date,document,kind,corrects,account,country,vat_rate_percent,debit,credit,currency,party,session",
                "2026-06-01,2026-000001,Bill,,receivable,,,3.75,,EUR,,c1-1",
                "2026-06-01,2026-000001,Bill,,revenue,,10,,1.00,EUR,,c1-1",
                "2026-06-01,2026-000001,Bill,,vat,,10,,0.10,EUR,,c1-1",
                "2026-06-01,2026-000001,Bill,,revenue,,20,,2.21,EUR,,c1-1",
                "2026-06-01,2026-000001,Bill,,vat,,20,,0.44,EUR,,c1-1",
                "2026-07-01,2026-000002,CreditNote,2026-000001,receivable,,,,3.75,EUR,,c1-1",
                "2026-07-01,2026-000002,CreditNote,2026-000001,revenue,,10,1.00,,EUR,,c1-1",
                "2026-07-01,2026-000002,CreditNote,2026-000001,vat,,10,0.10,,EUR,,c1-1",
                "2026-07-01,2026-000002,CreditNote,2026-000001,revenue,,20,2.21,,EUR,,c1-1",
                "2026-07-01,2026-000002,CreditNote,2026-000001,vat,,20,0.44,,EUR,,c1-1",
            },
            rows);
    }

    [TestMethod]
    public async Task A_month_of_issue_stays_as_it_is_whatever_is_corrected_later()
    {
        await using RunningBridge bridge = await BillAndCreditAsync();
        using HttpClient http = bridge.Http();

        string[] june = Lines(await http.GetStringAsync("/api/v1/journal.csv?issued=2026-06"));
        string[] july = Lines(await http.GetStringAsync("/api/v1/journal.csv?issued=2026-07"));

        Assert.IsTrue(june.Skip(1).All(row => row.Contains(",2026-000001,Bill,", StringComparison.Ordinal)));
        Assert.IsTrue(july.Skip(1).All(row => row.Contains(",2026-000002,CreditNote,", StringComparison.Ordinal)));
        Assert.AreEqual((6, 6), (june.Length, july.Length));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, (await http.GetAsync("/api/v1/journal.csv?issued=2026-13")).StatusCode);
        Assert.AreEqual(1, Lines(await http.GetStringAsync("/api/v1/bills.csv?charger=c9")).Length, "only the heading");
    }

    [TestMethod]
    public async Task An_id_that_begins_like_a_formula_is_text_in_a_spreadsheet()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync("-1");
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        using HttpClient http = bridge.Http();

        StringAssert.Contains(Lines(await http.GetStringAsync("/api/v1/bills.csv"))[1], ",\"'-1-1\",\"'-1\",");
        StringAssert.EndsWith(Lines(await http.GetStringAsync("/api/v1/journal.csv"))[1], ",\"'-1-1\"");
    }

    [TestMethod]
    public async Task By_command_into_a_file()
    {
        await using RunningBridge bridge = await BillAndCreditAsync();
        using HttpClient http = bridge.Http();
        string path = Path.GetTempFileName();
        try
        {
            CommandRun run = Export(bridge, "journal", "--issued", "2026-06", "--out", path);

            Assert.AreEqual(0, run.ExitCode, run.Output);
            Assert.AreEqual(await http.GetStringAsync("/api/v1/journal.csv?issued=2026-06"), await File.ReadAllTextAsync(path));
        }
        finally
        {
            File.Delete(path);
        }

        Assert.AreEqual(2, Export(bridge, "journal", "--month", "March").ExitCode);
    }

    private static string[] Lines(string csv)
    {
        return csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static CommandRun Export(RunningBridge bridge, params string[] arguments)
    {
        return CommandRun.Of(BillCommand.Create(), ["export", .. arguments, "--database", bridge.DatabasePath]);
    }

    private static async Task<RunningBridge> BillAndCreditAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(TwoRates);
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        bridge.Clock.Now = new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
        new CorrectionDesk(new Database(bridge.DatabasePath), bridge.Settings().Operator, bridge.Clock).Correct(
            "2026-000001",
            new CorrectionOrder("Ada", "wrong"));
        return bridge;
    }
}
