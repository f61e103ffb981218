using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CloudBridge.HomeAssistant;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Config;
using Firmware.Core.Messaging;
using Hardware.Bench.Chargers;
using Hardware.Virtual;
using Hardware.Virtual.Vehicles;

namespace CloudBridge.Tests.Src.HomeAssistant;

/// <summary>
/// The configuration by the rules of Home Assistant, which cannot run here: required keys by its mqtt/schemas.py, units and classes by its
/// sensor/const.py, templates against what a charger really says.
/// </summary>
[TestClass]
public sealed partial class DiscoveryConfigTests
{
    // Device class: its unit, and the state classes it may have.
    private static readonly Dictionary<string, (string? Unit, string?[] StateClasses)> Allowed = new()
    {
        ["power"] = ("W", ["measurement", null]),
        ["voltage"] = ("V", ["measurement", null]),
        ["current"] = ("A", ["measurement", null]),
        ["energy"] = ("kWh", ["total", "total_increasing", null]),
        ["monetary"] = ("EUR", ["total", null]),
        ["enum"] = (null, [null]),
        ["problem"] = (null, [null]),
    };

    [TestMethod]
    public void It_has_what_home_assistant_requires_and_classes_with_their_units()
    {
        JsonElement config = Parse(DiscoveryConfig.Write("c1", "EUR", "https://charging.example.org"));

        Assert.AreEqual("chargeagent_c1", config.GetProperty("device").GetProperty("identifiers")[0].GetString());
        Assert.AreEqual("https://charging.example.org/c/c1", config.GetProperty("device").GetProperty("configuration_url").GetString());
        Assert.AreEqual("ChargeAgent", config.GetProperty("origin").GetProperty("name").GetString());
        Assert.AreEqual("chargeagent/v1/c1/status", config.GetProperty("availability")[0].GetProperty("topic").GetString());
        JsonProperty[] components = [.. config.GetProperty("components").EnumerateObject()];
        CollectionAssert.AreEqual(
            new[] { "power", "voltage", "current", "energy", "session_energy", "session_cost", "energy_price", "connector", "problem" },
            components.Select(component => component.Name).ToArray());
        foreach (JsonProperty component in components)
        {
            Assert.AreEqual(component.Name == "problem" ? "binary_sensor" : "sensor", TextOf(component.Value, "platform"));
            Assert.AreEqual($"chargeagent_c1_{component.Name}", TextOf(component.Value, "unique_id"), "stable for ever");
            StringAssert.Matches(TextOf(component.Value, "state_topic"), new Regex("^chargeagent/v1/c1/(live|status)$"));
            if (TextOf(component.Value, "device_class") is string deviceClass)
            {
                (string? unit, string?[] stateClasses) = Allowed[deviceClass];
                Assert.AreEqual(unit, TextOf(component.Value, "unit_of_measurement"), component.Name);
                CollectionAssert.Contains(stateClasses, TextOf(component.Value, "state_class"), component.Name);
            }
        }

        // What the Energy dashboard asks of a meter, and of a price.
        JsonElement energy = config.GetProperty("components").GetProperty("energy");
        Assert.AreEqual("total_increasing", TextOf(energy, "state_class"));
        Assert.AreEqual("EUR/kWh", TextOf(config.GetProperty("components").GetProperty("energy_price"), "unit_of_measurement"));
    }

    [TestMethod]
    public void Without_a_tariff_there_are_no_prices_and_without_an_address_no_link()
    {
        JsonElement config = Parse(DiscoveryConfig.Write("c1", "", ""));

        Assert.IsFalse(config.GetProperty("components").TryGetProperty("session_cost", out _));
        Assert.IsFalse(config.GetProperty("components").TryGetProperty("energy_price", out _));
        Assert.IsFalse(config.GetProperty("device").TryGetProperty("configuration_url", out _));
    }

    [TestMethod]
    public void Ids_with_dots_fit_home_assistants_letters_and_are_nobody_elses()
    {
        string[] ids = [.. new[] { "a.b", "a_b", "a-b", "a..b", "a._b" }.Select(HomeTopics.ObjectIdOf)];

        Assert.AreEqual("chargeagent_a_b", ids[1]);
        Assert.AreEqual(5, ids.Distinct().Count(), string.Join(' ', ids));
        Assert.IsTrue(ids.All(id => ObjectId().IsMatch(id)), string.Join(' ', ids));
    }

