using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Contract;
using Firmware.Core.Config;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Core.Billing;

/// <summary>What cannot be is named with its figures; what an honest charger does is not.</summary>
[TestClass]
public class SessionLimitsTests
{
    /// <summary>2026-03-02 12:00:00 UTC.</summary>
    private const long StartUtcMs = 1772452800000;

    private const long HourMs = 3600000;
    private const long DayMs = 24 * HourMs;

    /// <summary>32 A of 230 V on one phase: 7.36 kW.</summary>
    private static readonly LoadLimit SinglePhase = LoadLimit.Of("AC_1_PHASE", 230, 32);

    [TestMethod]
    [DataRow("AC_1_PHASE", 230L, 32L, 7360000L, 32000L)]
    [DataRow("AC_3_PHASE", 230L, 32L, 22080000L, 96000L)]
    [DataRow("AC_3_PHASE", null, 16L, 11040000L, 48000L)]
    [DataRow("", null, 16L, 11040000L, 48000L)]
    [DataRow("DC", 920L, 200L, 184000000L, 200000L)]
    [DataRow("DC", null, 200L, 400000000L, 200000L)]
    [DataRow("DC", 1000L, 3000L, 400000000L, 500000L)]
    [DataRow("AC_3_PHASE", 230L, null, 400000000L, 500000L)]
    public void What_is_set_of_a_connector_is_its_limit_and_never_above_what_firmware_can_be_set_to(
        string powerType,
        long? volts,
        long? amps,
        long powerMilliwatts,
        long currentMilliamps)
    {
        Assert.AreEqual(new LoadLimit(powerMilliwatts, currentMilliamps), LoadLimit.Of(powerType, volts, amps));
    }

    [TestMethod]
    public void Firmware_refuses_to_be_rated_above_what_the_bridge_takes_of_it()
    {
        AgentConfig most = new()
        {
            RatedPowerMilliwatts = LoadLimit.OfFirmware.PowerMilliwatts,
            RatedCurrentMilliamps = (int)LoadLimit.OfFirmware.CurrentMilliamps,
        };

        Assert.IsNull(most.FindDefect());
        most.RatedPowerMilliwatts++;
        Assert.IsNotNull(most.FindDefect());
        most.RatedPowerMilliwatts--;
        most.RatedCurrentMilliamps++;
        Assert.IsNotNull(most.FindDefect());
    }

    [TestMethod]
    [DataRow(600000L, null)]
    [DataRow(600001L, HoldReason.EndsAfterReceipt)]
    public void It_may_end_ten_minutes_after_its_receipt_by_another_clock_and_no_later(long lateMs, string? reason)
    {
        ChargingSession session = Hour(7000000);

        Hold? hold = SessionLimits.Find(session, new SessionSurroundings(session.EndUtcMs - lateMs, SinglePhase, null));

        Assert.AreEqual(reason, hold?.Reason);
    }

    [TestMethod]
    [DataRow(600000L, null)]
    [DataRow(600001L, HoldReason.SessionsOverlap)]
    public void It_may_begin_ten_minutes_before_the_one_before_ended_because_a_clock_was_set_and_no_earlier(long earlyMs, string? reason)
    {
        Hold? hold = SessionLimits.Find(Hour(7000000), Around(beforeEndUtcMs: StartUtcMs + earlyMs));

        Assert.AreEqual(reason, hold?.Reason);
    }

    [TestMethod]
    public void One_whose_start_nobody_knows_overlaps_nothing()
    {
        ChargingSession session = Hour(7000000);
        session.StartQuality = ClockQuality.Unknown;

        Assert.IsNull(SessionLimits.Find(session, Around(beforeEndUtcMs: StartUtcMs + DayMs)));
    }

    // 7.36 kW x (1 h + 2 s) x 1.1 = 8.1004977... kWh.
    [TestMethod]
    [DataRow(8100497L, null)]
    [DataRow(8100498L, HoldReason.EnergyBeyondRating)]
    public void An_hour_has_at_most_a_tenth_more_than_its_rating(long milliwattHours, string? reason)
    {
        Hold? hold = SessionLimits.Find(Hour(milliwattHours), Around());

        Assert.AreEqual(reason, hold?.Reason);
    }

    [TestMethod]
    public void A_megawatt_hour_in_a_second_and_a_kilowatt_hour_in_none_cannot_be_with_any_charger()
    {
        ChargingSession second = Of(1000000000, 1000);
        ChargingSession none = Of(1000000, 0);

        Assert.AreEqual("1 000.000 kWh in 1 s, rated at 400 kW", Plain(SessionLimits.Find(second, Around(LoadLimit.OfFirmware))));
        Assert.AreEqual("1.000 kWh in 0 s, rated at 400 kW", Plain(SessionLimits.Find(none, Around(LoadLimit.OfFirmware))));
    }

