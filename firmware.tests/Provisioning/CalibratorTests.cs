using Firmware.Core.Config;
using Firmware.Core.Ports;
using Firmware.Core.Provisioning;

namespace Firmware.Tests.Provisioning;

[TestClass]
public class CalibratorTests
{
    [TestMethod]
    public void The_offset_is_the_mean_at_zero_current()
    {
        Calibration calibration = new Calibration();
        // 25 readings of -40 µV and 25 of -20 µV.
        Assert.IsNull(Run(CalibrationStep.Zero, 0, -40, -20, 0, calibration));
        Assert.AreEqual(-30, calibration.ShuntOffsetMicrovolts);
    }

    [TestMethod]
    public void The_current_gain_brings_the_reading_to_the_reference()
    {
        Calibration calibration = new Calibration { ShuntOffsetMicrovolts = -30, ShuntMicroohms = 5000 };
        // 20,000 mA x 5000 µΩ x 1000 / (100,420 + 30) µV = 995,520.2.
        Assert.IsNull(Run(CalibrationStep.Current, 20000, 100420, 100420, 0, calibration));
        Assert.AreEqual(995520, calibration.CurrentGainPpm);
    }

    [TestMethod]
    public void The_voltage_gain_brings_the_reading_to_the_reference()
    {
        Calibration calibration = new Calibration { DividerRatioPerMille = 50000 };
        // 400,000 mV x 1,000,000,000 / (7956 mV x 50,000) = 1,005,530.4.
        Assert.IsNull(Run(CalibrationStep.Voltage, 400000, 0, 0, 7956, calibration));
        Assert.AreEqual(1005530, calibration.VoltageGainPpm);
    }

    [TestMethod]
    public void A_calibration_in_force_does_not_enter_into_the_next_one()
    {
        Calibration calibration = new Calibration { CurrentGainPpm = 990000, VoltageGainPpm = 1010000, DividerRatioPerMille = 10000 };
        // 10,000 mA x 5000 x 1000 / 50,000 µV = 1,000,000; 230,000 mV x 1e9 / (23,000 x 10,000) = 1,000,000.
        Assert.IsNull(Run(CalibrationStep.Current, 10000, 50000, 50000, 0, calibration));
        Assert.IsNull(Run(CalibrationStep.Voltage, 230000, 0, 0, 23000, calibration));
        Assert.AreEqual(1000000, calibration.CurrentGainPpm);
        Assert.AreEqual(1000000, calibration.VoltageGainPpm);
    }

    [TestMethod]
    public void Current_at_the_zero_step_is_no_offset()
    {
        Calibration calibration = new Calibration();
        Assert.IsNotNull(Run(CalibrationStep.Zero, 0, 1001, 1001, 0, calibration));
        Assert.AreEqual(0, calibration.ShuntOffsetMicrovolts);
    }

    [TestMethod]
    public void A_gain_of_more_than_two_is_a_wrong_part_and_nothing_is_written()
    {
        Calibration calibration = new Calibration();
        // 10,000 mA x 5000 x 1000 / 24,000 µV = 2,083,333.
        Assert.IsNotNull(Run(CalibrationStep.Current, 10000, 24000, 24000, 0, calibration));
        // The wrong way round.
        Assert.IsNotNull(Run(CalibrationStep.Current, 10000, -50000, -50000, 0, calibration));
        Assert.IsNotNull(Run(CalibrationStep.Voltage, 230000, 0, 0, 0, calibration));
        Assert.AreEqual(1000000, calibration.CurrentGainPpm);
        Assert.AreEqual(1000000, calibration.VoltageGainPpm);
    }

    [TestMethod]
    public void A_reference_that_is_too_small_is_refused()
    {
        Calibrator calibrator = new Calibrator();
        Assert.IsNotNull(calibrator.Begin(CalibrationStep.Current, 999));
        Assert.IsNotNull(calibrator.Begin(CalibrationStep.Voltage, 999));
        Assert.IsNull(calibrator.Begin(CalibrationStep.Current, 1000));
    }

    [TestMethod]
    public void The_largest_values_do_not_overflow()
    {
        Calibration calibration = new Calibration { ShuntMicroohms = 1000000, DividerRatioPerMille = 47000 };
        // 320 mA x 1,000,000 x 1000 / 320,000 µV is 1,000,000, and 320 mA is below the least reference; 500 A is far out, not wrapped.
        Assert.IsNotNull(Run(CalibrationStep.Current, 500000, 320000, 320000, 0, calibration));
        // 1,500,000 mV x 1e9 / (31,916 mV x 47,000) = 999,965.3.
        Assert.IsNull(Run(CalibrationStep.Voltage, 1500000, 0, 0, 31916, calibration));
        Assert.AreEqual(999965, calibration.VoltageGainPpm);
    }

    private static string? Run(
        CalibrationStep step,
        int reference,
        int evenMicrovolts,
        int oddMicrovolts,
        int busMillivolts,
        Calibration calibration)
    {
        Calibrator calibrator = new Calibrator();
        Assert.IsNull(calibrator.Begin(step, reference));
        PowerReading reading = new PowerReading { BusMillivolts = busMillivolts };
        for (int i = 0; i < Calibrator.SampleCount; i++)
        {
            Assert.IsFalse(calibrator.IsComplete);
            reading.ShuntMicrovolts = i % 2 == 0 ? evenMicrovolts : oddMicrovolts;
            calibrator.Add(reading);
        }

        return calibrator.Finish(calibration);
    }
}
