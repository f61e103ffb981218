using System.Text;
using CloudBridge.Commands;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>With a charger's right key anything can be signed: what cannot have been is held, and what follows it is billed.</summary>
[TestClass]
public class ImpossibleSessionTests
{
    private const long HourMs = 3600000;
    private const long DayMs = 24 * HourMs;

    [TestMethod]
    [DataRow("a megawatt hour in a second", HoldReason.EnergyBeyondRating)]
    [DataRow("a kilowatt hour in no time", HoldReason.EnergyBeyondRating)]
    [DataRow("2,147 kW", HoldReason.LoadBeyondRating)]
    [DataRow("in 2099", HoldReason.EndsAfterReceipt)]
    [DataRow("until tomorrow", HoldReason.EndsAfterReceipt)]
    [DataRow("at the same time as the one before", HoldReason.SessionsOverlap)]
    [DataRow("of 300 days with one hour of periods", HoldReason.TimeNotCovered)]
    public async Task A_signed_session_that_cannot_have_been_is_held_with_its_figures_and_the_next_one_is_billed(string what, string reason)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));
        long energy = what.StartsWith("a megawatt", StringComparison.Ordinal) ? 1000000000 : 1000000;
        ChargingSession session = ScriptedSession.OneHour(2, 1000000, energy, tariff);
        Change(session, what, bridge.Clock.Now.ToUnixTimeMilliseconds());
        ScriptedSession.Price(session, tariff);

        await charger.PublishAsync(Topic.Session, charger.Record(session));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(400, 1000000 + energy, 1000000, tariff)));

        CollectionAssert.AreEqual(
            new[] { reason },
            bridge.Texts("SELECT hold_reason FROM charging_session WHERE hold_reason IS NOT NULL").ToArray());
        Assert.AreEqual(2, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual(0, new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().DefectCount);
    }

    [TestMethod]
    public async Task One_that_comes_late_and_overlaps_the_one_after_it_is_held_and_of_the_two_one_is_billed()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        ChargingSession late = ScriptedSession.OneHour(1, 0, 1000000, tariff);
        // It begins at 12:00 and ends at 15:00, the one after it begins at 14:00.
        late.EndUtcMs += 7200000;
        late.LastPeriod.DurationMs += 7200000;
        late.LastPeriod.ChargingMs += 7200000;
        ScriptedSession.Price(late, tariff);
        byte[] first = charger.Record(late);
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 1000000, 1000000, tariff)));

        await charger.PublishAsync(Topic.Session, first);

        Assert.AreEqual(
            "it ends at 2026-03-02 15:00:00 UTC+00:00, the session after, which is billed, began at 2026-03-02 14:00:00 UTC+00:00",
            bridge.Texts("SELECT hold_detail FROM charging_session WHERE hold_reason = 'SessionsOverlap'").Single());
        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM bill"));
        Assert.AreEqual(0, new DatabaseVerifier(new Database(bridge.DatabasePath)).Verify().DefectCount);
    }

    [TestMethod]
    public async Task What_an_operator_has_set_of_the_connector_is_the_limit_at_once_and_raised_it_lets_the_session_go()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        SetAmps(bridge, "16");

        // 230 V x 16 A x 1 h = 3.68 kWh, and a tenth more is 4.048.
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        StringAssert.Contains(
            bridge.Texts("SELECT hold_detail FROM charging_session").Single().Replace('\u00A0', ' '),
            "7.360 kWh in 1 h 00 min, rated at 3.68 kW");
        StringAssert.Contains(Release(bridge), "cloud-bridge charger set c1 --max-amps");
        SetAmps(bridge, "32");
        StringAssert.Contains(Release(bridge), "was billed: 2026-000001");
    }

    [TestMethod]
    public async Task What_a_charger_tells_of_itself_is_its_limit_until_an_operator_sets_one()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await TellAsync(bridge, charger, 16000, 3680000);

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 3680000, tariff)));
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(2, 3680000, 7360000, tariff)));

        StringAssert.Contains(
            bridge.Texts("SELECT hold_detail FROM charging_session WHERE hold_detail IS NOT NULL").Single().Replace('\u00A0', ' '),
            "7.360 kWh in 1 h 00 min, rated at 3.68 kW");
        StringAssert.Contains(Release(bridge, "c1-2"), "cloud-bridge charger set c1 --max-amps");
        SetAmps(bridge, "32");
        StringAssert.Contains(Release(bridge, "c1-2"), "was billed: 2026-000002");
    }

    [TestMethod]
    public async Task A_charger_that_tells_more_than_its_operator_has_set_has_no_more_by_it()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        SetAmps(bridge, "16");
        await TellAsync(bridge, charger, 32000, 8000000);

        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)));

        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM bill"));
    }

    [TestMethod]
    [DataRow("5999", "8000000")]
    [DataRow("500001", "8000000")]
    [DataRow("32000", "999999")]
    [DataRow("32000", "400000001")]
    [DataRow("\"32000\"", "8000000")]
    [DataRow("32000", "null")]
    public async Task A_told_rating_that_cannot_be_is_not_kept_and_its_status_is(string milliamps, string milliwatts)
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Status, StatusOf(milliamps, milliwatts));
        await Eventually.BecomesTrueAsync(() => bridge.Count("SELECT COUNT(*) FROM charger_status") == 1);

        Assert.AreEqual(1, bridge.Count("SELECT COUNT(*) FROM charger WHERE told_milliamps IS NULL AND told_milliwatts IS NULL"));
        Assert.AreEqual(0, bridge.Count("SELECT COUNT(*) FROM quarantine"));
    }

    [TestMethod]
    public async Task One_that_is_beyond_two_limits_of_time_is_not_held_for_them_by_turns()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        await charger.PublishAsync(Topic.Session, charger.Record(ScriptedSession.OneHour(1, 0, 1000000, tariff)));
        // From within the one before until tomorrow, three months later: it is too late, too long and too early.
        ChargingSession session = ScriptedSession.OneHour(2, 1000000, 1000000, tariff);
        Change(session, "at the same time as the one before", 0);
        session.EndUtcMs = bridge.Clock.Now.ToUnixTimeMilliseconds() + DayMs;
        ScriptedSession.Price(session, tariff);
        session.CostInclMicros++;
        await charger.PublishAsync(Topic.Session, charger.Record(session));

        StringAssert.Contains(Release(bridge, "c1-2"), "Charger and bridge come to different costs.");
        StringAssert.Contains(Release(bridge, "c1-2", "--bill", "bridge"), "was billed: 2026-000002");
    }

    [TestMethod]
    public async Task A_person_vouches_for_times_by_releasing_and_verify_knows_it()
    {
        await using RunningBridge bridge = await RunningBridge.StartAsync();
        Tariff tariff = await bridge.PublishAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        ChargingSession session = ScriptedSession.OneHour(1, 0, 1000000, tariff);
        Change(session, "until tomorrow", bridge.Clock.Now.ToUnixTimeMilliseconds());
        ScriptedSession.Price(session, tariff);
        await charger.PublishAsync(Topic.Session, charger.Record(session));
        Database database = new(bridge.DatabasePath);

        StringAssert.Contains(Release(bridge), "was billed: 2026-000001");
        Assert.AreEqual(0, new DatabaseVerifier(database).Verify().DefectCount);

        bridge.Run("DELETE FROM release_log");
        Assert.IsTrue(
            new DatabaseVerifier(database).Verify().Defects.Any(defect =>
                defect.Place == "session c1-1" && defect.What.StartsWith("is billed, and cannot have been: ", StringComparison.Ordinal)));
    }

    private static async Task TellAsync(RunningBridge bridge, ScriptedCharger charger, long milliamps, long milliwatts)
    {
        await charger.PublishAsync(Topic.Status, StatusOf($"{milliamps}", $"{milliwatts}"));
        await Eventually.BecomesTrueAsync(() =>
            bridge.Count($"SELECT COUNT(*) FROM charger WHERE told_milliamps = {milliamps} AND told_milliwatts = {milliwatts}") == 1);
    }

    private static byte[] StatusOf(string milliamps, string milliwatts)
    {
        return Encoding.UTF8.GetBytes(
            "{\"version\":1,\"online\":true,\"status\":\"Available\",\"errorCode\":\"NoError\","
                + $"\"ratedCurrentMilliamps\":{milliamps},\"ratedPowerMilliwatts\":{milliwatts}}}");
    }

    private static void Change(ChargingSession session, string what, long nowUtcMs)
    {
        ChargingPeriod period = session.LastPeriod;
        switch (what)
        {
            case "a megawatt hour in a second":
                Shorten(session, 1000);
                break;
            case "a kilowatt hour in no time":
                Shorten(session, 0);
                break;
            case "2,147 kW":
                period.PowerMilliwatts = 2147000000;
                break;
            case "in 2099":
                Move(session, 4070908800000);
                break;
            case "until tomorrow":
                Move(session, nowUtcMs + DayMs - HourMs);
                break;
            case "at the same time as the one before":
                Move(session, session.StartUtcMs - 7200000 + 600000);
                break;
            default:
                session.StartUtcMs -= 300 * DayMs;
                session.Periods[0].StartUtcMs -= 300 * DayMs;
                break;
        }
    }

    private static void Shorten(ChargingSession session, long durationMs)
    {
        session.EndUtcMs = session.StartUtcMs + durationMs;
        session.LastPeriod.DurationMs = durationMs;
        session.LastPeriod.ChargingMs = durationMs;
    }

    private static void Move(ChargingSession session, long startUtcMs)
    {
        session.EndUtcMs += startUtcMs - session.StartUtcMs;
        session.StartUtcMs = startUtcMs;
        session.LastPeriod.StartUtcMs = startUtcMs;
    }

    private static void SetAmps(RunningBridge bridge, string amps)
    {
        string[] words = ["set", "c1", "--power-type", "AC_1_PHASE", "--max-amps", amps, "--database", bridge.DatabasePath];
        CommandRun run = CommandRun.Of(ChargerCommand.Create(), words);
        Assert.AreEqual(0, run.ExitCode, run.Output);
    }

    private static string Release(RunningBridge bridge, string sessionId = "c1-1", params string[] more)
    {
        string[] words = ["release", sessionId, "--reason", "looked at", "--database", bridge.DatabasePath, .. more];
        return CommandRun.Of(HeldCommand.Create(), words).Output;
    }
}
