using System.Text;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Tests.Stage.Ingest;
using NodaTime;

namespace CloudBridge.Tests.Src.Publishing;

[TestClass]
public class ValidityTests
{
    private static readonly Instant June = Instant.FromUtc(2026, 6, 1, 0, 0);
    private static readonly Instant July = Instant.FromUtc(2026, 7, 1, 0, 0);
    private static readonly Instant August = Instant.FromUtc(2026, 8, 1, 0, 0);

    [TestMethod]
    public async Task A_tariff_holds_no_earlier_than_its_start_date_time()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Publish(bridge, "old", "", June);

        Publish(bridge, "new", "\"start_date_time\":\"2026-07-01T00:00:00Z\",", June);

        Assert.AreEqual("old", InForce(bridge, July - Duration.FromMilliseconds(1)));
        Assert.AreEqual("new", InForce(bridge, July));
    }

    [TestMethod]
    public async Task One_that_would_be_over_before_it_holds_is_refused()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Publish(bridge, "old", "", June);

        string defect = DefectOf(bridge, "\"end_date_time\":\"2019-06-30T23:59:59Z\",", TariffScope.Everyone);

        Assert.AreEqual(
            "$.end_date_time is 2019-06-30T23:59:59Z, and it is to hold from 2026-06-01T00:00:00Z on: it would never be in force",
            defect);
        Assert.AreEqual("old", InForce(bridge, August));
    }

    [TestMethod]
    public async Task One_that_ends_and_leaves_nothing_behind_is_refused_until_what_follows_is_published()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        const string End = "\"end_date_time\":\"2026-07-01T00:00:00Z\",";

        Assert.AreEqual(
            "$.end_date_time is 2026-07-01T00:00:00Z, and nothing takes its place then for all chargers: publish what follows from that "
                + "instant on first, or leave end_date_time out",
            DefectOf(bridge, End, TariffScope.Everyone));
        Assert.IsNull(InForce(bridge, June));

        Publish(bridge, "next", "", July);
        Publish(bridge, "summer", End, June);

        Assert.AreEqual("summer", InForce(bridge, July - Duration.FromMilliseconds(1)));
        Assert.AreEqual("next", InForce(bridge, July));
    }

    [TestMethod]
    public async Task At_its_end_what_is_less_specific_holds_again()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Host.Chargers.TryAdd("c1", RunningBridge.DeviceKey);
        Publish(bridge, "all", "", June);

        Publish(bridge, "own", "\"end_date_time\":\"2026-07-01T00:00:00Z\",", June, TariffScope.OfCharger("c1"));

        Assert.AreEqual("own", InForce(bridge, July - Duration.FromMilliseconds(1)));
        Assert.AreEqual("all", InForce(bridge, July));
        Assert.AreEqual("all", InForce(bridge, August));
    }

    private static void Publish(RunningBridge bridge, string id, string dates, Instant from, TariffScope? scope = null)
    {
        Assert.IsNotNull(
            bridge.Host.Tariffs.Publish(
                TextOf(id, dates),
                "UTC",
                from,
                scope ?? TariffScope.Everyone,
                "ann",
                out IReadOnlyList<TariffDefect> defects),
            string.Join("; ", defects));
    }

    private static string DefectOf(RunningBridge bridge, string dates, TariffScope scope)
    {
        Assert.IsNull(bridge.Host.Tariffs.Publish(TextOf("x", dates), "UTC", June, scope, "ann", out IReadOnlyList<TariffDefect> defects));
        return $"{defects.Single().JsonPath} {defects.Single().Reason}";
    }

    private static byte[] TextOf(string id, string dates)
    {
        return Encoding.UTF8.GetBytes(
            RunningBridge.SimpleTariff
                .Replace("\"simple\"", $"\"{id}\"", StringComparison.Ordinal)
                .Replace("\"currency\"", $"{dates}\"currency\"", StringComparison.Ordinal));
    }

    private static string? InForce(RunningBridge bridge, Instant at)
    {
        return bridge.Host.Tariffs.InForce("c1", at.ToUnixTimeMilliseconds())?.Device.Id;
    }
}
