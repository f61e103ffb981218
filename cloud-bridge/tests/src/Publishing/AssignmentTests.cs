using System.Text;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Tests.Stage.Ingest;
using CsCheck;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Src.Publishing;

[TestClass]
public class AssignmentTests
{
    private static readonly Instant July = Instant.FromUtc(2026, 7, 1, 0, 0);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task The_most_specific_wins_and_taking_it_back_lets_the_next_one_hold()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        AddSite(bridge, "campus");
        bridge.Host.Chargers.TryAdd("c1", RunningBridge.DeviceKey);
        bridge.Run("UPDATE charger SET site_id = 'campus', connector_type = 'IEC_62196_T2' WHERE charger_id = 'c1'");
        // From the most specific to all; published in an order that must not matter.
        TariffScope[] scopes =
        [
            new("c1", null, null),
            new(null, "campus", "IEC_62196_T2"),
            new(null, "campus", null),
            new(null, null, "IEC_62196_T2"),
            TariffScope.Everyone,
        ];
        foreach (int i in new[] { 2, 0, 4, 1, 3 })
        {
            Publish(bridge, $"t{i}", scopes[i], Now(bridge));
        }

        Publish(bridge, "elsewhere", new TariffScope(null, null, "CHADEMO"), Now(bridge));
        for (int i = 0; i < scopes.Length; i++)
        {
            Assert.AreEqual($"t{i}", bridge.Host.Tariffs.CurrentOf("c1")!.Device.Id);
            Assert.IsTrue(bridge.Host.Tariffs.TryWithdraw(scopes[i], Now(bridge), "ann"));
            Assert.IsFalse(bridge.Host.Tariffs.TryWithdraw(scopes[i], Now(bridge), "ann") && i == 0, "there is nothing left to take back");
        }