    [TestMethod]
    public void What_was_metered_as_a_period_began_may_stand_in_one_of_no_length()
    {
        // 7.36 kW x 2 s x 1.1 = 4.4977 Wh.
        ChargingSession session = Hour(7000000);
        session.RegisterEndMilliwattHours += 4497;
        ChargingPeriod last = session.AddPeriod();
        last.StartUtcMs = session.EndUtcMs;
        last.EnergyMilliwattHours = 4497;

        Assert.IsNull(SessionLimits.Find(session, Around()));
    }

    [TestMethod]
    [DataRow(11040000L, 48000L, null)]
    [DataRow(11040001L, 48000L, HoldReason.LoadBeyondRating)]
    [DataRow(11040000L, 48001L, HoldReason.LoadBeyondRating)]
    [DataRow(2147000000L, 0L, HoldReason.LoadBeyondRating)]
    public void A_reading_is_at_most_half_above_the_rating(long powerMilliwatts, long currentMilliamps, string? reason)
    {
        ChargingSession session = Hour(7000000);
        session.LastPeriod.PowerMilliwatts = powerMilliwatts;
        session.LastPeriod.CurrentMilliamps = currentMilliamps;

        Assert.AreEqual(reason, SessionLimits.Find(session, Around())?.Reason);
    }

    [TestMethod]
    [DataRow(7 * DayMs, null)]
    [DataRow((7 * DayMs) + 1, HoldReason.TimeNotCovered)]
    [DataRow(300 * DayMs, HoldReason.TimeNotCovered)]
    public void Its_periods_leave_out_at_most_a_week_without_power(long leftOutMs, string? reason)
    {
        ChargingSession session = Hour(7000000);
        session.EndUtcMs += leftOutMs;

        Hold? hold = SessionLimits.Find(session, new SessionSurroundings(session.EndUtcMs, SinglePhase, null));

        Assert.AreEqual(reason, hold?.Reason);
    }

    [TestMethod]
    public void One_without_periods_is_held_against_its_own_times_and_one_without_those_against_nothing()
    {
        ChargingSession timed = new() { StartUtcMs = StartUtcMs, StartQuality = ClockQuality.Synchronised, EndUtcMs = StartUtcMs + HourMs };
        timed.RegisterEndMilliwattHours = 8100498;
        ChargingSession untimed = new() { RegisterEndMilliwattHours = 8100498 };

        Assert.AreEqual(HoldReason.EnergyBeyondRating, SessionLimits.Find(timed, Around())?.Reason);
        Assert.IsNull(SessionLimits.Find(untimed, Around()));
    }

    [TestMethod]
    public void Times_that_a_person_has_vouched_for_are_passed_over_and_what_is_behind_them_is_not()
    {
        ChargingSession session = Of(1000000000, 1000);
        SessionSurroundings surroundings = Around(beforeEndUtcMs: StartUtcMs + DayMs);

        Assert.AreEqual(HoldReason.SessionsOverlap, SessionLimits.Find(session, surroundings)?.Reason);
        Assert.AreEqual(HoldReason.EnergyBeyondRating, SessionLimits.Find(session, surroundings, areTimesVouched: true)?.Reason);
    }

    private static SessionSurroundings Around(LoadLimit? limit = null, long? beforeEndUtcMs = null)
    {
        return new SessionSurroundings(StartUtcMs + (400 * DayMs), limit ?? SinglePhase, beforeEndUtcMs);
    }

    private static ChargingSession Hour(long milliwattHours)
    {
        return Of(milliwattHours, HourMs);
    }

    private static ChargingSession Of(long milliwattHours, long durationMs)
    {
        ChargingSession session = new()
        {
            Number = 2,
            StartUtcMs = StartUtcMs,
            StartQuality = ClockQuality.Synchronised,
            EndUtcMs = StartUtcMs + durationMs,
            EndQuality = ClockQuality.Synchronised,
            RegisterEndMilliwattHours = milliwattHours,
        };
        ChargingPeriod period = session.AddPeriod();
        period.StartUtcMs = StartUtcMs;
        period.DurationMs = durationMs;
        period.EnergyMilliwattHours = milliwattHours;
        return session;
    }

    // Within a figure and before its unit no line is broken.
    private static string? Plain(Hold? hold)
    {
        return hold?.Detail.Replace('\u00A0', ' ').Replace('\u202F', ' ');
    }
}
