using System;
using Firmware.Core.Config;
using Firmware.Core.Ports;
using Hardware.Virtual;

namespace Firmware.Tests.Virtual;

[TestClass]
public sealed class Ina219ModelTests
{
    private readonly PowerReading _reading = new();

    [TestMethod]
    public void Shunt_comes_in_steps_of_ten_microvolts_and_bus_in_steps_of_four_millivolts()
    {
        Ina219Model chip = new(new Calibration()) { LineAmps = 16.0033, LineVolts = 230.07 };

        Assert.IsTrue(chip.TryRead(_reading));

        // 16.0033 A x 5000 µΩ = 80016.5 µV, nearest step 80020; 230.07 V / 10 = 23007 mV, nearest step 23008.
        Assert.AreEqual(80020, _reading.ShuntMicrovolts);
        Assert.AreEqual(23008, _reading.BusMillivolts);
    }

    [TestMethod]
    [DataRow(Ina219Range.Millivolts40, 39990, 7.998)]
    [DataRow(Ina219Range.Millivolts80, 79990, 15.998)]
    [DataRow(Ina219Range.Millivolts160, 159970, 31.994)]
    [DataRow(Ina219Range.Millivolts320, 319800, 63.96)]
    public void Just_below_full_scale_each_range_reads(Ina219Range range, int expectedMicrovolts, double amps)
    {
        // 5000 µΩ: 7.998 A is 39990 µV.
        Ina219Model chip = new(new Calibration(), range) { LineAmps = amps };

        Assert.IsTrue(chip.TryRead(_reading));
        Assert.AreEqual(expectedMicrovolts, _reading.ShuntMicrovolts);
    }

    [TestMethod]
    [DataRow(Ina219Range.Millivolts40)]
    [DataRow(Ina219Range.Millivolts80)]
    [DataRow(Ina219Range.Millivolts160)]
    [DataRow(Ina219Range.Millivolts320)]
    public void Full_scale_saturates_and_raises_the_overflow_flag(Ina219Range range)
    {
        // 100 A x 5000 µΩ = 500 mV: beyond every range.
        Ina219Model chip = new(new Calibration(), range) { LineAmps = 100 };

        Assert.IsFalse(chip.TryRead(_reading));
        Assert.IsTrue(chip.IsOverflow);
        Assert.AreEqual((int)range * 1000, _reading.ShuntMicrovolts);
    }

    [TestMethod]
    public void Without_calibration_register_a_full_scale_goes_unnoticed_as_on_the_chip()
    {
        // 32000 steps x 4096 / 4096 = 32000, which fits the current register: no flag.
        Ina219Model chip = new(new Calibration()) { LineAmps = 100, CalibrationRegister = 4096 };

        Assert.IsTrue(chip.TryRead(_reading));
        Assert.AreEqual(320000, _reading.ShuntMicrovolts);
    }

    [TestMethod]
    public void Bus_ends_at_its_range()
    {
        Ina219Model wide = new(new Calibration()) { LineVolts = 400 };
        Ina219Model narrow = new(new Calibration(), isBus32Volts: false) { LineVolts = 400 };

        Assert.IsTrue(wide.TryRead(_reading));
        Assert.AreEqual(32000, _reading.BusMillivolts);
        Assert.IsTrue(narrow.TryRead(_reading));
        Assert.AreEqual(16000, _reading.BusMillivolts);
    }

    [TestMethod]
    public void Calibration_is_undone_on_the_way_to_the_chip()
    {
        // Gain 1.25 tells the agent to multiply: the chip sees 10 A / 1.25 x 5000 µΩ = 40000 µV, and 120 µV offset on top.
        Calibration calibration = new() { ShuntOffsetMicrovolts = 120, CurrentGainPpm = 1250000 };
        Ina219Model chip = new(calibration) { LineAmps = 10 };

        Assert.IsTrue(chip.TryRead(_reading));
        Assert.AreEqual(40120, _reading.ShuntMicrovolts);
    }

    [TestMethod]
    public void Two_nacks_fail_two_readings_and_not_the_third()
    {
        Ina219Model chip = new(new Calibration());
        chip.Nack(2);

        Assert.IsFalse(chip.TryRead(_reading));
        Assert.IsFalse(chip.TryRead(_reading));
        Assert.IsTrue(chip.TryRead(_reading));
    }

    [TestMethod]
    public void Noise_has_its_deviation_and_repeats_with_its_seed()
    {
        Ina219Model first = new(new Calibration(), seed: 7) { LineAmps = 20, ShuntNoiseMicrovolts = 50 };
        Ina219Model second = new(new Calibration(), seed: 7) { LineAmps = 20, ShuntNoiseMicrovolts = 50 };
        PowerReading other = new();
        double squares = 0;
        for (int i = 0; i < 10000; i++)
        {
            first.TryRead(_reading);
            second.TryRead(other);
            Assert.AreEqual(_reading.ShuntMicrovolts, other.ShuntMicrovolts);
            squares += Math.Pow(_reading.ShuntMicrovolts - 100000, 2);
        }

        // 50 µV of noise and 10 / sqrt(12) = 2.9 µV of quantisation: sqrt(2500 + 8.3) = 50.1 µV.
        Assert.AreEqual(50.1, Math.Sqrt(squares / 10000), 1.5);
    }
}
