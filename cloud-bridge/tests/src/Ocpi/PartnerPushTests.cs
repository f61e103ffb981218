using System.Text.Json;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Partners;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Src.Ocpi;

/// <summary>What a registered partner is told without asking, on a web server of its own that is up, down, or does not want it.</summary>
[TestClass]
public class PartnerPushTests
{
    [TestMethod]
    public async Task A_partner_is_told_of_all_that_changes_in_its_order()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await OcpiLocationTests.PlacedAsync(bridge);
        await OcpiLocationTests.SayAsync(bridge, charger, "Available");
        await using PartnerServer partner = await RegisteredAsync(bridge);
        await IsToldAllAsync(bridge, partner);

        await OcpiLocationTests.SayAsync(bridge, charger, "Charging");
        await BecomesAsync(partner, "PATCH locations/DE/CAG/home/c1");
        await OcpiSessionTests.ChargeAsync(bridge, charger, 1);
        await BecomesAsync(partner, "PUT sessions/DE/CAG/c1-1");
        PartnerCall status = partner.Taken.Last(call => call.What.StartsWith("PATCH", StringComparison.Ordinal));
        Assert.AreEqual("CHARGING", Text(status.Json, "status"));

        // In steps: a live value of long ago is none.
        foreach ((int seconds, long energyMilliwattHours) in new[] { (20, 2000000), (20, 2000000), (21, 2500000) })
        {
            bridge.Clock.Now = bridge.Clock.Now.AddSeconds(seconds);
            await OcpiSessionTests.ChargeAsync(bridge, charger, 1, energyMilliwattHours, energyMilliwattHours * 36 / 100);
        }

