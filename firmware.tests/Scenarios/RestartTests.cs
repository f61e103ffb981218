using Firmware.Core.Connector;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Scenarios;

[TestClass]
public class RestartTests
{
    [TestMethod]
    public void A_session_goes_on_after_a_power_cut_and_is_reported_once()
    {
        TestCharger charger = Charging(600000);
        charger.CutPower(120000);
        charger.Run(600000);
        charger.Unplug();
        charger.Run(1000);

        string summary = charger.Board.FakeLink.LastOf(Topic.Session);
        Assert.AreEqual(1, charger.Board.FakeLink.CountOf(Topic.Session));
        Assert.AreEqual("1", FakeLink.MemberOf(summary, "sessionNumber"));
        long energy = long.Parse(FakeLink.MemberOf(summary, "registerEndMilliwattHours"));
        // Twice 2.3 kW for 600 s are 766,666 mWh; at most a checkpoint of 60 s, 38,333 mWh, and a tick may be missing.
        Assert.IsTrue(energy <= 766666 && energy >= 766666 - 38400, energy.ToString());
    }

    [TestMethod]
    public void The_time_without_power_is_waiting_and_costs_nothing()
    {
        TestCharger charger = Charging(600000);
        charger.CutPower(120000);
        charger.Run(60000);
        charger.Unplug();
        charger.Run(1000);

        string summary = charger.Board.FakeLink.LastOf(Topic.Session);
        long outageMs = 0;
        for (int at = summary.IndexOf("\"kind\":\"Waiting\""); at >= 0; at = summary.IndexOf("\"kind\":\"Waiting\"", at + 1))
        {
            long durationMs = long.Parse(FakeLink.MemberOf(summary.Substring(at), "durationMs"));
            outageMs = durationMs > outageMs ? durationMs : outageMs;
        }

        // The outage of 120 s and what had not been checkpointed before it, at most 60 s and a tick.
        Assert.IsTrue(outageMs >= 120000 && outageMs <= 180200, outageMs.ToString());
    }

    [TestMethod]
    public void A_plug_pulled_during_the_outage_ends_the_session_with_power_loss()
    {
        TestCharger charger = Charging(600000);
        charger.Unplug();
        charger.CutPower(120000);
        charger.Run(1000);

        string summary = charger.Board.FakeLink.LastOf(Topic.Session);
        Assert.AreEqual("PowerLoss", FakeLink.MemberOf(summary, "endReason"));
        // The end is the last checkpoint, within the first 601 s after the plug went in.
        long durationMs = long.Parse(FakeLink.MemberOf(summary, "endUtcMs")) - long.Parse(FakeLink.MemberOf(summary, "startUtcMs"));
        Assert.IsTrue(durationMs <= 600000 && durationMs >= 539000, durationMs.ToString());
    }

    [TestMethod]
    public void A_session_that_began_without_a_clock_gets_its_time_when_the_clock_comes()
    {
        TestCharger charger = new TestCharger();
        charger.Board.FakeClock.Quality = ClockQuality.Unknown;
        WholeSessionTests.PutTariff(charger, 300000);
        charger.Run(1000);
        long plugUtcMs = charger.Board.FakeClock.UtcUnixMs + 100;
        charger.Plug();
        charger.Draw(10000);
        charger.Run(1800000);
        charger.Board.FakeClock.Quality = ClockQuality.Synchronised;
        charger.Run(1800000);
        charger.Unplug();
        charger.Run(1000);

        string summary = charger.Board.FakeLink.LastOf(Topic.Session);
        Assert.AreEqual(plugUtcMs.ToString(), FakeLink.MemberOf(summary, "startUtcMs"));
        Assert.AreEqual("R", FakeLink.MemberOf(summary, "startClockQuality"));
        // 2.3 kWh x 0.30.
        Assert.AreEqual("690000", FakeLink.MemberOf(summary, "costExclMicros"));
    }

    [TestMethod]
    public void A_clock_set_by_hours_moves_the_start_and_not_the_duration()
    {
        TestCharger charger = Charging(600000);
        long startUtcMs = charger.Agent.Session.Session.StartUtcMs;
        charger.Board.FakeClock.UtcUnixMs += 7200000;
        charger.Run(600000);
        charger.Unplug();
        charger.Run(1000);

        string summary = charger.Board.FakeLink.LastOf(Topic.Session);
        Assert.AreEqual((startUtcMs + 7200000).ToString(), FakeLink.MemberOf(summary, "startUtcMs"));
        long durationMs = long.Parse(FakeLink.MemberOf(summary, "endUtcMs")) - long.Parse(FakeLink.MemberOf(summary, "startUtcMs"));
        // From the first tick with the plug to the last: 1,200 s less a tick.
        Assert.AreEqual(1199900L, durationMs);
    }

    [TestMethod]
    public void A_clock_that_was_ahead_before_the_power_cut_leaves_the_start_unknown_and_the_duration_whole()
    {
        TestCharger charger = Charging(600000);
        charger.Board.FakeClock.UtcUnixMs -= 7200000;
        charger.CutPower(120000);
        charger.Run(600000);
        charger.Unplug();
        charger.Run(1000);

        string summary = charger.Board.FakeLink.LastOf(Topic.Session);
        long durationMs = long.Parse(FakeLink.MemberOf(summary, "endUtcMs")) - long.Parse(FakeLink.MemberOf(summary, "startUtcMs"));
        // Twice 600 s, less a checkpoint of 60 s and ticks: how long the outage was nobody knows, so it counts nothing.
        Assert.IsTrue(durationMs >= 1139000 && durationMs <= 1200000, durationMs.ToString());
        Assert.AreEqual("U", FakeLink.MemberOf(summary, "startClockQuality"));
    }

    [TestMethod]
    public void Out_of_service_survives_a_restart()
    {
        TestCharger charger = new TestCharger();
        charger.Board.FakeJsonReader.Next = new CommandMessage { Command = CommandMessage.OutOfService };
        charger.Board.FakeLink.Receive(Topic.Command, "{}");
        charger.Run(200);
        charger.CutPower(1000);
        charger.Run(200);
        Assert.AreEqual("Unavailable", ConnectorStatusName.Of(charger.Agent.Status));
    }

    private static TestCharger Charging(long durationMs)
    {
        TestCharger charger = new TestCharger();
        WholeSessionTests.PutTariff(charger, 300000);
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(durationMs);
        return charger;
    }
}
