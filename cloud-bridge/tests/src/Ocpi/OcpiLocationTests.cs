using System.Net;
using System.Text;
using System.Text.Json;
using CloudBridge.Commands;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;

namespace CloudBridge.Tests.Src.Ocpi;

/// <summary>Sites and chargers as a partner sees them.</summary>
[TestClass]
public class OcpiLocationTests
{
    private const string Path = "/ocpi/2.2.1/locations";

    [TestMethod]
    public async Task A_site_with_its_charger_is_a_location_with_an_evse_and_a_connector()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        await bridge.PublishAsync();
        await using ScriptedCharger charger = await PlacedAsync(bridge);
        await SayAsync(bridge, charger, "Available");
        using HttpClient http = bridge.Http();

        JsonElement location = (await OcpiSchemas.DataAsync(http, Path)).EnumerateArray().Single();

        await OcpiSchemas.AssertValidAsync("location", location);
        Assert.AreEqual("DE CAG home", $"{Text(location, "country_code")} {Text(location, "party_id")} {Text(location, "id")}");
        Assert.IsTrue(location.GetProperty("publish").GetBoolean());
        Assert.AreEqual(
            "Lindenweg 4, 04109 Leipzig, DEU",
            $"{Text(location, "address")}, {Text(location, "postal_code")} {Text(location, "city")}, {Text(location, "country")}");
        Assert.AreEqual("51.341870", Text(location.GetProperty("coordinates"), "latitude"));
        Assert.AreEqual("Europe/Berlin", Text(location, "time_zone"));
        JsonElement evse = location.GetProperty("evses").EnumerateArray().Single();
        Assert.AreEqual("c1 DE*CAG*EC1 AVAILABLE", $"{Text(evse, "uid")} {Text(evse, "evse_id")} {Text(evse, "status")}");
        JsonElement connector = evse.GetProperty("connectors").EnumerateArray().Single();
        Assert.AreEqual(
            "1 IEC_62196_T2 SOCKET AC_3_PHASE 230 16",
            $"{Text(connector, "id")} {Text(connector, "standard")} {Text(connector, "format")} {Text(connector, "power_type")} "
                + $"{connector.GetProperty("max_voltage")} {connector.GetProperty("max_amperage")}");
        Assert.AreEqual("simple", connector.GetProperty("tariff_ids")[0].GetString());
    }

    [TestMethod]
    public async Task Each_object_is_found_by_its_path_and_none_by_another()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        await using ScriptedCharger charger = await PlacedAsync(bridge);
        using HttpClient http = bridge.Http();

        await OcpiSchemas.AssertValidAsync("location", await OcpiSchemas.DataAsync(http, $"{Path}/home"));
        await OcpiSchemas.AssertValidAsync("evse", await OcpiSchemas.DataAsync(http, $"{Path}/home/c1"));
        await OcpiSchemas.AssertValidAsync("connector", await OcpiSchemas.DataAsync(http, $"{Path}/home/c1/1"));
        foreach (string nothing in new[] { "away", "home/c2", "home/c1/2" })
        {
            HttpResponseMessage answer = await http.GetAsync($"{Path}/{nothing}");
            Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode, nothing);
            await OcpiSchemas.AssertValidAsync("envelope", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
        }
    }

    [TestMethod]
    [DataRow("Available", "AVAILABLE")]
    [DataRow("Preparing", "CHARGING")]
    [DataRow("Charging", "CHARGING")]
    [DataRow("SuspendedEV", "CHARGING")]
    [DataRow("Finishing", "BLOCKED")]
    [DataRow("Unavailable", "INOPERATIVE")]
    [DataRow("Faulted", "OUTOFORDER")]
    public async Task The_status_is_what_the_charger_says(string said, string told)
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        await using ScriptedCharger charger = await PlacedAsync(bridge);
        await SayAsync(bridge, charger, said);
        using HttpClient http = bridge.Http();

        Assert.AreEqual(told, Text(await OcpiSchemas.DataAsync(http, $"{Path}/home/c1"), "status"));
    }

    [TestMethod]
    public async Task A_charger_that_is_silent_is_unknown_and_not_free()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        await using ScriptedCharger charger = await PlacedAsync(bridge);
        using HttpClient http = bridge.Http();
        Assert.AreEqual("UNKNOWN", Text(await OcpiSchemas.DataAsync(http, $"{Path}/home/c1"), "status"), "never heard of");

        await SayAsync(bridge, charger, "Available");
        bridge.Clock.Now = bridge.Clock.Now.AddMinutes(130);
        Assert.AreEqual("AVAILABLE", Text(await OcpiSchemas.DataAsync(http, $"{Path}/home/c1"), "status"), "it tells each hour");
        bridge.Clock.Now = bridge.Clock.Now.AddSeconds(1);
        Assert.AreEqual("UNKNOWN", Text(await OcpiSchemas.DataAsync(http, $"{Path}/home/c1"), "status"));

        await SayAsync(bridge, charger, "Available");
        Assert.AreEqual("AVAILABLE", Text(await OcpiSchemas.DataAsync(http, $"{Path}/home/c1"), "status"));
        await charger.PublishAsync(Topic.Status, Encoding.UTF8.GetBytes(Firmware.Core.Messaging.StatusMessage.Offline));
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM charger_status WHERE is_online = 0") == 1);
        Assert.AreEqual("UNKNOWN", Text(await OcpiSchemas.DataAsync(http, $"{Path}/home/c1"), "status"));
    }

    [TestMethod]
    public async Task A_change_updates_what_stands_above_it_and_nothing_beside_it()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        await using ScriptedCharger first = await PlacedAsync(bridge);
        await using ScriptedCharger second = await PlacedAsync(bridge, "c2", "work");
        await SayAsync(bridge, first, "Available");
        await SayAsync(bridge, second, "Available");
        using HttpClient http = bridge.Http();
        await OcpiSchemas.DataAsync(http, Path);

        bridge.Clock.Now = bridge.Clock.Now.AddMinutes(1);
        await SayAsync(bridge, second, "Charging");
        JsonElement[] all = [.. (await OcpiSchemas.DataAsync(http, Path)).EnumerateArray()];

        // Noon was when both were first told; work has changed since, so it comes last.
        Assert.AreEqual("home 12:00 12:00 12:00", TimesOf(all[0]));
        Assert.AreEqual("work 12:01 12:01 12:00", TimesOf(all[1]));
        JsonElement changed = (await OcpiSchemas.DataAsync(http, $"{Path}?date_from=2026-06-01T12:01:00Z")).EnumerateArray().Single();
        Assert.AreEqual("work", Text(changed, "id"));
        Assert.AreEqual(0, (await OcpiSchemas.DataAsync(http, $"{Path}?date_from=2026-06-01T12:01:01Z")).GetArrayLength());
        HttpResponseMessage page = await http.GetAsync($"{Path}?limit=1");
        Assert.AreEqual("2", page.Headers.GetValues("X-Total-Count").Single());
        StringAssert.Contains(page.Headers.GetValues("Link").Single(), "offset=1&limit=1");
    }

    [TestMethod]
    public async Task What_partners_would_have_to_guess_is_not_told_and_the_operator_is_told_what_is_missing()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        await using ScriptedCharger charger = await PlacedAsync(bridge, maxAmps: null);
        using HttpClient http = bridge.Http();
        Assert.AreEqual(0, (await OcpiSchemas.DataAsync(http, Path)).GetArrayLength());

        CommandRun lacking = Set(bridge, "--connector-type", "IEC_62196_T2_COMBO");
        StringAssert.Contains(lacking.Output, "OCPI partners are not told of it before it has a highest voltage, a highest current");
        StringAssert.Contains(Set(bridge, "--max-amps", "0").Output, "--max-amps is '0': give a whole number from 1 to 3000, or -");
        StringAssert.Contains(Set(bridge, "--format", "PLUG").Output, "--format is 'PLUG': give one of SOCKET, CABLE, or -");
        CommandRun whole = Set(bridge, "--max-amps", "400", "--max-volts", "920");
        Assert.AreEqual("Charger c1: site home, connector IEC_62196_T2_COMBO.", whole.Output.Trim());

        JsonElement connector = await OcpiSchemas.DataAsync(http, $"{Path}/home/c1/1");
        Assert.AreEqual(
            "CABLE DC 920 400",
            $"{Text(connector, "format")} {Text(connector, "power_type")} {connector.GetProperty("max_voltage")} "
                + $"{connector.GetProperty("max_amperage")}");
        CommandRun run = CommandRun.Of(SiteCommand.Create(), "set", "home", "--publish", "no", "--database", bridge.DatabasePath);
        Assert.AreEqual(0, run.ExitCode, run.Output);
        Assert.IsFalse((await OcpiSchemas.DataAsync(http, $"{Path}/home")).GetProperty("publish").GetBoolean());
    }

    [TestMethod]
    public async Task A_bridge_that_is_no_party_says_which_settings_it_lacks()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using HttpClient http = bridge.Http();

        JsonElement envelope = JsonDocument.Parse(await http.GetStringAsync(Path)).RootElement;

        Assert.AreEqual(3000, envelope.GetProperty("status_code").GetInt32());
        StringAssert.Contains(envelope.GetProperty("status_message").GetString(), "OcpiPartyId");
    }

    internal static async Task<ScriptedCharger> PlacedAsync(
        RunningBridge bridge,
        string chargerId = "c1",
        string siteId = "home",
        long? maxAmps = 16)
    {
        ScriptedCharger charger = await bridge.ConnectAsync(chargerId);
        Database database = new(bridge.DatabasePath);
        new SiteRegistry(database, bridge.Clock).TryAdd(new Site
        {
            SiteId = siteId,
            Name = "Lindenhof",
            Address = "Lindenweg 4|04109 Leipzig",
            City = "Leipzig",
            PostalCode = "04109",
            CountryCode = "DE",
            Coordinates = new GeoLocation(51341870, 12362410),
            TimeZone = "Europe/Berlin",
        });
        ChargerPlaces places = new(database, new Hearing(TimeProvider.System));
        places.SetSite(chargerId, siteId);
        places.SetConnectorType(chargerId, "IEC_62196_T2");
        places.SetRating(chargerId, "", "", null, maxAmps);
        return charger;
    }

    internal static async Task SayAsync(RunningBridge bridge, ScriptedCharger charger, string status)
    {
        long before = bridge.Count($"SELECT COALESCE(MAX(revision), 0) FROM charger_status WHERE charger_id = '{charger.Id}'");
        byte[] message = Encoding.UTF8.GetBytes(
            $$"""{"version":1,"online":true,"status":"{{status}}","errorCode":"NoError"}""");
        await charger.PublishAsync(Topic.Status, message);
        await Eventually.BecomesTrueAsync(() =>
            bridge.Count($"SELECT COALESCE(MAX(revision), 0) FROM charger_status WHERE charger_id = '{charger.Id}'") > before);
    }

    private static CommandRun Set(RunningBridge bridge, params string[] flags)
    {
        return CommandRun.Of(ChargerCommand.Create(), ["set", "c1", "--database", bridge.DatabasePath, .. flags]);
    }

    private static string TimesOf(JsonElement location)
    {
        JsonElement evse = location.GetProperty("evses")[0];
        return $"{Text(location, "id")} {Minute(location)} {Minute(evse)} {Minute(evse.GetProperty("connectors")[0])}";
    }

    private static string Minute(JsonElement one)
    {
        return Text(one, "last_updated")[11..16];
    }

    private static string Text(JsonElement json, string name)
    {
        return json.GetProperty(name).GetString()!;
    }
}
