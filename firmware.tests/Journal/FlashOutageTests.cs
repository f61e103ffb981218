using System;
using Firmware.Core.Flash;
using Firmware.Core.Journal;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Tests.Fakes;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Journal;

/// <summary>Fails the n-th append, half written, and no other.</summary>
public sealed class StumblingFlash : IFlashStore
{
    private readonly FakeFlash _inner = new FakeFlash();
    public int FailAt = -1;
    public string[] List() => _inner.List();
    public int Read(string name, int offset, byte[] buffer, int count) => _inner.Read(name, offset, buffer, count);
    public bool TryDelete(string name) => _inner.TryDelete(name);
    public bool TryAppend(string name, byte[] buffer, int count)
    {
        if (FailAt-- == 0)
        {
            _inner.TryAppend(name, buffer, count / 2);
            return false;
        }

        return _inner.TryAppend(name, buffer, count);
    }
}

/// <summary>A flash chip that refuses for a while.</summary>
[TestClass]
public class FlashOutageTests
{
    [TestMethod]
    public void A_session_that_ended_while_flash_failed_for_ten_minutes_is_told_when_flash_works_again()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(60000);
        charger.Board.FakeFlash.IsCut = true;
        charger.Unplug();
        charger.Run(600000);
        charger.Board.FakeFlash.Restore();
        charger.Run(60000);
        Assert.AreEqual(1, charger.Board.FakeLink.CountOf(Topic.Session));
    }

    [TestMethod]
    public void An_alert_whose_first_write_fails_is_kept_by_the_second()
    {
        StumblingFlash flash = new StumblingFlash();
        Outbox outbox = new Outbox(flash, new FakeAuthenticator(), new byte[SegmentLog.FrameMax]);
        outbox.Open();
        Alert alert = new Alert(new FaultSnapshot());
        alert.IsRaised = true;
        flash.FailAt = 0;
        Assert.IsTrue(outbox.TryAppend(alert));
    }

    [TestMethod]
    public void Energy_of_a_vehicle_that_came_and_went_while_the_outbox_was_full_is_not_billed_to_the_next()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(60000);
        charger.Board.FakeFlash.IsCut = true;
        // A ends, cannot be kept.
        charger.Unplug();
        charger.Run(1000);
        // B charges ...
        charger.Plug();
        charger.Draw(10000);
        charger.Run(30000);
        // ... and leaves.
        charger.Unplug();
        charger.Run(1000);
        long afterB = charger.Agent.Meter.RegisterMilliwattHours;
        // C is plugged in, draws nothing.
        charger.Plug();
        charger.Run(10000);
        charger.Board.FakeFlash.Restore();
        charger.Run(30000);
        charger.Unplug();
        charger.Run(5000);
        string c = charger.Board.FakeLink.LastOf(Topic.Session);
        Assert.AreEqual("2", FakeLink.MemberOf(c, "sessionNumber"));
        Assert.AreEqual(afterB.ToString(), FakeLink.MemberOf(c, "registerStartMilliwattHours"));
    }

    [TestMethod]
    public void A_session_that_ended_is_not_resumed_by_the_next_vehicle_after_a_restart()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        // The outbox is full: 1100 records without receipt.
        charger.Board.FakeLink.ConnectionNumber = 0;
        Firmware.Core.Records.ChargingSession filler = FullOutboxTests.Session(1, 8);
        while (charger.Agent.Outbox.TryAppend(filler))
        {
            filler.Number++;
        }

        charger.CutPower(1000);
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(120000);
        long number = charger.Agent.Session.Session.Number;
        // A has left; its summary waits for room.
        charger.Unplug();
        charger.Run(1000);
        Assert.IsTrue(charger.Agent.Session.IsOpen);
        // B is there.
        charger.Plug();
        charger.Draw(10000);
        charger.Run(1000);
        charger.CutPower(1000);
        charger.Run(600000);
        Assert.AreEqual(number, charger.Agent.Session.Session.Number);
        Assert.IsTrue(
            charger.Agent.Session.EnergyMilliwattHours <= 2300000 / 30 + 200,
            "A: 2.3 kW for 120 s, not B's energy: " + charger.Agent.Session.EnergyMilliwattHours);
    }

    [TestMethod]
    public void A_plug_that_bounces_as_a_late_summary_is_written_does_not_date_the_next_session_back()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(3600000);
        charger.Board.FakeFlash.IsCut = true;
        charger.Unplug();
        charger.Run(1000);
        charger.Plug();
        charger.Run(1000);
        charger.Board.FakeFlash.Restore();
        while (charger.Agent.Session.IsOpen)
        {
            charger.Run(100);
        }

        // one sample away
        charger.Board.Lines = ConnectorInputs.MainsPresent;
        charger.Run(100);
        charger.Plug();
        charger.Run(5000);
        Assert.AreEqual(2L, charger.Agent.Session.Session.Number);
        Assert.IsTrue(charger.Agent.Session.DurationMs < 60000, charger.Agent.Session.DurationMs.ToString());
    }
}
