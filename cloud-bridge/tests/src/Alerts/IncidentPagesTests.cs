using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CloudBridge.Commands;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Host;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Faults;
using Firmware.Core.Ports;
using Firmware.Core.Records;

namespace CloudBridge.Tests.Src.Alerts;

[TestClass]
public class IncidentPagesTests
{
    [TestMethod]
    public async Task A_fault_of_a_real_charger_stands_on_the_page_is_acknowledged_and_its_end_follows()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync("yard-3");
        string password = PersonRegistry.NewPassword();
        bridge.AddPerson("ann@example.org", Role.Technician, password);
        await charger.PublishAsync(Topic.Alert, charger.Record(Fault(bridge, true)));
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM incident") == 1);

        using Browser browser = new(bridge.Host.PagesAddress);
        await browser.SignInAsync("ann@example.org", password);
        string list = await browser.ReadAsync("/alerts");
        StringAssert.Contains(list, "Charger yard-3: residual current trip");
        StringAssert.Contains(list, "sse-connect=\"/live\"");
        StringAssert.Contains(
            Regex.Replace(list, "\\s+", " "),
            "Alerts <span class=\"count warn\" title=\"open, and nobody has them in hand\">1</span>");
        string page = await browser.ReadAsync("/alerts/1");
        StringAssert.Contains(page, "The residual-current device has tripped");
        StringAssert.Contains(page, "Never bridge the contact.");

        Dictionary<string, string> fields = Regex
            .Matches(page, "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value))
            .DistinctBy(field => field.Item1)
            .ToDictionary();
        fields["_handler"] = "acknowledge";
        fields["Form.Note"] = "on my way";
        Assert.AreEqual(HttpStatusCode.Redirect, (await browser.PostAsync("/alerts/1", fields)).StatusCode);
        page = await browser.ReadAsync("/alerts/1");
        StringAssert.Contains(page, "on my way");
        StringAssert.Contains(page, "taken in hand by");
        Assert.IsFalse(page.Contains("Take it in hand", StringComparison.Ordinal));
        Assert.IsFalse((await browser.ReadAsync("/alerts")).Contains("count warn", StringComparison.Ordinal), "somebody has it in hand");

        await charger.PublishAsync(Topic.Alert, charger.Record(Fault(bridge, false)));
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM incident_hold") == 1);
        bridge.Clock.Now += TimeSpan.FromMinutes(1);
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM incident WHERE cleared_utc_ms IS NOT NULL") == 1);
        StringAssert.Contains(await browser.ReadAsync("/alerts"), "Nothing is wrong.");
        StringAssert.Contains(await browser.ReadAsync("/alerts?show=all&charger=yard-3"), "residual current trip");
        StringAssert.Contains(await browser.ReadAsync("/alerts/log"), "GroundFailure cleared");
    }

