using System.Net;
using System.Text;
using System.Text.Json;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Billing.Reports;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Src.Reports;

/// <summary>Reports over bills that a real bridge issued. Tariff: 0.30 EUR/kWh and 20 % VAT; sessions of one hour on 2 March 2026, the
/// first from 12:00 to 13:00 UTC.</summary>
[TestClass]
public class ReportTests
{
    // 0.20 until 12:30, 0.10 after.
    private const string Purchase = """
        {"country_code":"DE","party_id":"SUP","id":"supplier","currency":"EUR","last_updated":"2026-01-01T00:00:00Z","elements":[
         {"price_components":[{"type":"ENERGY","price":0.20,"step_size":1}],"restrictions":{"end_time":"12:30"}},
         {"price_components":[{"type":"ENERGY","price":0.10,"step_size":1}]}]}
        """;

    private static readonly Instant From = Instant.FromUtc(2026, 1, 1, 0, 0);

    [TestMethod]
    public async Task Every_table_adds_up_to_the_bills_to_the_cent_and_a_credit_note_counts_negative()
    {
        await using RunningBridge bridge = await BilledAsync();
        await CreditAsync(bridge, "2026-000002");

        OperatorReport report = Read(bridge);

        // 7.36 kWh x 0.30 = 2.208 -> 2.21, with VAT 2.6496 -> 2.65; 1 kWh is 0.30 / 0.36 and taken back; 1 kWh more at c2 stays: 2.51 /
        // 3.01.
        CurrencyReport euro = report.Currencies.Single();
        Assert.AreEqual((3, 1, 251, 301), (euro.Total.Bills, euro.Total.CreditNotes, euro.Total.NetMinor, euro.Total.GrossMinor));
        Assert.AreEqual(8360000, euro.Total.EnergyMilliwattHours);
        Assert.AreEqual(bridge.Count("SELECT CAST(SUM(total_excl_minor) AS BIGINT) FROM bill"), euro.Total.NetMinor);
        foreach (IReadOnlyList<RevenueRow> rows in new[] { euro.ByMonth, euro.BySite, euro.ByCharger, euro.ByTariff })
        {
            Assert.AreEqual(euro.Total.NetMinor, rows.Sum(row => row.NetMinor));
            Assert.AreEqual(euro.Total.GrossMinor, rows.Sum(row => row.GrossMinor));
            Assert.AreEqual(euro.Total.PurchaseMinor, rows.Sum(row => row.PurchaseMinor));
            Assert.AreEqual(euro.Total.EnergyMilliwattHours, rows.Sum(row => row.EnergyMilliwattHours));
        }

        // Of the hours: 2.21 from 12 to 13, 0.30 - 0.30 from 14 to 15, and c2's 0.30 from 12 to 13.
        Assert.AreEqual(251, euro.ByHour[12].NetMinor);
        Assert.AreEqual(0, euro.ByHour[14].NetMinor);
        Assert.AreEqual(euro.Total.GrossMinor, euro.ByHour.Sum(row => row.GrossMinor));
    }

    [TestMethod]
    public async Task The_margin_is_revenue_less_energy_at_its_time_of_use_less_fixed_cost()
    {
        await using RunningBridge bridge = await BilledAsync();
        Database database = new(bridge.DatabasePath);
        Set(bridge, PurchaseTariff.EverySite, Purchase);
        new FixedCosts(database, bridge.Clock).Set(
            new FixedCost
            {
                Scope = FixedCosts.Charger,
                SubjectId = "c1",
                FromMonth = 202602,
                Currency = "EUR",
                CurrencyDecimals = 2,
                MonthMinor = 500,
            });

        RevenueRow total = Read(bridge).Currencies.Single().Total;

        // c1: 3.68 x 0.20 + 3.68 x 0.10 = 1.104, then 1 x 0.10; c2: 0.5 x 0.20 + 0.5 x 0.10 = 0.15. Together 1.354 -> 1.35, rounded once.
        Assert.AreEqual(135, total.PurchaseMinor);
        Assert.AreEqual(500, total.FixedMinor);
        // 2.81 - 1.35 - 5.00.
        Assert.AreEqual(-354, total.MarginMinor);
        Assert.AreEqual(0, total.UnpricedMilliwattHours);
    }

    [TestMethod]
    public async Task A_credit_note_does_not_give_the_energy_back()
    {
        await using RunningBridge bridge = await BilledAsync();
        Set(bridge, PurchaseTariff.EverySite, Purchase);
        await CreditAsync(bridge, "2026-000002");

        Assert.AreEqual(135, Read(bridge).Currencies.Single().Total.PurchaseMinor);
    }

