using System.Net;
using System.Text.Json;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Documents;

[TestClass]
public class BillDocumentTests
{
    /// <summary>Energy at 0.30 before 13:00 Berlin time and 0.40 after, 20 %; a flat fee of 1.00, 10 %; at least 8.00 / 9.50.</summary>
    private const string DayTariff = """
        {"country_code":"DE","party_id":"ALL","id":"day","currency":"EUR","last_updated":"2026-01-01T00:00:00Z",
         "min_price":{"excl_vat":8.00,"incl_vat":9.50},
         "elements":[{"price_components":[{"type":"FLAT","price":1.00,"vat":10.0,"step_size":1}]},
                     {"price_components":[{"type":"ENERGY","price":0.30,"vat":20.0,"step_size":1}],"restrictions":{"end_time":"13:30"}},
                     {"price_components":[{"type":"ENERGY","price":0.40,"vat":20.0,"step_size":1}]}]}
        """;

    [TestMethod]
    public async Task Page_pdf_and_json_say_the_same_of_a_bill_to_the_cent()
    {
        await using RunningBridge bridge = await BillAsync();
        using HttpClient http = bridge.Http();

        string page = WebUtility.HtmlDecode(await http.GetStringAsync("/bills/2026-000001"));
        string pdf = PdfReader.Text(await http.GetByteArrayAsync("/bills/2026-000001.pdf"));
        JsonElement json = JsonDocument.Parse(await http.GetStringAsync("/api/v1/bills/2026-000001")).RootElement;

        // 13:00 to 13:30: 4 kWh x 0.30 = 1.20 + 0.24; to 14:00: 6 kWh x 0.40 = 2.40 + 0.48; flat 1.00 + 0.10: 4.60 / 5.42. At least 8.00 /
        // 9.50: VAT of 1.50 is 7.00 at 20 % and 1.00 at 10 %, so 3.40 + 0.68 are added at 20 %.
        foreach (
            string fact in new[]
            {
                "9.50 EUR",
                "10.000\u00a0kWh",
                "Werk Nord",
                "Łódź",
                "Åsa Öberg & 漢 Co",
                "SE123",
                "1.00",
                "0.10",
                "1.20",
                "0.24",
                "2.40",
                "0.48",
                "3.40",
                "0.68",
                "7.00",
                "1.40",
                "20\u00a0%",
                "10\u00a0%",
                "2026-03-02 13:00:00 – 13:30:00 UTC+01:00",
                "2026-03-02 13:30:00 – 14:00:00 UTC+01:00",
                "4.000\u00a0kWh",
                "6.000\u00a0kWh",
                "100.000\u00a0kWh",
                "110.000\u00a0kWh",
                "1\u00a0h\u00a000\u00a0min",
                "synchronised",
                "version 1",
                "Europe/Berlin",
                "Test Energy",
                json.GetProperty("checkCode").GetString()!,
                json.GetProperty("tariff").GetProperty("hash").GetString()!,
            })
        {
            StringAssert.Contains(page, fact);
            StringAssert.Contains(Flat(pdf), Flat(fact).Replace(" 漢", "", StringComparison.Ordinal));
        }

        long[] vat = [.. json.GetProperty("vatByRate").EnumerateArray().Select(rate => rate.GetProperty("vatMinor").GetInt64())];
        CollectionAssert.AreEqual(new long[] { 10, 140 }, vat);
        Assert.AreEqual(1, json.GetProperty("session").GetProperty("periods")[0].GetProperty("elements").GetProperty("energy").GetInt32());
    }

    [TestMethod]
    public async Task The_pdf_opens_for_whoever_may_open_the_page_and_for_nobody_else()
    {
        await using RunningBridge bridge = await BillAsync();
        using HttpClient http = bridge.Http();
        using Browser stranger = new(bridge.Host.PagesAddress);
        using HttpClient technician = bridge.Http(Role.Technician);
        string link = bridge.Host.BillLinks.PathOf("2026-000001");

        HttpResponseMessage linked = await stranger.GetAsync(link + ".pdf");
        Assert.AreEqual("application/pdf", linked.Content.Headers.ContentType!.MediaType);
        Assert.AreEqual("2026-000001.pdf", linked.Content.Headers.ContentDisposition!.FileName);
        CollectionAssert.AreEqual(
            await linked.Content.ReadAsByteArrayAsync(),
            await http.GetByteArrayAsync("/api/v1/bills/2026-000001/pdf"),
            "the same bill gives the same bytes");

        Assert.AreEqual(HttpStatusCode.NotFound, (await stranger.GetAsync(link[..^1] + "_.pdf")).StatusCode);
        Assert.AreEqual(HttpStatusCode.Redirect, (await stranger.GetAsync("/bills/2026-000001.pdf")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await technician.GetAsync("/bills/2026-000001.pdf")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync("/bills/2026-000009.pdf")).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync("/api/v1/bills/2026-000009/pdf")).StatusCode);
    }

    private static string Flat(string text)
    {
        return System.Text.RegularExpressions.Regex.Replace(text, @"\s+", " ");
    }

    private static async Task<RunningBridge> BillAsync()
    {
        RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(DayTariff, "Europe/Berlin");
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        bridge.Run(
            "INSERT INTO site (site_id, name, address, time_zone, added_utc_ms) "
                + "VALUES ('nord', 'Werk Nord', 'ul. Główna 1|Łódź', 'Europe/Berlin', 0)");
        bridge.Run(
            "INSERT INTO account (account_id, name, email, address, vat_number, time_zone, added_utc_ms) "
                + "VALUES ('asa', 'Åsa Öberg & 漢 Co', '', 'Gatan 2|Malmö', 'SE123', 'UTC', 0)");
        bridge.Run("UPDATE charger SET site_id = 'nord'");
        bridge.Run("INSERT INTO account_charger (charger_id, from_utc_ms, account_id) VALUES ('c1', 0, 'asa')");
        await charger.PublishAsync(Topic.Session, charger.Record(TwoPrices(tariff)));
        return bridge;
    }

    // 12:00 UTC is 13:00 in Berlin.
    private static ChargingSession TwoPrices(Tariff tariff)
    {
        ChargingSession session = ScriptedSession.OneHour(1, 100000000, 10000000, null);
        session.Periods[0].DurationMs = session.Periods[0].ChargingMs = 1800000;
        session.Periods[0].EnergyMilliwattHours = 4000000;
        ChargingPeriod second = session.AddPeriod();
        second.StartUtcMs = session.StartUtcMs + 1800000;
        second.DurationMs = second.ChargingMs = 1800000;
        second.EnergyMilliwattHours = 6000000;
        ScriptedSession.Price(session, tariff);
        return session;
    }
}