    [TestMethod]
    public async Task A_page_that_is_open_hears_of_what_another_bridge_on_the_database_has_taken()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using BridgeHost other = await BridgeHost.StartAsync(
            bridge.Settings(),
            CancellationToken.None,
            bridge.Clock,
            bridge.Clock.Wall);
        await using ScriptedCharger charger = await bridge.ConnectAsync("yard-3");
        using ChangeFeed.Listener page = other.Changes.Listen(id => id == "yard-3");
        await charger.PublishAsync(
            Topic.Status,
            "{\"version\":1,\"online\":true,\"status\":\"Available\",\"errorCode\":\"NoError\"}"u8.ToArray());
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        await page.WaitAsync(patience.Token);
        await charger.PublishAsync(Topic.Alert, charger.Record(Fault(bridge, true)));
        await page.WaitAsync(patience.Token);
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM incident_event") == 1);
    }

    [TestMethod]
    public async Task The_api_lists_shows_and_acknowledges_and_tells_technicians_no_money()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Seed(bridge);
        using HttpClient op = bridge.Http();
        using HttpClient technician = bridge.Http(Role.Technician);

        JsonElement list = await op.GetFromJsonAsync<JsonElement>("/api/v1/incidents");
        Assert.AreEqual(2, list.GetProperty("count").GetInt64(), "the notice is left out");
        Assert.AreEqual("Charger c1: not heard of", list.GetProperty("incidents")[0].GetProperty("title").GetString(), "open before over");
        Assert.AreEqual(3, (await op.GetFromJsonAsync<JsonElement>("/api/v1/incidents?notices=true")).GetProperty("count").GetInt64());
        Assert.AreEqual(
            1,
            (await op.GetFromJsonAsync<JsonElement>("/api/v1/incidents?open=true&charger=c1&severity=Warning"))
                .GetProperty("count")
                .GetInt64());
        Assert.AreEqual(0, (await op.GetFromJsonAsync<JsonElement>("/api/v1/incidents?site=nowhere")).GetProperty("count").GetInt64());
        StringAssert.Contains(await op.GetStringAsync("/api/v1/incidents/3"), "720000");
        Assert.IsFalse((await technician.GetStringAsync("/api/v1/incidents/3")).Contains("720000", StringComparison.Ordinal));
        Assert.IsFalse((await technician.GetStringAsync("/alerts/3")).Contains("0.72", StringComparison.Ordinal));
        StringAssert.Contains(await op.GetStringAsync("/alerts/3"), "0.72 EUR including VAT");

        Assert.AreEqual(
            HttpStatusCode.NoContent,
            (await technician.PostAsJsonAsync("/api/v1/incidents/1/acknowledge", new { note = "looking" })).StatusCode);
        Assert.AreEqual(
            HttpStatusCode.UnprocessableEntity,
            (await op.PostAsJsonAsync("/api/v1/incidents/1/acknowledge", new { note = "" })).StatusCode);
        Assert.AreEqual(
            HttpStatusCode.NotFound,
            (await op.PostAsJsonAsync("/api/v1/incidents/99/acknowledge", new { note = "" })).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await op.GetAsync("/alerts/99")).StatusCode);
        JsonElement story = await op.GetFromJsonAsync<JsonElement>("/api/v1/incidents/1");
        Assert.AreEqual("looking", story.GetProperty("incident").GetProperty("acknowledgeNote").GetString());
        Assert.AreEqual("Acknowledged", story.GetProperty("events")[1].GetProperty("action").GetString());
    }

    [TestMethod]
    public async Task The_command_lists_shows_and_acknowledges()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Seed(bridge);
        string[] database = ["--database", bridge.DatabasePath];

        CommandRun list = CommandRun.Of(IncidentCommand.Create(), ["list", .. database]);
        Assert.HasCount(2, list.Lines);
        StringAssert.Contains(list.Lines[0], "Warning  Charger c1: not heard of");
        Assert.AreEqual("2 incidents.", CommandRun.Of(IncidentCommand.Create(), ["list", "--all", .. database]).Lines[^1]);
        StringAssert.Contains(
            CommandRun.Of(IncidentCommand.Create(), ["show", "1", .. database]).Output,
            "Look whether its lights are on.");
        Assert.AreEqual(
            "ben has incident 1 in hand.",
            CommandRun.Of(IncidentCommand.Create(), ["acknowledge", "1", "--by", "ben", "--note", "on site", .. database]).Lines[0]);
        CommandRun again = CommandRun.Of(IncidentCommand.Create(), ["acknowledge", "1", "--by", "ann", .. database]);
        Assert.AreEqual("ben has this incident in hand already.", again.Lines[0]);
        Assert.AreNotEqual(0, again.ExitCode);
        StringAssert.Contains(CommandRun.Of(IncidentCommand.Create(), ["show", "9", .. database]).Output, "There is no incident 9");
    }

    [TestMethod]
    public void Every_kind_has_a_title_and_a_meaning()
    {
        foreach (string kind in IncidentKind.All)
        {
            Incident incident = new() { Kind = kind, Subject = "charger/c1", ChargerId = "c1", Cause = "gap" };
            Assert.IsGreaterThan("Charger c1: ".Length, IncidentWords.Title(incident).Length, kind);
            Assert.AreNotEqual("", IncidentWords.Meaning(incident), kind);
            Assert.IsFalse(IncidentWords.Title(incident).Contains(kind, StringComparison.Ordinal), "no code where words can be");
        }
    }

    private static Alert Fault(RunningBridge bridge, bool isRaised)
    {
        return new Alert(new FaultSnapshot())
        {
            Code = (int)FaultCode.GroundFailure,
            IsRaised = isRaised,
            AtUtcMs = bridge.Clock.Now.ToUnixTimeMilliseconds(),
            Quality = ClockQuality.Synchronised,
        };
    }

    // 1: c1 is away. 2: c2's meter was lost. 3: a charge is complete.
    private static void Seed(RunningBridge bridge)
    {
        Database database = new(bridge.DatabasePath);
        long nowUtcMs = bridge.Clock.Now.ToUnixTimeMilliseconds();
        database.Write(connection =>
        {
            IncidentLog.Raise(
                connection,
                new IncidentKey(IncidentKind.ChargerOffline, "charger/c1"),
                IncidentSeverity.Warning,
                new IncidentParty("c1", null, null),
                nowUtcMs,
                new IncidentFacts());
            Incident meter = IncidentLog.Raise(
                connection,
                new IncidentKey(IncidentKind.MeterLost, "charger/c2"),
                IncidentSeverity.Critical,
                new IncidentParty("c2", null, null),
                nowUtcMs,
                new IncidentFacts());
            IncidentLog.Clear(connection, meter, nowUtcMs + 1000);
            IncidentFacts facts = new()
            {
                SessionId = "c1-7",
                EnergyMilliwattHours = 2000000,
                CostInclMicros = 720000,
                Currency = "EUR",
            };
            IncidentLog.Note(
                connection,
                new IncidentKey(IncidentKind.ChargeComplete, "session/c1-7"),
                IncidentSeverity.Notice,
                new IncidentParty("c1", null, null),
                nowUtcMs,
                facts);
            return true;
        });
    }
}