    [TestMethod]
    public async Task Purchase_follows_a_session_to_the_bill_in_the_place_of_the_first_also_when_it_comes_later()
    {
        await using RunningBridge bridge = await BilledAsync();
        Set(bridge, PurchaseTariff.EverySite, Purchase);
        await bridge.PublishAsync(RunningBridge.SimpleTariff.Replace("\"simple\"", "\"fair\"", StringComparison.Ordinal));
        CorrectionDesk desk = new(new Database(bridge.DatabasePath), bridge.Settings().Operator, bridge.Clock);
        CorrectionOrder order = new("Ada", "the other tariff was on the sign");
        desk.Correct("2026-000001", order);
        // 7.36 kWh, half at 0.20 and half at 0.10: 1.104; 1 kWh at 0.10; 1 kWh, half and half, 0.15: in all 1.354 -> 1.35.
        CollectionAssert.AreEqual(new[] { "simple 135" }, PurchasesOf(Read(bridge)));

        desk.BillAgain("2026-000001", order, new BillChange(("fair", 1), null));

        // 1.104 -> 1.10 goes over, 0.25 stays.
        CollectionAssert.AreEqual(new[] { "fair 110", "simple 25" }, PurchasesOf(Read(bridge)));
        OccupancyRow use = Read(bridge).Occupancy.Single(row => row.ChargerId == "c1");
        Assert.AreEqual(7200000, use.PluggedMs, "two sessions of an hour, each counted once");
        desk.Correct("2026-000005", order);
        CollectionAssert.AreEqual(new[] { "fair 110", "simple 25" }, PurchasesOf(Read(bridge)), "the energy is bought all the same");
    }

    [TestMethod]
    public async Task By_month_of_issue_a_month_that_is_over_does_not_change()
    {
        await using RunningBridge bridge = await BilledAsync();
        Assert.AreEqual(281, Read(bridge, "2026-06", ReportBasis.Issue).Currencies.Single().Total.NetMinor);
        bridge.Clock.Now = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

        new CorrectionDesk(new Database(bridge.DatabasePath), bridge.Settings().Operator, bridge.Clock).Correct(
            "2026-000001",
            new CorrectionOrder("Ada", "wrong"));

        // 2.21 goes from March, by plug-in; by issue June stays, and November has it.
        Assert.AreEqual(60, Read(bridge).Currencies.Single().Total.NetMinor);
        Assert.AreEqual(281, Read(bridge, "2026-06", ReportBasis.Issue).Currencies.Single().Total.NetMinor);
        Assert.AreEqual(-221, Read(bridge, "2026-11", ReportBasis.Issue).Currencies.Single().Total.NetMinor);
        using HttpClient http = bridge.Http();
        string csv = await http.GetStringAsync("/api/v1/reports/vat.csv?from=2026-06&to=2026-11&by=issue");
        StringAssert.Contains(csv, "2026-06,,20,EUR,3,0,2.81,0.56,3.37");
        StringAssert.Contains(csv, "2026-11,,20,EUR,0,1,-2.21,-0.44,-2.65");
        string page = WebUtility.HtmlDecode(await http.GetStringAsync("/reports?from=2026-11&to=2026-11&by=issue"));
        StringAssert.Contains(page, "A document counts in the month of its issue");
        StringAssert.Contains(page, "VAT by country and rate");
        Assert.AreEqual(HttpStatusCode.BadRequest, (await http.GetAsync("/api/v1/reports?by=moon")).StatusCode);
    }

    [TestMethod]
    public async Task A_newer_purchase_tariff_prices_the_sessions_it_names_again_and_no_others()
    {
        await using RunningBridge bridge = await BilledAsync();
        Set(bridge, PurchaseTariff.EverySite, Purchase);
        Read(bridge);
        string cheaper = Purchase.Replace("0.20", "0.10", StringComparison.Ordinal);

        // From the day after: nothing changes. From the day itself: all 9.36 kWh at 0.10 are 0.936 -> 0.94.
        new PurchaseBook(new Database(bridge.DatabasePath), bridge.Clock).Set(
            PurchaseTariff.EverySite,
            Encoding.UTF8.GetBytes(cheaper),
            DateTimeZone.Utc,
            Instant.FromUtc(2026, 3, 3, 0, 0),
            out _);
        Assert.AreEqual(135, Read(bridge).Currencies.Single().Total.PurchaseMinor);
        Set(bridge, PurchaseTariff.EverySite, cheaper);
        Assert.AreEqual(94, Read(bridge).Currencies.Single().Total.PurchaseMinor);
    }

    [TestMethod]
    public async Task Without_a_purchase_price_the_energy_is_told_and_one_in_another_currency_is_none()
    {
        await using RunningBridge bridge = await BilledAsync();
        Assert.AreEqual(9360000, Read(bridge).Currencies.Single().Total.UnpricedMilliwattHours);

        Set(bridge, PurchaseTariff.EverySite, Purchase.Replace("EUR", "USD", StringComparison.Ordinal));

        Assert.AreEqual(9360000, Read(bridge).Currencies.Single().Total.UnpricedMilliwattHours);
    }

