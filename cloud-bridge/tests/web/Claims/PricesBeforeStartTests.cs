using System.Net;
using System.Text.Json;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Tariffs;

namespace CloudBridge.Tests.Web.Claims;

/// <summary>What whoever stands at a charger reads before plugging in; the prices are those of the specification's examples.</summary>
[TestClass]
public sealed class PricesBeforeStartTests
{
    private const string ByPower = """
        { "price_components": [ { "type": "ENERGY", "price": 0.20, "vat": 20.0, "step_size": 1 } ],
          "restrictions": { "max_power": 16.00 } },
        { "price_components": [ { "type": "ENERGY", "price": 0.35, "vat": 20.0, "step_size": 1 } ],
          "restrictions": { "max_power": 32.00 } },
        { "price_components": [ { "type": "ENERGY", "price": 0.50, "vat": 20.0, "step_size": 1 } ] }
        """;

    private const string ByDuration = """
        { "price_components": [ { "type": "ENERGY", "price": 0.00, "vat": 20.0, "step_size": 1 } ],
          "restrictions": { "max_duration": 1800 } },
        { "price_components": [ { "type": "ENERGY", "price": 0.25, "vat": 20.0, "step_size": 1 } ],
          "restrictions": { "max_duration": 3600 } },
        { "price_components": [ { "type": "ENERGY", "price": 0.40, "vat": 20.0, "step_size": 1 } ] }
        """;

    private const string WithMinimum =
        """{ "price_components": [ { "type": "ENERGY", "price": 0.25, "vat": 10.0, "step_size": 1 } ] }""";

    private const string ByCurrentAndParking = """
        { "price_components": [ { "type": "TIME", "price": 1.00, "vat": 20.0, "step_size": 900 } ],
          "restrictions": { "max_current": 32.00 } },
        { "price_components": [ { "type": "TIME", "price": 2.00, "vat": 20.0, "step_size": 600 } ] },
        { "price_components": [ { "type": "PARKING_TIME", "price": 5.00, "vat": 10.0, "step_size": 300 } ],
          "restrictions": { "start_time": "09:00", "end_time": "18:00" } }
        """;

    // 0.50 x 1.2 at 48 kW, 0.40 x 1.2 after an hour, 0.50 x 1.1 at least, 2.00 x 1.2 above 32 A and 5.00 x 1.1 parked.
    [TestMethod]
    [DataRow(ByPower, "", "0.60 EUR / kWh", "from 32 kW")]
    [DataRow(ByDuration, "", "0.48 EUR / kWh", "after 1 h")]
    [DataRow(WithMinimum, """ "min_price": { "excl_vat": 0.50, "incl_vat": 0.55 }, """, "0.55 EUR", "Minimum per session")]
    [DataRow(ByCurrentAndParking, "", "2.40 EUR / h", "from 32 A")]
    [DataRow(ByCurrentAndParking, "", "5.50 EUR / h", "09:00 to 18:00")]
    public async Task The_public_page_tells_also_what_only_some_sessions_would_meet(
        string elements,
        string more,
        string price,
        string when)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync(OcpiText.Tariff(elements, more));
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        using Browser stranger = new(bridge.Host.PagesAddress);

        string page = (await stranger.ReadAsync("/c/c1")).Replace('\u00a0', ' ');

        StringAssert.Contains(page, price);
        StringAssert.Contains(page, when);
    }

    [TestMethod]
    public async Task The_api_tells_everybody_the_same_without_a_sign_in_and_in_exact_numbers()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync(OcpiText.Tariff(ByCurrentAndParking));
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        using Browser stranger = new(bridge.Host.PagesAddress);

        JsonElement terms = JsonDocument.Parse(await stranger.ReadAsync("/api/v1/chargers/c1/prices")).RootElement.GetProperty("terms");

        Assert.AreEqual(
            "Charging time 1.20 EUR per hour (below 32 A, in steps of 15 min), 2.40 EUR per hour (from 32 A, in steps of 10 min); "
                + "parking 5.50 EUR per hour (09:00 to 18:00, in steps of 5 min), free (18:00 to 09:00), including VAT; "
                + "nothing else is charged.",
            terms.GetProperty("sentence").GetString()!.Replace('\u00a0', ' '));
        JsonElement above = terms.GetProperty("rows")[1];
        Assert.AreEqual("Time", above.GetProperty("kind").GetString());
        Assert.AreEqual(2000000, above.GetProperty("exclMicros").GetInt64());
        Assert.AreEqual(2400000, above.GetProperty("inclMicros").GetInt64());
        Assert.AreEqual(200000, above.GetProperty("vatPpm").GetInt32());
        Assert.AreEqual(600, above.GetProperty("stepSize").GetInt32());
        Assert.AreEqual(HttpStatusCode.NotFound, (await stranger.GetAsync("/api/v1/chargers/nobody/prices")).StatusCode);
    }

    [TestMethod]
    public async Task The_description_of_the_api_names_the_prices_with_their_parts()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http();

        JsonElement document = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json")).RootElement;

        Assert.IsTrue(document.GetProperty("paths").TryGetProperty("/api/v1/chargers/{id}/prices", out JsonElement path));
        StringAssert.StartsWith(path.GetProperty("get").GetProperty("summary").GetString(), "All that a session can cost");
        JsonElement row = document.GetProperty("components").GetProperty("schemas").GetProperty("TermRow").GetProperty("properties");
        foreach (string name in new[] { "kind", "exclMicros", "inclMicros", "vatPpm", "stepSize", "when", "isNow", "price" })
        {
            Assert.IsTrue(row.TryGetProperty(name, out _), name);
        }
    }

    [TestMethod]
    public async Task The_page_says_until_when_its_prices_hold_where_others_are_planned_and_not_where_the_same_are_renewed()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync(OcpiText.Tariff(WithMinimum));
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        using Browser stranger = new(bridge.Host.PagesAddress);
        StringAssert.Contains(await stranger.ReadAsync("/c/c1"), "A session keeps the prices of its beginning.");
        NodaTime.Instant tomorrow = NodaTime.Instant.FromDateTimeOffset(bridge.Clock.Now).Plus(NodaTime.Duration.FromDays(1));

        await bridge.Host.PublishTariffAsync(System.Text.Encoding.UTF8.GetBytes(OcpiText.Tariff(WithMinimum)), "UTC", tomorrow);
        string same = await stranger.ReadAsync("/c/c1");
        await bridge.Host.PublishTariffAsync(System.Text.Encoding.UTF8.GetBytes(OcpiText.Tariff(ByPower)), "UTC", tomorrow);
        string other = await stranger.ReadAsync("/c/c1");

        Assert.IsFalse(same.Contains("other prices follow", StringComparison.Ordinal));
        StringAssert.Contains(other, "All this is for sessions that begin before ");
        StringAssert.Contains(other, "; other prices follow.");
    }
}
