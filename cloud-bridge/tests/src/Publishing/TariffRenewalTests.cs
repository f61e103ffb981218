using System.Text;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Tariffs;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CloudBridge.Tests.Src.Publishing;

[TestClass]
public class TariffRenewalTests
{
    // Published for 458 days from 2026-01-01 on: until 2027-04-04. The first change of Berlin's time that is missing is on 2027-10-31,
    // 01:00 UTC.
    private static readonly DateTimeOffset YearBefore = new(2026, 10, 31, 1, 0, 0, TimeSpan.Zero);

    private static readonly string OtherTariff = RunningBridge.SimpleTariff.Replace("\"simple\"", "\"other\"", StringComparison.Ordinal);

    [TestMethod]
    public async Task A_tariff_is_renewed_when_a_change_of_local_time_within_a_year_is_missing_and_not_before()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff first = await bridge.PublishAsync(zone: "Europe/Berlin");

        bridge.Clock.Now = YearBefore;
        Assert.AreEqual(0, Renew(bridge).Count);
        bridge.Clock.Now = YearBefore.AddMinutes(1);
        Tariff second = Renew(bridge).Single().Device;
        Assert.AreEqual(0, Renew(bridge).Count, "once is enough");

        Assert.AreEqual((2, first.Hash), (second.Version, second.Hash));
        // Winter time until 2027-03-28 01:00 UTC, summer time until 2027-10-31 01:00 UTC; 458 days end on 2028-02-01.
        CollectionAssert.AreEqual(
            new[] { (Ms(2026, 10, 31, 1, 1), 3600), (Ms(2027, 3, 28, 1, 0), 7200), (Ms(2027, 10, 31, 1, 0), 3600) },
            second.UtcOffsets.Select(offset => (offset.FromUtcMs, offset.OffsetSeconds)).ToArray());
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task Where_local_time_never_changes_nothing_is_renewed()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync(zone: "Asia/Tokyo");

        bridge.Clock.Now = YearBefore.AddYears(10);

        Assert.AreEqual(0, Renew(bridge).Count);
    }

    [TestMethod]
    [DataRow("Europe/Berlin", 2)]
    [DataRow("UTC", 1)]
    public async Task A_charger_with_a_tariff_of_its_own_keeps_it(string zone, int version)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Host.Chargers.TryAdd("c1", RunningBridge.DeviceKey);
        await bridge.PublishAsync(zone: "Europe/Berlin");
        await bridge.Host.PublishTariffAsync(Encoding.UTF8.GetBytes(OtherTariff), zone, Instant.FromUtc(2026, 1, 1, 0, 0), "c1");

        bridge.Clock.Now = YearBefore.AddMinutes(1);
        Renew(bridge);

        Assert.AreEqual(("other", version), NameOf(bridge, "c1"));
        Assert.AreEqual(("simple", 2), NameOf(bridge, "c2"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task What_was_given_back_or_replaced_is_not_renewed_and_what_is_planned_is()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Host.Chargers.TryAdd("c1", RunningBridge.DeviceKey);
        Instant start = Instant.FromUtc(2026, 1, 1, 0, 0);
        await bridge.Host.PublishTariffAsync(Encoding.UTF8.GetBytes(OtherTariff), "Europe/Berlin", start, "c1");
        bridge.Host.Tariffs.TryWithdraw(TariffScope.OfCharger("c1"), start, "ann");
        await bridge.PublishAsync(zone: "Europe/Berlin");
        string planned = OtherTariff.Replace("\"other\"", "\"planned\"", StringComparison.Ordinal);
        await bridge.Host.PublishTariffAsync(
            Encoding.UTF8.GetBytes(planned),
            "Europe/Berlin",
            Instant.FromDateTimeOffset(YearBefore.AddDays(1)));

        bridge.Clock.Now = YearBefore.AddMinutes(1);

        Assert.AreEqual("simple", Renew(bridge).Single().Device.Id, "the planned one was compiled for 15 months from its own time on");
        Assert.AreEqual(("simple", 2), NameOf(bridge, "c1"));
        bridge.Clock.Now = YearBefore.AddDays(1);
        Assert.AreEqual(("planned", 1), NameOf(bridge, "c1"));
        AssertHealthy(bridge);
    }

    [TestMethod]
    public async Task A_running_bridge_renews_by_itself_and_sends_the_new_version_and_bills_sessions_of_both()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff first = await bridge.PublishAsync(zone: "Europe/Berlin");
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await Eventually.BecomesTrueAsync(() => charger.Tariffs.Count == 1);

        bridge.Clock.Now = YearBefore.AddMinutes(1);
        await Eventually.BecomesTrueAsync(() => charger.Tariffs.Count == 2);

        Assert.IsTrue(DeviceTariffJson.TryRead(charger.Tariffs.Last(), out Tariff? second, out _));
        Assert.AreEqual(2, second.Version);
        // A session that began under the old version names it at its end.
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, first)));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 7360000, 7360000, second)));
        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM bill WHERE total_excl_minor = 221"));
        AssertHealthy(bridge);
    }

    private static IReadOnlyList<PublishedTariff> Renew(RunningBridge bridge)
    {
        return new TariffRenewal(new Database(bridge.DatabasePath), bridge.Clock, NullLogger.Instance).Renew();
    }

    private static (string, int) NameOf(RunningBridge bridge, string chargerId)
    {
        Tariff tariff = bridge.Host.Tariffs.CurrentOf(chargerId)!.Device;
        return (tariff.Id, tariff.Version);
    }

    private static long Ms(int year, int month, int day, int hour, int minute)
    {
        return Instant.FromUtc(year, month, day, hour, minute).ToUnixTimeMilliseconds();
    }

    private static void AssertHealthy(RunningBridge bridge)
    {
        Assert.AreEqual("", string.Join("\n", new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().Defects));
    }
}