    [TestMethod]
    public async Task Use_and_held_sessions_are_told()
    {
        await using RunningBridge bridge = await BilledAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync("c3");
        Firmware.Core.Records.ChargingSession wrong = ScriptedSession.OneHour(1, 0, 5000000, await bridge.PublishAsync());
        wrong.CostInclMicros--;
        await charger.PublishAsync(Topic.Session, charger.Record(wrong));

        OperatorReport report = Read(bridge);

        // c1 charged two hours from its first bill on 2 March at 12:00 to the end of the month: 29 days and 12 hours, 708 h; 2 / 708 =
        // 0.2824 %.
        OccupancyRow use = report.Occupancy.Single(row => row.ChargerId == "c1");
        Assert.AreEqual((7200000, 7200000, 708 * 3600000L, 2824), (use.PluggedMs, use.ChargingMs, use.ObservedMs, use.ChargingPpm));
        UnbilledRow held = report.Unbilled.Single();
        Assert.AreEqual(("Held", HoldReason.CostDiffers, 1, 5000000), (held.State, held.Reason, held.Count, held.EnergyMilliwattHours));
    }

    [TestMethod]
    public async Task Page_table_and_json_say_the_same()
    {
        await using RunningBridge bridge = await BilledAsync();
        using HttpClient http = bridge.Http();

        string page = WebUtility.HtmlDecode(await http.GetStringAsync("/reports?from=2026-03&to=2026-03"));
        StringAssert.Contains(page, "2.81");
        StringAssert.Contains(page, "<svg");
        StringAssert.Contains(
            await http.GetStringAsync("/api/v1/reports/months.csv?from=2026-02&to=2026-03"),
            "2026-03,EUR,3,0,9.360000,2.81,0.56,3.37,0.00,0.00,2.81,9.360000");
        using JsonDocument json = JsonDocument.Parse(await http.GetStringAsync("/api/v1/reports?from=2026-03"));
        Assert.AreEqual(337, json.RootElement.GetProperty("currencies")[0].GetProperty("total").GetProperty("grossMinor").GetInt64());
        Assert.AreEqual(HttpStatusCode.BadRequest, (await http.GetAsync("/api/v1/reports?from=2026-13")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync("/api/v1/reports/nothing.csv")).StatusCode);
        StringAssert.Contains(await http.GetStringAsync("/reports?from=2026-05&to=2026-03"), "The last month lies before the first.");
    }

    // Bills 2026-000001 and -000002 of c1 (12 to 13 h: 7.36 kWh, 14 to 15 h: 1 kWh) and -000003 of c2 (12 to 13 h: 1 kWh).
    private static async Task<RunningBridge> BilledAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger first = await bridge.ConnectAsync();
        await first.PublishAsync(Topic.Session, first.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await first.PublishAsync(Topic.Session, first.Record(ScriptedSession.OneHour(2, 7360000, 1000000, tariff)));
        await using ScriptedCharger second = await bridge.ConnectAsync("c2");
        await second.PublishAsync(Topic.Session, second.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));
        return bridge;
    }

    internal static Task CreditAsync(RunningBridge bridge, string number)
    {
        bridge.Run($"""
            INSERT INTO bill (bill_number, kind, corrects_number, series, bill_year, serial, session_id, charger_id, site_id, account_id,
                              issued_utc_ms, start_utc_ms, end_utc_ms, time_zone,
                              energy_milliwatt_hours, currency, currency_decimals, total_excl_minor, total_incl_minor, body)
            SELECT 'credit-1', 'CreditNote', bill_number, series, bill_year, serial + 1000, session_id, charger_id, site_id, account_id,
                   issued_utc_ms + 1, start_utc_ms, end_utc_ms, time_zone,
                   -energy_milliwatt_hours, currency, currency_decimals, -total_excl_minor, -total_incl_minor,
                   REPLACE(REPLACE(body, '"kind":"Bill","correctsNumber":null', '"kind":"CreditNote",
                    "correctsNumber":"{number}"'), '"number":"{number}"', '"number":"credit-1"')
            FROM bill WHERE bill_number = '{number}'
            """);
        return Task.CompletedTask;
    }

    private static void Set(RunningBridge bridge, string site, string ocpiJson)
    {
        PurchaseTariff? set = new PurchaseBook(new Database(bridge.DatabasePath), bridge.Clock).Set(
            site,
            Encoding.UTF8.GetBytes(ocpiJson),
            DateTimeZone.Utc,
            From,
            out IReadOnlyList<TariffDefect> defects);
        Assert.IsNotNull(set, string.Join("; ", defects));
    }

    private static string[] PurchasesOf(OperatorReport report)
    {
        IEnumerable<RevenueRow> tariffs = report.Currencies.Single().ByTariff;
        return [.. tariffs.Where(row => row.PurchaseMinor != 0).Select(row => $"{row.Key} {row.PurchaseMinor}")];
    }

    private static OperatorReport Read(RunningBridge bridge, string month = "2026-03", ReportBasis basis = ReportBasis.PlugIn)
    {
        Database database = new(bridge.DatabasePath);
        ReportReader reader = new(
            database,
            new ReportLedger(database, new TariffBook(database, bridge.Clock, "")),
            new FixedCosts(database, bridge.Clock),
            bridge.Clock);
        return reader.Read(ReportRange.Of(month, null, DateTimeZone.Utc, From, out _)!, "UTC", null, basis);
    }
}
