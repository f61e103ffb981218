using System;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;
using Firmware.Tests.Fakes;
using Firmware.Tests.Journal;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Scenarios;

/// <summary>Sessions that meet a cut, a lost sensor or a tariff step at the wrong moment.</summary>
[TestClass]
public class HardSessionTests
{
    internal static long SumOfPeriods(string summary)
    {
        long sum = 0;
        const string mark = "\"energyMilliwattHours\":";
        for (int at = summary.IndexOf(mark); at >= 0; at = summary.IndexOf(mark, at + 1))
        {
            sum += long.Parse(FakeLink.MemberOf(summary.Substring(at), "energyMilliwattHours"));
        }

        return sum;
    }

    internal static void CheckSum(TestCharger charger)
    {
        string s = charger.Board.FakeLink.LastOf(Topic.Session);
        long energy =
            long.Parse(FakeLink.MemberOf(s, "registerEndMilliwattHours")) - long.Parse(FakeLink.MemberOf(s, "registerStartMilliwattHours"));
        Assert.AreEqual(energy, SumOfPeriods(s), s);
    }

    internal static void Put(TestCharger charger, Tariff tariff)
    {
        charger.Board.FakeJsonReader.Next = tariff;
        charger.Board.FakeLink.Receive(Topic.Tariff, "{}");
        charger.Run(100);
    }

    internal static Tariff New(params TariffElement[] elements)
    {
        Tariff t = new Tariff
        {
            Format = 1,
            Id = "T",
            Version = 1,
            Hash = "0123456789abcdef",
            Currency = "EUR",
            CurrencyDecimals = 2,
            Elements = elements,
        };
        t.UtcOffsets = new UtcOffset[] { new UtcOffset() };
        return t;
    }

    [TestMethod]
    public void After_a_power_cut_in_the_first_minute_the_periods_add_up_to_the_register()
    {
        TestCharger charger = new TestCharger();
        WholeSessionTests.PutTariff(charger, 300000);
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(400);
        charger.CutPower(1000);
        charger.Run(60000);
        charger.Unplug();
        charger.Run(1000);
        CheckSum(charger);
    }

    [TestMethod]
    public void A_plug_line_that_misses_one_sample_at_boot_does_not_end_the_session()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(120000);
        charger.Board.FakeClock.Advance(0);
        charger.CutPower(1000);
        // the board's own start takes a second
        charger.Board.FakeClock.Advance(1000);
        charger.Board.Lines &= ~ConnectorInputs.PlugPresent;
        charger.Run(100);
        charger.Plug();
        charger.Run(10000);
        Assert.AreEqual(1L, charger.Agent.Session.Session.Number);
        Assert.IsTrue(charger.Agent.Session.IsOpen);
        Assert.AreEqual(0, charger.Board.FakeLink.CountOf(Topic.Session));
    }

    [TestMethod]
    public void A_lost_sensor_is_not_a_welded_contactor()
    {
        TestCharger charger = new TestCharger();
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(60000);
        charger.Board.IsSensorLost = true;
        charger.Run(10000);
        charger.Unplug();
        charger.Run(10000);
        for (int i = 0; i < charger.Board.FakeLink.Count; i++)
        {
            if (charger.Board.FakeLink.TopicAt(i) == Topic.Alert)
            {
                Assert.AreNotEqual("PowerSwitchFailure", FakeLink.MemberOf(charger.Board.FakeLink.TextAt(i), "vendorCode"));
            }
        }
    }

    [TestMethod]
    public void Settings_that_make_checkpoints_rare_do_not_carry_a_session_over_a_megawatt_hour()
    {
        TestCharger charger = new TestCharger();
        charger.Config.RatedPowerMilliwatts = 400000000;
        charger.Config.RatedCurrentMilliamps = 500000;
        charger.Config.Calibration.ShuntMicroohms = 100;
        charger.Config.Calibration.DividerRatioPerMille = 50000;
        charger.Config.VoltageMaxMillivolts = 1200000;
        charger.Config.CheckpointEnergyMilliwattHours = 100000000;
        charger.Config.CheckpointIntervalMs = 3600000;
        charger.CutPower(0);
        Put(charger, New(new TariffElement { EnergyPriceMicros = 100000 }));
        // 900 V
        charger.Board.BusMillivolts = 18000;
        charger.Run(1000);
        charger.Plug();
        // 440 A: 396 kW, 1 MWh in 2.53 h
        charger.Board.ShuntMicrovolts = 44000;
        charger.Run(3 * 3600000);
        Assert.AreEqual(2L, charger.Agent.Session.Session.Number);
    }

    [TestMethod]
    public void The_step_of_a_merged_period_is_that_of_its_last_priced_kind()
    {
        ChargingSession session = new ChargingSession();
        PeriodKind[] kinds = { PeriodKind.Charging, PeriodKind.Parking, PeriodKind.Waiting };
        foreach (PeriodKind kind in kinds)
        {
            ChargingPeriod p = session.AddPeriod();
            p.Kind = kind;
            p.StartUtcMs = FakeClock.StartUtcMs;
            p.DurationMs = 600000;
            p.ChargingMs = kind == PeriodKind.Charging ? 600000 : 0;
            p.ParkingMs = kind == PeriodKind.Parking ? 600000 : 0;
        }
        Tariff tariff = New(
            new TariffElement
            {
                TimePriceMicros = 1000000,
                TimeStepSeconds = 3600,
                ParkingTimePriceMicros = 6000000,
                ParkingTimeStepSeconds = 900,
            });
        Cost before = new Cost();
        new SessionPricer().Price(tariff, session.Periods, session.PeriodCount, before);
        Assert.IsTrue(session.MergePeriods() >= 0);
        Assert.IsTrue(session.MergePeriods() >= 0);
        Cost after = new Cost();
        new SessionPricer().Price(tariff, session.Periods, session.PeriodCount, after);
        Assert.AreEqual(before.TotalExcl.Micros, after.TotalExcl.Micros);
    }

    [TestMethod]
    public void A_complete_charge_is_told_once_though_the_board_restarts()
    {
        TestCharger charger = new TestCharger();
        charger.Plug();
        charger.Draw(10000);
        charger.Run(60000);
        charger.Draw(0);
        charger.Run(80000);
        charger.CutPower(1000);
        charger.Run(30000);
        int count = 0;
        for (int i = 0; i < charger.Board.FakeLink.Count; i++)
        {
            if (charger.Board.FakeLink.TopicAt(i) == Topic.Alert && charger.Board.FakeLink.TextAt(i).Contains("ChargeComplete"))
            {
                count++;
            }
        }
        Assert.AreEqual(1, count);
    }

    [TestMethod]
    public void A_record_that_the_bridge_never_answers_does_not_stop_the_charger_for_good()
    {
        Firmware.Core.Journal.Outbox outbox = FullOutboxTests.New(new FakeFlash());
        byte[] p = new byte[16];
        byte[] m = new byte[16];
        for (int n = 1; n <= 3000; n++)
        {
            Assert.IsTrue(outbox.TryAppend(FullOutboxTests.Session(n, 3)), "session " + n);
            if (n > 1)
            {
                outbox.TryRead(n, p, m, out _, out _);
                outbox.TryReceipt(n, Firmware.Core.Flash.RecordMac.ToHex(m));
            }
        }
    }
}