        Assert.IsNull(bridge.Host.Tariffs.CurrentOf("c1"));
    }

    [TestMethod]
    [DataRow("SELECT 1", 1)]
    [DataRow("UPDATE tariff SET device_json = '{'", 2)]
    [DataRow("UPDATE tariff SET device_json = REPLACE(device_json, '\"format\":2', '\"format\":1')", 2)]
    public async Task The_same_text_is_the_same_version_unless_that_is_damaged_or_of_an_earlier_format(string damage, int version)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync();
        bridge.Run(damage);

        Assert.AreEqual(version, (await bridge.PublishAsync()).Version);
    }

    [TestMethod]
    public async Task A_planned_tariff_reaches_the_charger_when_its_time_comes_also_after_a_restart()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync();
        Publish(bridge, "summer", TariffScope.Everyone, July);
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await Eventually.BecomesTrueAsync(() => charger.Tariffs.Count == 1);
        Assert.AreEqual("simple", IdOf(charger.Tariffs.Last()));

        await bridge.RestartAsync();
        bridge.Clock.Now = July.ToDateTimeOffset();
        await using ScriptedCharger again = await bridge.ConnectAsync();
        await Eventually.BecomesTrueAsync(() => again.Tariffs.Any(text => IdOf(text) == "summer"));
    }

    [TestMethod]
    public async Task Now_and_next_are_told_for_each_charger_and_a_publication_of_today_leaves_what_is_planned()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Host.Chargers.TryAdd("c1", RunningBridge.DeviceKey);
        await bridge.PublishAsync();
        Publish(bridge, "summer", TariffScope.Everyone, July);
        Publish(bridge, "today", TariffScope.Everyone, Now(bridge));

        ChargerPlan plan = bridge.Host.Tariffs.Plan().Chargers().Single();

        Assert.AreEqual("today", plan.Now!.TariffId);
        Assert.AreEqual(
            (July.ToUnixTimeMilliseconds(), "summer", "ann"),
            (plan.Next!.FromUtcMs, plan.Next.Then!.TariffId, plan.Next.Then.AssignedBy));
        ScopePlan scope = bridge.Host.Tariffs.Plan().Scopes().Single();
        Assert.AreEqual(("all chargers", "today", "summer"), (scope.Scope.Words, scope.Now!.TariffId, scope.Next!.TariffId));
    }

    [TestMethod]
    public async Task An_old_session_is_priced_by_the_site_where_the_charger_was_then()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        AddSite(bridge, "north");
        AddSite(bridge, "south");
        await bridge.Host.AddChargerAsync("c1", RunningBridge.DeviceKey);
        PlaceHistory places = new(new Database(bridge.DatabasePath), bridge.Clock);
        Publish(bridge, "n", new TariffScope(null, "north", null), Instant.FromUtc(2026, 1, 1, 0, 0));
        Publish(bridge, "s", new TariffScope(null, "south", null), Instant.FromUtc(2026, 1, 1, 0, 0));

        bridge.Clock.Now = bridge.Clock.Now.AddDays(1);
        bridge.Run("UPDATE charger SET site_id = 'north' WHERE charger_id = 'c1'");
        places.Note();
        bridge.Clock.Now = bridge.Clock.Now.AddDays(1);
        bridge.Run("UPDATE charger SET site_id = 'south' WHERE charger_id = 'c1'");
        places.Note();
        Assert.AreEqual(0, places.Note(), "nothing has changed");

        long now = bridge.Clock.Now.ToUnixTimeMilliseconds();
        Assert.AreEqual("s", bridge.Host.Tariffs.InForce("c1", now)!.Device.Id);
        Assert.AreEqual("n", bridge.Host.Tariffs.InForce("c1", now - 3600000)!.Device.Id);
        Assert.IsNull(bridge.Host.Tariffs.InForce("c1", now - (30 * 3600000)), "it had no site before");
    }

    [TestMethod]
    public async Task The_connector_type_is_learned_from_what_the_charger_says_of_itself()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        byte[] status = Encoding.UTF8.GetBytes(
            """{"version":1,"online":true,"status":"Available","errorCode":"NoError","connectorType":"IEC_62196_T2_COMBO"}""");
        await charger.PublishAsync(Topic.Status, status);
        Publish(bridge, "fast", new TariffScope(null, null, "IEC_62196_T2_COMBO"), Now(bridge));

        await Eventually.BecomesTrueAsync(() => charger.Tariffs.Any(text => IdOf(text) == "fast"));
    }

    [TestMethod]
    public void Rows_from_before_scopes_answer_as_they_always_did()
    {
        // The old rule: of the rows that name the charger or all, and have begun, the highest revision.
        Gen<TariffAssignment[]> rows =
            (from isAll in Gen.Bool
             from fromUtcMs in Gen.Long[0, 20]
             select (isAll, fromUtcMs)).Array[0, 12].Select(list => list.Select((row, index) => new TariffAssignment
             {
                 Revision = index + 1,
                 ChargerId = row.isAll ? "*" : "c1",
                 FromUtcMs = row.fromUtcMs,
                 TariffId = "t" + index,
                 Version = 1,
                 AssignedUtcMs = index,
             }).ToArray());
        rows.Sample(
            all =>
            {
                for (long utcMs = 0; utcMs <= 21; utcMs++)
                {
                    TariffAssignment? before = all.Where(row => row.FromUtcMs <= utcMs).MaxBy(row => row.Revision);
                    Assert.AreEqual(before?.Revision, AssignmentTimeline.InForce(all, utcMs)?.Revision, $"at {utcMs}");
                }
            },
            iter: 2000,
            writeLine: TestContext.WriteLine,
            print: all => string.Join("; ", all.Select(row => $"{row.Revision} {row.ChargerId} from {row.FromUtcMs}")));
    }

    [TestMethod]
    [DataRow("c1", "campus", null, "leave site and connector type out")]
    [DataRow("c/1", null, null, "is no charger id")]
    [DataRow(null, null, "type 2", "is no connector type")]
    public void A_scope_that_cannot_be_is_refused_in_words(string? charger, string? site, string? connector, string words)
    {
        Assert.IsNull(TariffScope.Read(charger, site, connector, out string defect));
        StringAssert.Contains(defect, words);
    }

    private static void AddSite(RunningBridge bridge, string id)
    {
        bridge.Run($"INSERT INTO site (site_id, name, address, time_zone, added_utc_ms) VALUES ('{id}', '{id}', '', 'UTC', 0)");
    }

    private static Instant Now(RunningBridge bridge)
    {
        return Instant.FromDateTimeOffset(bridge.Clock.Now);
    }

    private static void Publish(RunningBridge bridge, string id, TariffScope scope, Instant from)
    {
        byte[] text = Encoding.UTF8.GetBytes(RunningBridge.SimpleTariff.Replace("\"simple\"", $"\"{id}\"", StringComparison.Ordinal));
        Assert.IsNotNull(
            bridge.Host.Tariffs.Publish(text, "UTC", from, scope, "ann", out IReadOnlyList<TariffDefect> defects),
            string.Join("; ", defects));
    }

    private static string IdOf(byte[] text)
    {
        Assert.IsTrue(DeviceTariffJson.TryRead(text, out Tariff? tariff, out _));
        return tariff!.Id;
    }
}
