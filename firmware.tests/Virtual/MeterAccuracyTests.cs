using System;
using System.Collections.Generic;
using Firmware.Core.Config;
using Firmware.Core.Metering;
using Firmware.Core.Ports;
using Hardware.Virtual;
using Hardware.Virtual.Vehicles;

namespace Firmware.Tests.Virtual;

/// <summary>The meter at 10 Hz behind the chip's steps, against the exact integral of what the vehicle drew: at most 0.05 %
/// apart.</summary>
[TestClass]
public sealed class MeterAccuracyTests
{
    private const int TickMs = 100;
    private const double ErrorMax = 0.0005;
    // Half way between two steps of the bus converter, its worst place: 23002 mV is 5750.5 steps of 4 mV.
    private const double LineVolts = 230.02;

    // The reference front end: 5000 µΩ, 10:1, 32 A and 8 kW rated. 10 % of it is 800 W, 3.5 A: 1739 steps of the shunt converter.
    private static readonly AgentConfig Config = new();

    [TestMethod]
    [DataRow(7360.0)]
    [DataRow(3680.0)]
    [DataRow(1400.0)]
    [DataRow(800.0)]
    public void Constant_current_and_taper_of_a_battery_are_metered(double powerWatts)
    {
        // The taper is cut at 10 % of 8 kW, the lowest power for which the limit holds; at 800 W there is no taper left.
        double cutOff = Math.Min(0.999, 800 / powerWatts);
        AssertMetered(new BatteryVehicle(20000, powerWatts, 0.35, 0.8, cutOff), 1);
    }

    [TestMethod]
    public void Steps_of_a_load_manager_are_metered()
    {
        Random random = new(11);
        List<(long DurationMs, double PowerWatts)> steps = [];
        for (int i = 0; i < 200; i++)
        {
            // 20 s to 2 min, 800 W to 7.4 kW; no step falls on a tick.
            steps.Add((random.Next(20000, 120000), 800 + (random.NextDouble() * 6600)));
        }

        AssertMetered(new SteppedVehicle(steps), 3);
    }

    [TestMethod]
    [DataRow(1500.0, 700.0)]
    [DataRow(6000.0, 1200.0)]
    public void A_power_that_trembles_is_metered(double powerWatts, double noiseWatts)
    {
        AssertMetered(new SteppedVehicle([(2 * 3600 * 1000, powerWatts)], noiseWatts, 5), 37);
    }

    [TestMethod]
    public void Noise_of_the_chip_averages_out()
    {
        AssertMetered(new SteppedVehicle([(3600 * 1000, 2000)], 300, 9), 61, shuntNoiseMicrovolts: 30);
    }

    [TestMethod]
    public void The_least_current_of_all_is_metered_at_every_place_between_two_steps()
    {
        // 800 W to 810 W in steps of 0.05 W: each shunt step of 10 µV is 0.46 W wide and is hit at nine places.
        for (double powerWatts = 800; powerWatts < 810; powerWatts += 0.05)
        {
            AssertMetered(new ConstantPowerVehicle(powerWatts, powerWatts), 0);
        }
    }

    private static void AssertMetered(VehicleModel vehicle, long phaseMs, double shuntNoiseMicrovolts = 0)
    {
        Ina219Model chip = new(Config.Calibration) { LineVolts = LineVolts, ShuntNoiseMicrovolts = shuntNoiseMicrovolts };
        EnergyMeter meter = new(Config);
        PowerReading reading = new();

        // Ticks fall on whole tenths of a second; the vehicle is supplied from a phase between two of them.
        bool isLast = false;
        for (long nowMs = 0; !isLast; nowMs += TickMs)
        {
            isLast = vehicle.IsFull;
            vehicle.Supply(Math.Max(0, nowMs - phaseMs) - vehicle.SuppliedMs);
            chip.LineAmps = nowMs < phaseMs ? 0 : vehicle.PowerWatts / LineVolts;
            bool isMeasured = chip.TryRead(reading);
            meter.Add(reading, isMeasured, nowMs);
        }

        double exact = vehicle.EnergyMilliwattHours;
        double error = (meter.RegisterMilliwattHours - exact) / exact;
        Assert.AreEqual(0, error, ErrorMax, $"metered {meter.RegisterMilliwattHours} mWh of {exact:F0} mWh");
    }
}
