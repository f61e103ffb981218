using System;
using Firmware.Core.Config;
using Firmware.Core.Flash;
using Firmware.Core.Journal;
using Firmware.Core.Metering;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;
using Firmware.Tests.Fakes;
using Firmware.Tests.Journal;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Scenarios;

/// <summary>Sessions of a megawatt hour, and what else goes to a limit.</summary>
[TestClass]
public class LargeSessionTests
{
    [TestMethod]
    public void A_session_over_a_megawatt_hour_does_not_stop_every_later_start()
    {
        TestCharger charger = new TestCharger();
        charger.Config.RatedPowerMilliwatts = 400000000;
        charger.Config.RatedCurrentMilliamps = 500000;
        charger.Config.Calibration.ShuntMicroohms = 100;
        charger.Config.Calibration.DividerRatioPerMille = 50000;
        charger.Config.VoltageMaxMillivolts = 1200000;
        charger.Config.CheckpointEnergyMilliwattHours = 50000000;
        charger.Config.CheckpointIntervalMs = 3600000;
        charger.Board.FakeLink.ConnectionNumber = 1;
        charger.CutPower(0);
        HardSessionTests.Put(charger, HardSessionTests.New(new TariffElement { EnergyPriceMicros = 100000 }));
        charger.Board.BusMillivolts = 18000;
        charger.Run(1000);
        charger.Plug();
        charger.Board.ShuntMicrovolts = 44000;
        int crashes = 0;
        for (int i = 0; i < 4 * 3600; i++)
        {
            try { charger.Run(1000); }
            catch (ArgumentOutOfRangeException) { crashes++; if (crashes > 3) { break; } charger.CutPower(1000); }
        }
        Assert.AreEqual(0, crashes);
    }

    [TestMethod]
    public void A_failed_status_of_the_flash_clears_when_flash_works_again()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Board.FakeFlash.IsCut = true;
        charger.Board.Lines |= ConnectorInputs.OverTemperature;
        charger.Run(2000);
        charger.Board.FakeFlash.Restore();
        charger.Board.Lines &= ~ConnectorInputs.OverTemperature;
        charger.Run(600000);
        Assert.AreEqual(0, charger.Agent.Faults.ActiveMask);
        bool raised = false;
        for (int i = 0; i < charger.Board.FakeLink.Count; i++)
        {
            string t = charger.Board.FakeLink.TextAt(i);
            raised |= charger.Board.FakeLink.TopicAt(i) == Topic.Alert && t.Contains("HighTemperature") && t.Contains("\"isRaised\":true");
        }
        Assert.IsTrue(raised, "the alert raised while flash failed is told later");
    }

    [TestMethod]
    public void Implausible_substituted_energy_is_not_more_than_the_energy()
    {
        AgentConfig config = new AgentConfig();
        var meter = new Firmware.Core.Metering.EnergyMeter(config);
        // 60 A x 320 V
        PowerReading r = new PowerReading { ShuntMicrovolts = 300000, BusMillivolts = 32000 };
        meter.Add(r, true, 0);
        meter.Add(r, false, 100);
        meter.Add(r, true, 1600);
        Assert.IsTrue(
            meter.SubstitutedMilliwattHours <= meter.RegisterMilliwattHours,
            meter.SubstitutedMilliwattHours + " > " + meter.RegisterMilliwattHours);
    }

    [TestMethod]
    public void Two_tariffs_that_follow_a_running_session_leave_its_own_on_flash()
    {
        TestCharger charger = new TestCharger();
        WholeSessionTests.PutTariff(charger, 300000);
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(5000);
        for (int i = 0; i < 5; i++)
        {
            WholeSessionTests.PutTariff(charger, 400000 + i);
        }

        ChargingSession session = charger.Agent.Session.Session;
        Assert.IsNotNull(charger.Agent.Tariffs.Find(session.TariffHash, session.TariffVersion));
        Assert.AreEqual(400004L, charger.Agent.Tariffs.Current!.Elements[0].EnergyPriceMicros);
    }

    [TestMethod]
    public void Receipts_in_reverse_order_and_a_restart_lose_nothing_and_free_the_flash()
    {
        FakeFlash flash = new FakeFlash();
        Outbox o = FullOutboxTests.New(flash);
        byte[] p = new byte[16];
        byte[] m = new byte[16];
        for (int round = 0; round < 60; round++)
        {
            for (int i = 0; i < 40; i++)
            {
                Assert.IsTrue(o.TryAppend(FullOutboxTests.Session(o.LastSessionNumber + 1, 4)), "round " + round);
            }

            for (long s = o.NextSequence - 1; s >= o.FirstSequence && o.WaitingCount > 0; s--)
            {
                if (o.IsWaiting(s))
                {
                    Assert.IsTrue(o.TryRead(s, p, m, out _, out _));
                    Assert.IsTrue(o.TryReceipt(s, RecordMac.ToHex(m)));
                }
            }
            Assert.AreEqual(0, o.WaitingCount);
            o = FullOutboxTests.New(flash);
            Assert.AreEqual(0, o.WaitingCount);
            Assert.AreEqual((round + 1) * 40L, o.LastSessionNumber);
        }
        // Two slots with the counters, and of the 2,400 sessions' segments at most two.
        Assert.IsTrue(flash.FileCount <= 4, flash.FileCount.ToString());
    }
}