    [TestMethod]
    public async Task Every_template_finds_its_value_in_what_a_charger_says_while_it_charges()
    {
        await using HomeStage stage = await HomeStage.SetAsync();
        await stage.Bridge.PublishAsync();
        await stage.Bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        await using HomeClient oak = await stage.ConnectAsync("oak");
        await oak.TrySubscribeAsync("homeassistant/#");
        await oak.TrySubscribeAsync(HomeStage.Status1);
        await oak.TrySubscribeAsync("chargeagent/v1/c1/live");
        await using VirtualCharger charger = ChargerFactory.Create(
            new AgentConfig { ChargerId = "c1" },
            new ChargerAccess("127.0.0.1", stage.Bridge.Host.Broker.Port, RunningBridge.DeviceKey),
            stage.Bridge.Clock.Now.ToUnixTimeMilliseconds());
        charger.Start();
        Assert.IsTrue(
            await charger.ReceiveAsync(() => charger.Agent.Tariffs.Current != null, TimeSpan.FromSeconds(60), CancellationToken.None));

        // Half an hour at 7360 W and 230 V: 32 A. Half of 7.36 kWh at 0.30 EUR and 20 % VAT: 3.68 x 0.36 = 1.3248 EUR.
        charger.PlugIn(new ConstantPowerVehicle(7360, 20000));
        await charger.AdvanceToAsync(charger.Board.Clock.MonotonicMs + 1800000, TimeSpan.FromSeconds(60), CancellationToken.None);
        await Eventually.BecomesTrueAsync(() =>
            oak.On("chargeagent/v1/c1/live").Any(live => ValueIn(live, "session.energyMilliwattHours") > 3600000)
            && oak.On(HomeStage.Status1).Any(status => status.Contains("\"Charging\"", StringComparison.Ordinal)));
        await Eventually.BecomesTrueAsync(() => oak.On(HomeStage.Config1).Count > 0);

        JsonElement config = Parse(Encoding.UTF8.GetBytes(oak.On(HomeStage.Config1)[^1]));
        JsonElement live = Parse(Encoding.UTF8.GetBytes(oak.On("chargeagent/v1/c1/live")[^1]));
        JsonElement status = Parse(Encoding.UTF8.GetBytes(oak.On(HomeStage.Status1)[^1]));
        Dictionary<string, string> shown = config
            .GetProperty("components")
            .EnumerateObject()
            .ToDictionary(
                component => component.Name,
                component =>
                    Template.Render(
                        TextOf(component.Value, "value_template")!,
                        TextOf(component.Value, "state_topic")!.EndsWith("/live", StringComparison.Ordinal) ? live : status));
        Assert.AreEqual(7360, Number(shown["power"]), 40);
        Assert.AreEqual(230, Number(shown["voltage"]), 2);
        Assert.AreEqual(32, Number(shown["current"]), 0.2);
        Assert.AreEqual(3.66, Number(shown["session_energy"]), 0.05);
        Assert.AreEqual(Number(shown["energy"]), Number(shown["session_energy"]), 0.001);
        Assert.AreEqual(1.32, Number(shown["session_cost"]), 0.02);
        Assert.AreEqual("0.3", shown["energy_price"]);
        Assert.AreEqual("Charging", shown["connector"]);
        CollectionAssert.Contains(
            config
                .GetProperty("components")
                .GetProperty("connector")
                .GetProperty("options")
                .EnumerateArray()
                .Select(option => option.GetString())
                .ToArray(),
            shown["connector"]);
        Assert.AreEqual("OFF", shown["problem"]);
        string availability = TextOf(config.GetProperty("availability")[0], "value_template")!;
        Assert.AreEqual("online", Template.Render(availability, status));
    }

    [TestMethod]
    [DataRow("connector")]
    [DataRow("problem")]
    public void A_status_that_nobody_has_told_for_two_hours_and_ten_minutes_is_unavailable(string component)
    {
        JsonElement components = Parse(DiscoveryConfig.Write("c1", "EUR", "")).GetProperty("components");

        // 130 minutes of 60 seconds.
        Assert.AreEqual(7800, components.GetProperty(component).GetProperty("expire_after").GetInt32());
    }

    [TestMethod]
    public void Templates_bear_what_is_missing()
    {
        JsonElement config = Parse(DiscoveryConfig.Write("c1", "EUR", ""));
        JsonElement offline = Parse(Encoding.UTF8.GetBytes(StatusMessage.Offline));
        JsonElement idle = Parse(
            """{"version":1,"powerMilliwatts":0,"voltageMillivolts":230000,"currentMilliamps":0,"registerMilliwattHours":5}"""u8.ToArray());
        JsonElement components = config.GetProperty("components");

        Assert.AreEqual("offline", Template.Render(TextOf(config.GetProperty("availability")[0], "value_template")!, offline));
        Assert.AreEqual("None", Template.Render(TextOf(components.GetProperty("connector"), "value_template")!, offline));
        Assert.AreEqual("OFF", Template.Render(TextOf(components.GetProperty("problem"), "value_template")!, offline));
        Assert.AreEqual(
            "ON",
            Template.Render(
                TextOf(components.GetProperty("problem"), "value_template")!,
                Parse("""{"errorCode":"GroundFailure"}"""u8.ToArray())));
        Assert.AreEqual("", Template.Render(TextOf(components.GetProperty("session_cost"), "value_template")!, idle));
        Assert.AreEqual("0.000005", Template.Render(TextOf(components.GetProperty("energy"), "value_template")!, idle));
    }

    private static JsonElement Parse(byte[] json)
    {
        return JsonDocument.Parse(json).RootElement;
    }

    private static string? TextOf(JsonElement element, string name)
    {
        return element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
    }

    private static double Number(string text)
    {
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static long ValueIn(string json, string path)
    {
        JsonElement? found = Template.Find(Parse(Encoding.UTF8.GetBytes(json)), path);
        return found?.GetInt64() ?? 0;
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]+$")]
    private static partial Regex ObjectId();
}
