using System.Net;
using System.Text.Json;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Live;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ocpi;

/// <summary>Sessions as a partner sees them.</summary>
[TestClass]
public class OcpiSessionTests
{
    private const string Path = "/ocpi/2.2.1/sessions";

    [TestMethod]
    public async Task A_session_that_runs_is_active_with_energy_and_cost_so_far()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        await bridge.PublishAsync();
        await using ScriptedCharger charger = await OcpiLocationTests.PlacedAsync(bridge);
        await ChargeAsync(bridge, charger, 7);
        using HttpClient http = bridge.Http();

        JsonElement session = (await OcpiSchemas.DataAsync(http, Path)).EnumerateArray().Single();

        await OcpiSchemas.AssertValidAsync("session", session);
        Assert.AreEqual(
            "c1-7 ACTIVE home c1 1 EUR",
            $"{Text(session, "id")} {Text(session, "status")} {Text(session, "location_id")} {Text(session, "evse_uid")} "
                + $"{Text(session, "connector_id")} {Text(session, "currency")}");
        // 973 s before noon.
        Assert.AreEqual("2026-06-01T11:43:47Z", Text(session, "start_date_time"));
        Assert.AreEqual(2m, session.GetProperty("kwh").GetDecimal());
        Assert.AreEqual(0.6m, session.GetProperty("total_cost").GetProperty("excl_vat").GetDecimal());
        Assert.AreEqual(0.72m, session.GetProperty("total_cost").GetProperty("incl_vat").GetDecimal());
        Assert.IsFalse(session.TryGetProperty("end_date_time", out _));
    }

    [TestMethod]
    public async Task A_session_that_is_billed_is_completed_with_its_cost_and_periods()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await OcpiLocationTests.PlacedAsync(bridge);
        await ChargeAsync(bridge, charger, 1);
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        using HttpClient http = bridge.Http();

        JsonElement session = (await OcpiSchemas.DataAsync(http, Path)).EnumerateArray().Single();

        await OcpiSchemas.AssertValidAsync("session", session);
        Assert.AreEqual("c1-1 COMPLETED", $"{Text(session, "id")} {Text(session, "status")}");
        Assert.AreEqual(7.36m, session.GetProperty("kwh").GetDecimal());
        // 7.36 kWh at 0.30, and 20 % on it.
        Assert.AreEqual(2.208m, session.GetProperty("total_cost").GetProperty("excl_vat").GetDecimal());
        Assert.AreEqual(2.6496m, session.GetProperty("total_cost").GetProperty("incl_vat").GetDecimal());
        JsonElement cdr = (await OcpiSchemas.DataAsync(http, "/ocpi/2.2.1/cdrs")).EnumerateArray().Single();
        await OcpiSchemas.AssertValidAsync("cdr", cdr);
        Assert.AreEqual(cdr.GetProperty("charging_periods").GetRawText(), session.GetProperty("charging_periods").GetRawText());
        Assert.AreEqual(Text(cdr, "session_id"), Text(session, "id"));
        Assert.AreEqual("DE CAG", $"{Text(cdr, "country_code")} {Text(cdr, "party_id")}");
        Assert.AreEqual("CAG", Text(cdr.GetProperty("tariffs")[0], "party_id"));
    }

    [TestMethod]
    public async Task Pages_give_what_is_over_and_then_what_runs()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await OcpiLocationTests.PlacedAsync(bridge);
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 7360000, 1000000, tariff)));
        await ChargeAsync(bridge, charger, 3);
        using HttpClient http = bridge.Http();
        List<string> ids = [];

        for (string? next = Path + "?limit=2&date_from=2026-01-01T00:00:00Z"; next != null;)
        {
            HttpResponseMessage answer = await http.GetAsync(next);
            Assert.AreEqual("3", answer.Headers.GetValues("X-Total-Count").Single());
            ids.AddRange((await OcpiSchemas.DataAsync(answer)).EnumerateArray().Select(session => Text(session, "id")));
            next = answer.Headers.TryGetValues("Link", out IEnumerable<string>? link) ? link.Single().Split('<', '>')[1] : null;
        }

        Assert.AreEqual("c1-1 c1-2 c1-3", string.Join(' ', ids));
    }

    [TestMethod]
    public async Task An_id_that_is_too_long_for_ocpi_is_the_same_hash_in_session_and_cdr()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        string longId = new('c', 36);
        await using ScriptedCharger charger = await OcpiLocationTests.PlacedAsync(bridge, longId);
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        using HttpClient http = bridge.Http();

        JsonElement session = (await OcpiSchemas.DataAsync(http, Path)).EnumerateArray().Single();

        await OcpiSchemas.AssertValidAsync("session", session);
        Assert.AreEqual(36, Text(session, "id").Length);
        JsonElement cdr = (await OcpiSchemas.DataAsync(http, "/ocpi/2.2.1/cdrs")).EnumerateArray().Single();
        Assert.AreEqual(Text(cdr, "session_id"), Text(session, "id"));
    }

    [TestMethod]
    public async Task Charging_preferences_are_refused_as_the_specification_has_it()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        using HttpClient http = bridge.Http();

        HttpResponseMessage answer = await http.PutAsync($"{Path}/c1-1/charging_preferences", new StringContent("{}"));

        Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
        JsonElement envelope = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.AreEqual(2001, envelope.GetProperty("status_code").GetInt32());
    }

    internal static async Task ChargeAsync(
        RunningBridge bridge,
        ScriptedCharger charger,
        long number,
        long energyMilliwattHours = 2000000,
        long costInclMicros = 720000)
    {
        await OcpiLocationTests.SayAsync(bridge, charger, "Charging");
        byte[] live = LiveText.Charging(
            number,
            bridge.Clock.Now.ToUnixTimeMilliseconds(),
            energyMilliwattHours: energyMilliwattHours,
            costInclMicros: costInclMicros);
        await charger.PublishAsync(Topic.Live, live);
        using HttpClient http = bridge.Http();
        await Eventually.BecomesTrueAsync(() => KwhOf(http, $"{charger.Id}-{number}") == energyMilliwattHours / 1000000m);
    }

    private static decimal? KwhOf(HttpClient http, string id)
    {
        return JsonDocument.Parse(http.GetStringAsync(Path).GetAwaiter().GetResult()).RootElement.GetProperty("data").EnumerateArray()
            .Where(session => Text(session, "id") == id)
            .Select(session => (decimal?)session.GetProperty("kwh").GetDecimal())
            .FirstOrDefault();
    }

    private static string Text(JsonElement json, string name)
    {
        return json.GetProperty(name).GetString()!;
    }
}
