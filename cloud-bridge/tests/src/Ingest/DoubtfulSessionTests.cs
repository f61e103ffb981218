using CloudBridge.Commands;
using CloudBridge.Core.Contract;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>Sessions whose record leaves something open are billed at the lowest price that can have held, and say so.</summary>
[TestClass]
public sealed class DoubtfulSessionTests
{
    // Bridge: published from 2026-01-01, now 2026-06-01 12:00. The session took 7.36 kWh in one hour.
    private const long Energy = 7360000;

    /// <summary>0.30 by day, from 06:00 to 22:00 UTC, and 0.20 by night, for each kWh.</summary>
    internal static readonly string DayAndNight = RunningBridge.SimpleTariff.Replace(
        "}]}]}",
        """
        }],"restrictions":{"start_time":"06:00","end_time":"22:00"}},
        {"price_components":[{"type":"ENERGY","price":0.20,"vat":20.0,"step_size":1}]}]}
        """,
        StringComparison.Ordinal);

    [TestMethod]
    public async Task Without_a_clock_the_session_is_billed_at_the_price_of_the_night_and_marked_as_estimated()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(DayAndNight);
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Session, charger.Record(WithoutClock(ScriptedSession.OneHour(1, 0, Energy, tariff))));

        // Some time from January to June: a night was in it. 7.36 kWh x 0.20 = 1.472 -> 1.47.
        Assert.AreEqual(147, bridge.Count("SELECT total_excl_minor FROM bill"));
        string body = bridge.Texts("SELECT body FROM bill").Single();
        StringAssert.Contains(body, "\"isEstimated\":true");
        StringAssert.Contains(body, "\"clockQuality\":\"U\"");
        StringAssert.Contains(body, "\"notBefore\":\"2026-01-01T00:00:00+00:00\",\"notAfter\":\"2026-06-01T12:00:00+00:00\"");
        StringAssert.Contains(body, "\"start\":\"2026-06-01T11:00:00+00:00\",\"end\":\"2026-06-01T12:00:00+00:00\"");
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM alert"));
        CommandRun verified = CommandRun.Of(VerifyCommand.Create(), "--database", bridge.DatabasePath);
        Assert.AreEqual(0, verified.ExitCode, verified.Output);
    }

    [TestMethod]
    public async Task Without_a_clock_a_price_that_is_always_the_same_is_exact()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Session, charger.Record(WithoutClock(ScriptedSession.OneHour(1, 0, Energy, tariff))));

        // 7.36 kWh x 0.30 = 2.208 -> 2.21.
        Assert.AreEqual(221, bridge.Count("SELECT total_excl_minor FROM bill"));
        StringAssert.Contains(bridge.Texts("SELECT body FROM bill").Single(), "\"isEstimated\":false");
    }

    [TestMethod]
    public async Task A_session_without_clock_and_tariff_is_held()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Session, charger.Record(WithoutClock(ScriptedSession.OneHour(1, 0, Energy, null))));

        CollectionAssert.AreEqual(new[] { HoldReason.ClockUnknown }, bridge.Texts("SELECT hold_reason FROM charging_session").ToArray());
    }

    [TestMethod]
    public async Task Truncated_periods_take_the_lowest_price_between_their_start_and_end()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync(DayAndNight.Replace("22:00", "12:30", StringComparison.Ordinal));
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        ChargingSession crossing = Truncated(ScriptedSession.OneHour(1, 0, Energy, tariff));
        ChargingSession inside = Truncated(ScriptedSession.OneHour(2, Energy, Energy, tariff));

        await charger.PublishAsync(Topic.Session, charger.Record(crossing));
        await charger.PublishAsync(Topic.Session, charger.Record(inside));

        // 12:00 to 13:00 reaches over 12:30: 7.36 x 0.20 = 1.472. 14:00 to 15:00 lies in the lower price anyway: exact, the same amount.
        CollectionAssert.AreEqual(
            new[] { "147", "147" },
            bridge.Texts("SELECT CAST(total_excl_minor AS TEXT) FROM bill ORDER BY bill_number").ToArray());
        string[] bodies = [.. bridge.Texts("SELECT body FROM bill ORDER BY bill_number")];
        StringAssert.Contains(bodies[0], "\"isEstimated\":true");
        StringAssert.Contains(bodies[1], "\"isEstimated\":false");
    }

    [TestMethod]
    public async Task A_record_without_details_is_billed_by_its_energy_alone()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        ChargingSession session = Truncated(ScriptedSession.OneHour(1, 0, Energy, tariff));
        session.TruncatePeriods(0);

        await charger.PublishAsync(Topic.Session, charger.Record(session));

        Assert.AreEqual(221, bridge.Count("SELECT total_excl_minor FROM bill"));
        Assert.AreEqual(0, CommandRun.Of(VerifyCommand.Create(), "--database", bridge.DatabasePath).ExitCode);
    }

    [TestMethod]
    [DataRow("12:30", 147, true)]
    [DataRow("13:00", 221, false)]
    [DataRow("13:30", 221, false)]
    public async Task A_charger_without_tariff_is_billed_at_the_lowest_price_of_each_period(
        string changesAt,
        int totalMinor,
        bool isEstimated)
    {
        // One period from 12:00 to 13:00 UTC; 0.30 until the change, 0.20 after it.
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await bridge.PublishAsync(DayAndNight.Replace("22:00", changesAt, StringComparison.Ordinal));
        await using ScriptedCharger charger = await bridge.ConnectAsync();

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, Energy, null)));

        Assert.AreEqual(totalMinor, bridge.Count("SELECT total_excl_minor FROM bill"));
        StringAssert.Contains(
            bridge.Texts("SELECT body FROM bill").Single(),
            isEstimated ? "\"isEstimated\":true" : "\"isEstimated\":false");
    }

    /// <summary>As a charger records it that never learnt the time.</summary>
    internal static ChargingSession WithoutClock(ChargingSession session)
    {
        session.StartUtcMs = 0;
        session.StartQuality = ClockQuality.Unknown;
        session.EndUtcMs = 0;
        session.EndQuality = ClockQuality.Unknown;
        session.Periods[0].StartUtcMs = 0;
        return WithoutCost(session);
    }

    private static ChargingSession Truncated(ChargingSession session)
    {
        session.IsTruncated = true;
        return WithoutCost(session);
    }

    private static ChargingSession WithoutCost(ChargingSession session)
    {
        session.CostExclMicros = ChargingSession.UnknownCost;
        session.CostInclMicros = ChargingSession.UnknownCost;
        return session;
    }
}
