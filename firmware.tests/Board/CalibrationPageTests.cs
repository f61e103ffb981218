using System.Globalization;
using Firmware.Core.Config;
using Firmware.Core.Metering;
using Firmware.Core.Ports;
using Firmware.Core.Provisioning;

namespace Firmware.Tests.Board;

/// <summary>The worked example in hardware/board/calibration.md comes out of the meter and of the console's own calibration.</summary>
[TestClass]
public class CalibrationPageTests
{
    private const string Page = "calibration.md";

    private static readonly Dictionary<string, int> Example =
        BoardPages.Table(Page, "Quantity").ToDictionary(row => row[0], row => int.Parse(row[1], CultureInfo.InvariantCulture));

    [TestMethod]
    public void The_meter_shows_what_the_example_says()
    {
        EnergyMeter before = Metered(
            new Calibration { ShuntMicroohms = Example["shuntMicroohms"], DividerRatioPerMille = Example["dividerRatioPerMille"] });
        Assert.AreEqual(Example["current before calibration, mA"], before.CurrentMilliamps);
        Assert.AreEqual(Example["voltage before calibration, mV"], before.VoltageMillivolts);

        EnergyMeter after = Metered(Calibrated());
        Assert.AreEqual(Example["current after calibration, mA"], after.CurrentMilliamps);
        Assert.AreEqual(Example["voltage after calibration, mV"], after.VoltageMillivolts);
        Assert.AreEqual(Example["power after calibration, mW"], after.PowerMilliwatts);
        Assert.AreEqual(Example["energy in one minute, mWh"], after.RegisterMilliwattHours);
    }

    [TestMethod]
    public void The_console_finds_the_offset_and_the_gains_of_the_example()
    {
        Calibration found = new Calibration
        {
            ShuntMicroohms = Example["shuntMicroohms"],
            DividerRatioPerMille = Example["dividerRatioPerMille"],
        };
        Calibrate(found, CalibrationStep.Zero, 0, Example["shuntOffsetMicrovolts"]);
        Calibrate(found, CalibrationStep.Current, Example["reference mA"], Example["raw shunt µV"]);
        Calibrate(found, CalibrationStep.Voltage, Example["reference mV"], Example["raw shunt µV"]);
        Assert.AreEqual(Example["shuntOffsetMicrovolts"], found.ShuntOffsetMicrovolts);
        Assert.AreEqual(Example["currentGainPpm"], found.CurrentGainPpm);
        Assert.AreEqual(Example["voltageGainPpm"], found.VoltageGainPpm);
    }

    [TestMethod]
    public void The_example_is_near_its_reference()
    {
        // 20.000 A and 400.00 V for a minute are 8000 W / 60 = 133.3333 Wh = 133333 mWh; one mWh is less than a hundred-thousandth of it.
        Assert.AreEqual(20000, Example["reference mA"]);
        Assert.AreEqual(400000, Example["reference mV"]);
        Assert.IsLessThanOrEqualTo(1, 133333 - Example["energy in one minute, mWh"]);
    }

    [TestMethod]
    [DataRow("shuntOffsetMicrovolts")]
    [DataRow("shuntMicroohms")]
    [DataRow("currentGainPpm")]
    [DataRow("dividerRatioPerMille")]
    [DataRow("voltageGainPpm")]
    public void Ranges_and_default_are_those_that_the_firmware_takes(string setting)
    {
        string[] row = BoardPages.Table(Page, "Setting").Single(row => row[0] == setting);
        int[] range = row[1].Replace('−', '-').Split(" to ").Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var property = typeof(Calibration).GetProperty(char.ToUpperInvariant(setting[0]) + setting[1..])!;
        Assert.AreEqual(property.GetValue(new Calibration()), int.Parse(row[2], CultureInfo.InvariantCulture));
        foreach ((int value, bool isTaken) in new[] { (range[0] - 1, false), (range[0], true), (range[1], true), (range[1] + 1, false) })
        {
            Calibration calibration = new Calibration();
            property.SetValue(calibration, value);
            Assert.AreEqual(isTaken, calibration.IsValid(), $"{setting} {value}");
        }
    }

    private static Calibration Calibrated() => new()
    {
        ShuntOffsetMicrovolts = Example["shuntOffsetMicrovolts"],
        ShuntMicroohms = Example["shuntMicroohms"],
        CurrentGainPpm = Example["currentGainPpm"],
        DividerRatioPerMille = Example["dividerRatioPerMille"],
        VoltageGainPpm = Example["voltageGainPpm"],
    };

    /// <summary>A minute at ten readings a second.</summary>
    private static EnergyMeter Metered(Calibration calibration)
    {
        EnergyMeter meter = new EnergyMeter(new AgentConfig { Calibration = calibration });
        for (long nowMs = 0; nowMs <= 60000; nowMs += 100)
        {
            meter.Add(Reading(Example["raw shunt µV"]), true, nowMs);
        }

        return meter;
    }

    private static void Calibrate(Calibration calibration, CalibrationStep step, int reference, int shuntMicrovolts)
    {
        Calibrator calibrator = new Calibrator();
        Assert.IsNull(calibrator.Begin(step, reference));
        while (!calibrator.IsComplete)
        {
            calibrator.Add(Reading(shuntMicrovolts));
        }

        Assert.IsNull(calibrator.Finish(calibration));
    }

    private static PowerReading Reading(int shuntMicrovolts) =>
        new() { ShuntMicrovolts = shuntMicrovolts, BusMillivolts = Example["raw bus mV"] };
}
