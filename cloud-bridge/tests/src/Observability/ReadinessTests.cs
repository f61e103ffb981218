using System.Data.Common;
using System.Net;
using System.Text.Json;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Src.Observability;

[TestClass]
public class ReadinessTests
{
    [TestMethod]
    public async Task A_stranger_is_told_that_it_is_ready_and_staff_what_was_checked()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();

        (HttpStatusCode code, JsonElement answer) = await AskAsync(bridge, null);
        (_, JsonElement owner) = await AskAsync(bridge, Role.Owner);
        (_, JsonElement told) = await AskAsync(bridge, Role.Technician);

        Assert.AreEqual(HttpStatusCode.OK, code);
        Assert.AreEqual("""{"status":"ready"}""", answer.GetRawText());
        Assert.AreEqual("""{"status":"ready"}""", owner.GetRawText());
        string[] names = [.. told.GetProperty("checks").EnumerateArray().Select(line => line.GetProperty("name").GetString()!)];
        CollectionAssert.AreEqual(
            TestDatabase.IsPostgres
                ?
                [
                    "database",
                    "broker",
                    "writer",
                    "receipt debt",
                    "charger keys",
                    "notices",
                    "incidents",
                    "waiting sessions",
                    "month end",
                    "clock",
                    "partners",
                    "tariff courier",
                    "live values",
                ]
                : new[]
                {
                    "database",
                    "disk",
                    "broker",
                    "writer",
                    "receipt debt",
                    "charger keys",
                    "notices",
                    "incidents",
                    "waiting sessions",
                    "month end",
                    "clock",
                    "partners",
                    "tariff courier",
                    "live values",
                },
            names);
        Assert.IsTrue(told.GetProperty("checks").EnumerateArray().All(line => line.GetProperty("isWell").GetBoolean()), told.GetRawText());
    }

    [TestMethod]
    public async Task A_loop_that_does_not_go_round_makes_it_unready_but_not_dead()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        // Less than no patience: it has always been too long.
        bridge.Host.Readiness.Watch("judge", TimeSpan.FromTicks(-1));
        bridge.Host.Readiness.Watch("delivery", TimeSpan.FromHours(1));

        (HttpStatusCode code, JsonElement answer) = await AskAsync(bridge, null);
        (_, JsonElement told) = await AskAsync(bridge, Role.Operator);

        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, code);
        Assert.AreEqual("""{"status":"not ready"}""", answer.GetRawText());
        CollectionAssert.AreEqual(new[] { "judge" }, IllOf(told));
        using HttpClient http = new() { BaseAddress = bridge.Host.PagesAddress };
        Assert.AreEqual("""{"status":"healthy"}""", await http.GetStringAsync("/healthz"));
    }

    [TestMethod]
    public async Task A_broker_that_is_away_is_named_and_the_bridge_lives_on()
    {
        await using MosquittoBroker mosquitto = await MosquittoBroker.StartAsync(MosquittoBroker.C1AndC2);
        await using RunningBridge bridge = await RunningBridge.StartAsync(mosquitto);
        await mosquitto.KillAsync();
        await Eventually.BecomesTrueAsync(() => bridge.Host.Readiness.Check().Any(line => line is { Name: "broker", IsWell: false }));

        using HttpClient http = bridge.Http();
        (HttpStatusCode code, JsonElement told) = await AskAsync(bridge, Role.Technician);
        Scrape scrape = await Scrape.OfAsync(http);

        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, code);
        CollectionAssert.AreEqual(new[] { "broker" }, IllOf(told));
        Assert.AreEqual(0, scrape["chargeagent_broker_up"]);
    }

    [TestMethod]
    public async Task A_database_that_another_holds_is_named_within_seconds()
    {
        if (TestDatabase.IsPostgres)
        {
            Assert.Inconclusive("SKIPPED on PostgreSQL: there another's transaction keeps nobody from writing.");
        }

        await using RunningBridge bridge = await RunningBridge.StartAsync();
        using DbConnection other = new Database(bridge.DatabasePath).Open();
        Database.BeginWrite(other);

        IReadOnlyList<HealthLine> lines = bridge.Host.Readiness.Check();

        Database.Rollback(other);
        Assert.AreEqual("database", lines.Single(line => !line.IsWell).Name);
        StringAssert.Contains(lines.Single(line => !line.IsWell).Detail, "cannot be written: ");
    }

    private static string[] IllOf(JsonElement told)
    {
        return
        [
            .. told.GetProperty("checks")
                .EnumerateArray()
                .Where(line => !line.GetProperty("isWell").GetBoolean())
                .Select(line => line.GetProperty("name").GetString()!),
        ];
    }

    private static async Task<(HttpStatusCode Code, JsonElement Answer)> AskAsync(RunningBridge bridge, string? role)
    {
        using HttpClient http = role == null ? new HttpClient { BaseAddress = bridge.Host.PagesAddress } : bridge.Http(role);
        HttpResponseMessage answer = await http.GetAsync("/readyz");
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
