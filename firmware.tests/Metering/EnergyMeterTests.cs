using Firmware.Core.Config;
using Firmware.Core.Metering;
using Firmware.Core.Ports;

namespace Firmware.Tests.Metering;

[TestClass]
public class EnergyMeterTests
{
    private static readonly PowerReading Reading = new PowerReading();

    [TestMethod]
    public void Readings_become_volts_amperes_and_watts()
    {
        EnergyMeter meter = new EnergyMeter(new AgentConfig());
        Add(meter, 160000, 23000, 0);
        // 160 mV over 5 mΩ is 32 A; 23.000 V x 10 is 230 V; 32 x 230 = 7,360 W.
        Assert.AreEqual(32000, meter.CurrentMilliamps);
        Assert.AreEqual(230000, meter.VoltageMillivolts);
        Assert.AreEqual(7360000L, meter.PowerMilliwatts);
    }

    [TestMethod]
    public void Calibration_corrects_offset_and_gain()
    {
        AgentConfig config = new AgentConfig();
        config.Calibration.ShuntOffsetMicrovolts = 50;
        config.Calibration.CurrentGainPpm = 1010000;
        config.Calibration.VoltageGainPpm = 990000;
        EnergyMeter meter = new EnergyMeter(config);
        Add(meter, 100050, 20000, 0);
        // (100,050 - 50) µV / 5 mΩ = 20 A, x 1.01 = 20.2 A; 20 V x 10 x 0.99 = 198 V.
        Assert.AreEqual(20200, meter.CurrentMilliamps);
        Assert.AreEqual(198000, meter.VoltageMillivolts);
    }

    [TestMethod]
    public void One_hour_at_7360_watts_is_7360000_milliwatt_hours()
    {
        EnergyMeter meter = new EnergyMeter(new AgentConfig());
        for (int i = 0; i <= 36000; i++)
        {
            Add(meter, 160000, 23000, i * 100L);
        }

        Assert.AreEqual(7360000L, meter.RegisterMilliwattHours);
    }

    [TestMethod]
    public void A_ramp_is_integrated_as_a_trapezoid()
    {
        EnergyMeter meter = new EnergyMeter(new AgentConfig());
        Add(meter, 0, 23000, 0);
        Add(meter, 160000, 23000, 1000);
        // From 0 to 7,360 W in one second: 3,680 J, which is 1,022.2 mWh.
        Assert.AreEqual(1022L, meter.RegisterMilliwattHours);
    }

    [TestMethod]
    public void A_gap_of_two_seconds_is_bridged_and_counted_as_substituted()
    {
        EnergyMeter meter = new EnergyMeter(new AgentConfig());
        Add(meter, 160000, 23000, 0);
        meter.Add(Reading, false, 1000);
        Add(meter, 0, 23000, 2000);
        // The last power, 7,360 W, for 2 s: 14,720 J, which is 4,088.8 mWh.
        Assert.AreEqual(4088L, meter.RegisterMilliwattHours);
        Assert.AreEqual(4088L, meter.SubstitutedMilliwattHours);
        Assert.AreEqual(0, meter.GapCount);
    }

    [TestMethod]
    public void A_longer_gap_is_not_billed_and_the_meter_is_lost_until_it_ends()
    {
        EnergyMeter meter = new EnergyMeter(new AgentConfig());
        Add(meter, 160000, 23000, 0);
        meter.Add(Reading, false, 2000);
        Assert.IsFalse(meter.IsLost);
        meter.Add(Reading, false, 2100);
        Assert.IsTrue(meter.IsLost);
        Add(meter, 160000, 23000, 2200);
        Assert.IsFalse(meter.IsLost);
        Assert.AreEqual(0L, meter.RegisterMilliwattHours);
        Assert.AreEqual(1, meter.GapCount);
    }

    [TestMethod]
    public void Power_above_the_rating_by_more_than_a_tenth_is_not_billed()
    {
        EnergyMeter meter = new EnergyMeter(new AgentConfig());
        // 8 kW rated: 8.8 kW still counts. 191,300 µV are 38.26 A, at 230 V 8,799.8 W.
        Add(meter, 191300, 23000, 0);
        Add(meter, 191300, 23000, 1000);
        Assert.AreEqual(2444L, meter.RegisterMilliwattHours);
        Assert.AreEqual(0, meter.ImplausibleCount);
        Add(meter, 200000, 23000, 2000);
        Assert.AreEqual(2444L, meter.RegisterMilliwattHours);
        Assert.AreEqual(1, meter.ImplausibleCount);
    }

    [TestMethod]
    public void Noise_around_zero_does_not_move_the_register()
    {
        EnergyMeter meter = new EnergyMeter(new AgentConfig());
        for (int i = 0; i < 36000; i++)
        {
            // ±90 µV are ±18 mA, below the no-load current of 20 mA.
            Add(meter, i % 2 == 0 ? 90 : -90, 23000, i * 100L);
        }

        Assert.AreEqual(0L, meter.RegisterMilliwattHours);
    }

    [TestMethod]
    public void Reverse_current_is_not_import()
    {
        EnergyMeter meter = new EnergyMeter(new AgentConfig());
        Add(meter, -160000, 23000, 0);
        Add(meter, -160000, 23000, 1000);
        Assert.AreEqual(0L, meter.PowerMilliwatts);
        Assert.AreEqual(0L, meter.RegisterMilliwattHours);
    }

    [TestMethod]
    public void The_register_goes_on_from_the_journal()
    {
        EnergyMeter meter = new EnergyMeter(new AgentConfig());
        meter.Restore(123456789);
        Add(meter, 160000, 23000, 0);
        Add(meter, 160000, 23000, 1000);
        // 7,360 J are 2,044.4 mWh.
        Assert.AreEqual(123458833L, meter.RegisterMilliwattHours);
    }

    private static void Add(EnergyMeter meter, int shuntMicrovolts, int busMillivolts, long nowMs)
    {
        Reading.ShuntMicrovolts = shuntMicrovolts;
        Reading.BusMillivolts = busMillivolts;
        meter.Add(Reading, true, nowMs);
    }
}