        await BecomesAsync(partner, "PATCH sessions/DE/CAG/c1-1");
        PartnerCall progress = partner.Taken[^1];
        // 2.5 kWh at 0.30, and 20 % on it.
        Assert.AreEqual(2.5m, progress.Json.GetProperty("kwh").GetDecimal());
        Assert.AreEqual(0.9m, progress.Json.GetProperty("total_cost").GetProperty("incl_vat").GetDecimal());
        Assert.AreEqual("2026-06-01T12:01:01Z", Text(progress.Json, "last_updated"));

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await BecomesAsync(partner, "PUT sessions/DE/CAG/c1-1", "POST cdrs");
        await AssertShapesAsync(partner);
        JsonElement over = partner.Taken.Last(call => call.What.StartsWith("PUT sessions", StringComparison.Ordinal)).Json;
        Assert.AreEqual("COMPLETED", Text(over, "status"));
        IReadOnlyDictionary<string, string> headers = partner.Taken[^1].Headers;
        Assert.AreEqual(
            "DE CAG NL EMS",
            $"{headers["ocpi-from-country-code"]} {headers["ocpi-from-party-id"]} {headers["ocpi-to-country-code"]} "
                + headers["ocpi-to-party-id"]);
        Assert.AreNotEqual(partner.Taken[0].Headers["x-request-id"], headers["x-request-id"]);
    }

    [TestMethod]
    public async Task What_changes_while_a_partner_is_down_and_the_bridge_begins_anew_is_told_in_order_when_it_is_up()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await OcpiLocationTests.PlacedAsync(bridge);
        await OcpiLocationTests.SayAsync(bridge, charger, "Available");
        await using PartnerServer partner = await RegisteredAsync(bridge);
        await IsToldAllAsync(bridge, partner);
        await partner.DownAsync();

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await Eventually.BecomesTrueAsync(() => Find(bridge).FailingSinceUtcMs != null && Find(bridge).Waiting == 2);
        await OcpiLocationTests.SayAsync(bridge, charger, "Charging");
        await Eventually.BecomesTrueAsync(() => Find(bridge).Waiting == 3);
        await OcpiLocationTests.SayAsync(bridge, charger, "Faulted");
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 7360000, 1000000, tariff)));
        await Eventually.BecomesTrueAsync(() => Find(bridge).Waiting == 5);
        string line = string.Join('\n', PartnerCredentialsTests.Partner(bridge, "list").Lines);
        StringAssert.Contains(line, "5 changes wait");
        StringAssert.Contains(line, "not reached since");

        await bridge.RestartAsync();
        await partner.UpAsync();
        bridge.Clock.Now = bridge.Clock.Now.AddMinutes(5);

        await BecomesAsync(
            partner,
            "PUT sessions/DE/CAG/c1-1",
            "POST cdrs",
            "PATCH locations/DE/CAG/home/c1",
            "PUT sessions/DE/CAG/c1-2",
            "POST cdrs");
        // It was CHARGING and OUTOFORDER in between, which is not told late; the bridge's own end took the charger's connection.
        using HttpClient http = bridge.Http();
        Assert.AreEqual(
            Text(await OcpiSchemas.DataAsync(http, "/ocpi/2.2.1/locations/home/c1"), "status"),
            Text(partner.Taken[^3].Json, "status"));
        Assert.AreEqual(5, Changes(partner).Length - 2, "each once");
        await Eventually.BecomesTrueAsync(() => Find(bridge) is { Waiting: 0, FailingSinceUtcMs: null });
    }

    [TestMethod]
    public async Task What_a_partner_refuses_for_good_is_told_to_the_operator_and_stops_nothing_and_nobody()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await OcpiLocationTests.PlacedAsync(bridge);
        await using PartnerServer picky = await RegisteredAsync(bridge, "picky");
        await using PartnerServer other = await RegisteredAsync(bridge);
        await using PartnerServer gone = await RegisteredAsync(bridge, "gone");
        await gone.DownAsync();
        picky.Answer = call => call.What.StartsWith("PUT sessions", StringComparison.Ordinal) ? (200, 2001) : null;

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        await BecomesAsync(picky, "POST cdrs");
        await BecomesAsync(other, "PUT sessions/DE/CAG/c1-1", "POST cdrs");
        await Eventually.BecomesTrueAsync(() => Find(bridge, "picky").Refused == 1);
        Assert.AreEqual("session c1-1. It answered 200, OCPI 2001: said so", Find(bridge, "picky").RefusedText);
        StringAssert.Contains(PartnerCredentialsTests.Partner(bridge, "list").Output, "refused 1, the last at");
        Assert.AreEqual(1, picky.Calls.Count(call => call.What.StartsWith("PUT sessions", StringComparison.Ordinal)), "asked once");
        // The CDR is in the partner's hands before it is taken out of the queue.
        await Eventually.BecomesTrueAsync(() => Find(bridge, "picky").Waiting == 0);
    }

    [TestMethod]
    public async Task A_partner_that_answers_with_an_error_is_asked_again_later_and_not_for_ever()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await OcpiLocationTests.PlacedAsync(bridge);
        await using PartnerServer partner = await RegisteredAsync(bridge);
        await IsToldAllAsync(bridge, partner);
        partner.Answer = call => call.What.StartsWith("PUT sessions", StringComparison.Ordinal) ? (500, 3000) : null;
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        for (int tries = 1; tries <= 12; tries++)
        {
            await Eventually.BecomesTrueAsync(() => partner.Calls.Count(call => !call.IsTaken) >= tries);
            // With the twelfth answer it is given up, and what waited may go out at once.
            Assert.IsTrue(tries == 12 || partner.Taken.All(call => call.What != "POST cdrs"), "what comes after it waits");
            await Eventually.BecomesTrueAsync(() => tries == 12 || bridge.Count("SELECT MAX(tries) FROM ocpi_push") == tries);
            bridge.Clock.Now = bridge.Clock.Now.AddHours(1);
        }

        await BecomesAsync(partner, "POST cdrs");
        Assert.AreEqual(12, partner.Calls.Count(call => !call.IsTaken));
        Assert.AreEqual(1, Find(bridge).Refused);
    }

    [TestMethod]
    public async Task A_push_is_sent_on_to_the_same_server_and_to_no_other_because_the_token_goes_with_it()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await OcpiLocationTests.PlacedAsync(bridge);
        await using PartnerServer partner = await RegisteredAsync(bridge, "strict", OcpiModule.Cdrs);
        await using PartnerServer other = await PartnerServer.StartAsync();
        partner.SendsOnTo = "";

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await BecomesAsync(partner, "POST cdrs/");
        await OcpiSchemas.AssertValidAsync("cdr", partner.Taken.Single().Json);
        partner.SendsOnTo = other.VersionsUrl[..^"/ocpi/versions".Length];
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 7360000, 1000000, tariff)));

        await Eventually.BecomesTrueAsync(() => Find(bridge, "strict").Refused == 1);
        StringAssert.EndsWith(Find(bridge, "strict").RefusedText, "It answered 307");
        Assert.AreEqual(0, other.Calls.Count);
    }

    [TestMethod]
    [DataRow(404, 2003)]
    [DataRow(200, 2003)]
    [DataRow(500, 3000)]
    public async Task A_partner_that_lacks_what_has_changed_is_given_the_whole(int http, int ocpi)
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        await using ScriptedCharger charger = await OcpiLocationTests.PlacedAsync(bridge);
        await using PartnerServer partner = await RegisteredAsync(bridge);
        await BecomesAsync(partner, "PUT locations/DE/CAG/home");
        partner.Answer = call => call.What.StartsWith("PATCH", StringComparison.Ordinal) ? (http, ocpi) : null;

        await OcpiLocationTests.SayAsync(bridge, charger, "Unavailable");

        await Eventually.BecomesTrueAsync(() => Text(partner.Taken[^1].Json.GetProperty("evses")[0], "status") == "INOPERATIVE");
        await BecomesAsync(partner, "PUT locations/DE/CAG/home");
        Assert.AreEqual(0, Find(bridge).Refused);
    }

    [TestMethod]
    public async Task A_tariff_that_is_withdrawn_is_deleted_and_a_charger_that_moves_is_removed_where_it_was()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        await bridge.PublishAsync();
        await using ScriptedCharger charger = await OcpiLocationTests.PlacedAsync(bridge);
        await using PartnerServer partner = await RegisteredAsync(bridge);
        await IsToldAllAsync(bridge, partner);

        Database database = new(bridge.DatabasePath);
        TariffBook book = new(database, bridge.Clock, "");
        Assert.IsTrue(book.TryWithdraw(TariffScope.Everyone, Instant.FromDateTimeOffset(bridge.Clock.Now), "ann"));
        await Eventually.BecomesTrueAsync(() => partner.Taken.Any(call => call.What == "DELETE tariffs/DE/CAG/simple"));

        await using ScriptedCharger second = await OcpiLocationTests.PlacedAsync(bridge, "c2", "work");
        new Core.Registry.Sites.ChargerPlaces(database, new Core.Registry.Sites.Hearing(bridge.Clock)).SetSite("c1", "work");
        await Eventually.BecomesTrueAsync(() => partner.Taken.Any(call => call.What == "PATCH locations/DE/CAG/home/c1"));
        PartnerCall removed = partner.Taken.Last(call => call.What == "PATCH locations/DE/CAG/home/c1");
        Assert.AreEqual("REMOVED", Text(removed.Json, "status"));
        await Eventually.BecomesTrueAsync(() =>
            partner.Taken.Any(call => call.What == "PUT locations/DE/CAG/work" && call.Json.GetProperty("evses").GetArrayLength() == 2));
    }

    [TestMethod]
    public async Task A_partner_that_is_revoked_or_has_not_the_module_is_told_nothing()
    {
        await using RunningBridge bridge = await PartnerCredentialsTests.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await OcpiLocationTests.PlacedAsync(bridge);
        await using PartnerServer all = await RegisteredAsync(bridge, "all");
        await using PartnerServer map = await RegisteredAsync(bridge, "map", OcpiModule.Locations);
        await using PartnerServer past = await RegisteredAsync(bridge, "past");
        await BecomesAsync(past, "PUT tariffs/DE/CAG/simple", "PUT locations/DE/CAG/home");
        Assert.AreEqual(0, PartnerCredentialsTests.Partner(bridge, "revoke", "past").ExitCode);

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));
        await OcpiLocationTests.SayAsync(bridge, charger, "Available");

        await Eventually.BecomesTrueAsync(() => all.Taken.Any(call => call.What == "POST cdrs"));
        await Eventually.BecomesTrueAsync(() => map.Taken.Any(call => call.What == "PATCH locations/DE/CAG/home/c1"));
        Assert.IsTrue(map.Taken.All(call => call.What.Contains(" locations/", StringComparison.Ordinal)));
        Assert.AreEqual(2, past.Calls.Count);
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM ocpi_push WHERE partner_name = 'past'"));
    }

    private static async Task<PartnerServer> RegisteredAsync(RunningBridge bridge, string name = "drive", params string[] modules)
    {
        PartnerServer partner = await PartnerServer.StartAsync();
        string invitation = PartnerCredentialsTests.Registry(bridge).Invite(name, modules.Length == 0 ? OcpiModule.All : modules)!;
        await OcpiSchemas.DataAsync(await partner.RegisterAsync(bridge.Host.PagesAddress, invitation));
        return partner;
    }

    private static Core.Registry.Partners.Partner Find(RunningBridge bridge, string name = "drive")
    {
        return PartnerCredentialsTests.Registry(bridge).Find(name)!;
    }

    // The last that it has taken are these. A location that changes while it is told is told again at once, which is one to its partner.
    private static Task BecomesAsync(PartnerServer partner, params string[] expected)
    {
        return Eventually.BecomesTrueAsync(
            () => Changes(partner).TakeLast(expected.Length).SequenceEqual(expected),
            () => string.Join(", ", Changes(partner)));
    }

    // The status of a connector is noted last: from then on only what changes is told.
    private static async Task IsToldAllAsync(RunningBridge bridge, PartnerServer partner)
    {
        await BecomesAsync(partner, "PUT tariffs/DE/CAG/simple", "PUT locations/DE/CAG/home");
        await Eventually.BecomesTrueAsync(() =>
            bridge.Count("SELECT COUNT(*) FROM ocpi_shown WHERE kind = 'status'") > 0 && Find(bridge).Waiting == 0);
    }

    private static string[] Changes(PartnerServer partner)
    {
        string[] taken = [.. partner.Taken.Select(call => call.What)];
        return [.. taken.Where((what, at) => at == 0 || taken[at - 1] != what || what == "POST cdrs")];
    }

    private static async Task AssertShapesAsync(PartnerServer partner)
    {
        foreach (PartnerCall call in partner.Taken.Where(call => !call.What.StartsWith("PATCH", StringComparison.Ordinal)))
        {
            string module = call.What.Split(' ', '/')[1];
            await OcpiSchemas.AssertValidAsync(module.TrimEnd('s'), call.Json);
        }
    }

    private static string Text(JsonElement json, string name)
    {
        return json.GetProperty(name).GetString()!;
    }
}
