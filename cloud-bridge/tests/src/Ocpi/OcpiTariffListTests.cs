using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Tests.Stage.Ingest;
using NodaTime;

namespace CloudBridge.Tests.Src.Ocpi;

[TestClass]
public class OcpiTariffListTests
{
    private const string Path = "/ocpi/2.2.1/tariffs";

    [TestMethod]
    public async Task The_answer_is_an_envelope_with_the_operators_own_text_in_it()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync();
        using HttpClient http = bridge.Http();

        HttpResponseMessage answer = await http.GetAsync(Path);
        JsonElement envelope = await JsonAsync(answer);

        Assert.AreEqual(1000, envelope.GetProperty("status_code").GetInt32());
        Assert.AreEqual("Success", envelope.GetProperty("status_message").GetString());
        Assert.AreEqual("2026-06-01T12:00:00Z", envelope.GetProperty("timestamp").GetString());
        JsonElement tariff = envelope.GetProperty("data")[0];
        // The number as the operator wrote it, with its zero; last_updated is the publication.
        Assert.AreEqual("0.30", tariff.GetProperty("elements")[0].GetProperty("price_components")[0].GetProperty("price").GetRawText());
        Assert.AreEqual("2026-06-01T12:00:00Z", tariff.GetProperty("last_updated").GetString());
        Assert.AreEqual("1", answer.Headers.GetValues("X-Total-Count").Single());
        Assert.AreEqual("100", answer.Headers.GetValues("X-Limit").Single());
        Assert.IsFalse(answer.Headers.Contains("Link"));
    }

    [TestMethod]
    public async Task Links_lead_through_all_pages_and_each_tariff_comes_once()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        for (int i = 1; i <= 5; i++)
        {
            bridge.Clock.Now = bridge.Clock.Now.AddMinutes(1);
            byte[] tariff = Encoding.UTF8.GetBytes(RunningBridge.SimpleTariff.Replace("\"simple\"", $"\"t{i}\"", StringComparison.Ordinal));
            await bridge.Host.PublishTariffAsync(tariff, "UTC", Instant.FromDateTimeOffset(bridge.Clock.Now), $"c{i}");
        }

        using HttpClient http = bridge.Http();
        List<string> ids = [];
        // Five were published at 12:01 to 12:05; the first is left out, and 12:06 is after all of them.
        string? next = $"{Path}?limit=3&date_from=2026-06-01T12:02:00Z&date_to=2026-06-01T12:06:00";
        for (int pages = 0; next != null; pages++)
        {
            Assert.IsTrue(pages < 3, "there is an end");
            HttpResponseMessage answer = await http.GetAsync(next);
            Assert.AreEqual("4", answer.Headers.GetValues("X-Total-Count").Single());
            ids.AddRange(
                (await JsonAsync(answer)).GetProperty("data").EnumerateArray().Select(tariff => tariff.GetProperty("id").GetString()!));
            next = answer.Headers.TryGetValues("Link", out IEnumerable<string>? link) ? link.Single().Split('<', '>')[1] : null;
        }

        Assert.AreEqual("t2 t3 t4 t5", string.Join(' ', ids));
    }

    [TestMethod]
    public async Task A_scheduled_version_is_shown_when_its_time_has_come_and_a_renewal_is_no_change()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync();
        string dearer = RunningBridge.SimpleTariff.Replace("0.30", "0.40", StringComparison.Ordinal);
        await bridge.Host.PublishTariffAsync(Encoding.UTF8.GetBytes(dearer), "UTC", Instant.FromUtc(2026, 7, 1, 0, 0));
        using HttpClient http = bridge.Http();

        Assert.AreEqual(("0.30", "2026-06-01T12:00:00Z"), await OnlyAsync(http));
        bridge.Clock.Now = new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.AreEqual(("0.40", "2026-07-01T00:00:00Z"), await OnlyAsync(http));

        bridge.Run("""
            INSERT INTO tariff (tariff_id, version, hash, currency, time_zone, from_utc_ms, ocpi_json, device_json, published_utc_ms)
            SELECT tariff_id, 3, hash, currency, time_zone, from_utc_ms + 1, ocpi_json, device_json, published_utc_ms + 1 FROM tariff
                   WHERE version = 2
            """);
        Assert.AreEqual(("0.40", "2026-07-01T00:00:00Z"), await OnlyAsync(http));
    }

    [TestMethod]
    public async Task A_tariff_that_nobody_has_is_not_shown_and_one_that_is_planned_is()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync();
        TariffBook book = new(new Database(bridge.DatabasePath), bridge.Clock, "");
        Assert.IsTrue(book.TryWithdraw(TariffScope.Everyone, Instant.FromDateTimeOffset(bridge.Clock.Now), "ann"));
        using HttpClient http = bridge.Http();

        Assert.AreEqual(0, (await JsonAsync(await http.GetAsync(Path))).GetProperty("data").GetArrayLength());
        byte[] planned = Encoding.UTF8.GetBytes(RunningBridge.SimpleTariff.Replace("0.30", "0.40", StringComparison.Ordinal));
        await bridge.Host.PublishTariffAsync(planned, "UTC", Instant.FromUtc(2026, 7, 1, 0, 0));
        Assert.AreEqual(("0.40", "2026-06-01T12:00:00Z"), await OnlyAsync(http));
    }

    [TestMethod]
    [DataRow("limit=0", "limit is no whole number from 1 up")]
    [DataRow("offset=-1", "offset is no whole number from 0 up")]
    [DataRow("date_from=yesterday", "date_from is no UTC time: give one like 2026-03-01T00:00:00Z")]
    public async Task A_wrong_parameter_is_refused_in_ocpis_own_terms(string query, string message)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http();
        http.DefaultRequestHeaders.Add("X-Request-ID", "7b1f-4c");

        HttpResponseMessage answer = await http.GetAsync($"{Path}?{query}");

        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        JsonElement envelope = await JsonAsync(answer);
        Assert.AreEqual(2001, envelope.GetProperty("status_code").GetInt32());
        Assert.AreEqual(message, envelope.GetProperty("status_message").GetString());
        Assert.IsFalse(envelope.TryGetProperty("data", out _));
        Assert.AreEqual("7b1f-4c", answer.Headers.GetValues("X-Request-ID").Single());
    }

    [TestMethod]
    public async Task A_token_opens_it_in_base64_as_ocpi_sends_it_and_nothing_else_does()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        string token = new ApiTokens(new Database(bridge.DatabasePath), bridge.Clock).Add("hub", Role.Operator)!;
        using HttpClient http = new() { BaseAddress = bridge.Host.PagesAddress };

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Token",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(token)));
        Assert.AreEqual(HttpStatusCode.OK, (await http.GetAsync(Path)).StatusCode);
        foreach (string wrong in new[] { token, Convert.ToBase64String(Encoding.UTF8.GetBytes(token + "x")), "====" })
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", wrong);
            Assert.AreEqual(HttpStatusCode.Unauthorized, (await http.GetAsync(Path)).StatusCode, wrong);
        }
    }

    private static async Task<(string Price, string Updated)> OnlyAsync(HttpClient http)
    {
        JsonElement tariff = (await JsonAsync(await http.GetAsync(Path))).GetProperty("data").EnumerateArray().Single();
        return (
            tariff.GetProperty("elements")[0].GetProperty("price_components")[0].GetProperty("price").GetRawText(),
            tariff.GetProperty("last_updated").GetString()!);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
