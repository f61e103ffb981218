using System.Text.Json;
using CloudBridge.Tests.Src.Ingest;
using CloudBridge.Tests.Src.Reports;
using CloudBridge.Tests.Src.Tariffs;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ocpi;

[TestClass]
public class OcpiCdrListTests
{
    private const string Path = "/ocpi/2.2.1/cdrs";

    // 0.50 once, 0.30/kWh, 1.20/h while charging; VAT 20 % on the energy.
    private const string Mixed = """
        {"country_code":"DE","party_id":"ALL","id":"mixed","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
         "elements":[{"price_components":[
         {"type":"FLAT","price":0.50,"step_size":1},{"type":"ENERGY","price":0.30,"vat":20.0,"step_size":1},{"type":"TIME","price":1.20,
          "step_size":1}]}]}
        """;

    [TestMethod]
    public async Task A_cdr_that_was_sent_is_priced_by_our_own_command_to_the_same_totals()
    {
        await using RunningBridge bridge = await BilledAsync();

        JsonElement cdr = (await DataAsync(bridge, Path))[0];

        // 0.50 + 7.36 x 0.30 + 1.20 = 3.908; VAT on 2.208 is 0.4416.
        Assert.AreEqual(3.908m, cdr.GetProperty("total_cost").GetProperty("excl_vat").GetDecimal());
        Assert.AreEqual(4.3496m, cdr.GetProperty("total_cost").GetProperty("incl_vat").GetDecimal());
        RateRun rated = RateRun.OnTexts(cdr.GetProperty("tariffs")[0].GetRawText(), cdr.GetRawText());
        foreach (string total in new[] { "total_cost", "total_fixed_cost", "total_energy_cost", "total_time_cost", "total_parking_cost" })
        {
            Assert.AreEqual(cdr.GetProperty(total).GetProperty("excl_vat").GetDecimal(), rated.Number(total + ".excl_vat"), total);
            Assert.AreEqual(cdr.GetProperty(total).GetProperty("incl_vat").GetDecimal(), rated.Number(total + ".incl_vat"), total);
        }

        foreach (string total in new[] { "total_energy", "total_time", "total_parking_time" })
        {
            Assert.AreEqual(cdr.GetProperty(total).GetDecimal(), rated.Number(total), total);
        }
    }

    [TestMethod]
    public async Task A_credit_cdr_names_the_cdr_it_takes_back_and_only_its_total_is_negative()
    {
        await using RunningBridge bridge = await BilledAsync();
        await ReportTests.CreditAsync(bridge, "2026-000001");

        JsonElement credit = (await DataAsync(bridge, Path))[1];

        Assert.AreEqual("credit-1", credit.GetProperty("id").GetString());
        Assert.IsTrue(credit.GetProperty("credit").GetBoolean());
        Assert.AreEqual("2026-000001", credit.GetProperty("credit_reference_id").GetString());
        Assert.AreEqual(-3.908m, credit.GetProperty("total_cost").GetProperty("excl_vat").GetDecimal());
        Assert.AreEqual(2.208m, credit.GetProperty("total_energy_cost").GetProperty("excl_vat").GetDecimal());
        Assert.AreEqual(7.36m, credit.GetProperty("total_energy").GetDecimal());
    }

    [TestMethod]
    public async Task The_cdr_of_an_estimated_bill_says_that_priced_again_it_may_come_to_more()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(DoubtfulSessionTests.DayAndNight);
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        ChargingSession session = DoubtfulSessionTests.WithoutClock(ScriptedSession.OneHour(1, 0, 7360000, tariff));
        await charger.PublishAsync(Topic.Session, charger.Record(session));

        JsonElement cdr = (await DataAsync(bridge, Path))[0];

        // Some time from January to June: at night 7.36 x 0.20, and in the hour before it came in, which the CDR shows, 7.36 x 0.30.
        Assert.AreEqual("2026-06-01T11:00:00.000Z", cdr.GetProperty("start_date_time").GetString());
        Assert.AreEqual(1.472m, cdr.GetProperty("total_cost").GetProperty("excl_vat").GetDecimal());
        RateRun rated = RateRun.OnTexts(cdr.GetProperty("tariffs")[0].GetRawText(), cdr.GetRawText());
        Assert.AreEqual(2.208m, rated.Number("total_cost.excl_vat"));
        string remark = cdr.GetProperty("remark").GetString()!;
        StringAssert.Contains(remark, "Times that were not known are the latest possible. Priced again from this CDR it may come to more.");
        Assert.IsLessThanOrEqualTo(255, remark.Length);
    }

    [TestMethod]
    public async Task The_list_is_paged_and_dated_by_issue()
    {
        await using RunningBridge bridge = await BilledAsync();
        await ReportTests.CreditAsync(bridge, "2026-000001");
        using HttpClient http = bridge.Http();

        HttpResponseMessage first = await http.GetAsync(Path + "?limit=1");

        Assert.AreEqual("2", first.Headers.GetValues("X-Total-Count").Single());
        StringAssert.Contains(first.Headers.GetValues("Link").Single(), "offset=1");
        Assert.AreEqual(0, (await DataAsync(bridge, Path + "?date_from=2026-06-02T00:00:00Z")).GetArrayLength());
        Assert.AreEqual(0, (await DataAsync(bridge, Path + "?date_to=2026-06-01T12:00:00Z")).GetArrayLength());
        Assert.AreEqual(2, (await DataAsync(bridge, Path + "?date_from=2026-06-01T12:00:00Z")).GetArrayLength());
    }

    private static async Task<RunningBridge> BilledAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(Mixed);
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        return bridge;
    }

    private static async Task<JsonElement> DataAsync(RunningBridge bridge, string path)
    {
        using HttpClient http = bridge.Http();
        return JsonDocument.Parse(await http.GetStringAsync(path)).RootElement.GetProperty("data");
    }
}
