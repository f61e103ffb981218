using Firmware.Core.Config;
using Firmware.Core.Ports;

namespace Hardware.Virtual;

/// <summary>
/// The INA219 and its front end: true line values go through divider and shunt, come out in the chip's own steps (10 µV, 4 mV), saturate
/// at its ranges and raise its overflow flag. It knows nothing of energy or of the vehicle.
/// </summary>
/// <remarks>
/// Registers as in data sheet SBOS448G, section 8.6. It does not say how the converter rounds, so codes are centred on their step, as
/// those of an ideal one are. Not thread-safe.
/// </remarks>
public sealed class Ina219Model : IPowerSensor
{
    private const double ShuntStepMicrovolts = 10;
    private const double BusStepMillivolts = 4;
    private const int RegisterMax = 32767;

    private readonly Random _random;
    private readonly double _shuntStepsPerAmp;
    private readonly double _busStepsPerVolt;
    private readonly double _offsetSteps;
    private readonly int _shuntStepsMax;
    private readonly int _busStepsMax;
    private int _nacksLeft;

    /// <summary>A chip behind a calibrated front end. The bus range is 32 V, or 16 V as by BRNG = 0; the seed is that of the
    /// noise.</summary>
    public Ina219Model(Calibration calibration, Ina219Range range = Ina219Range.Millivolts320, bool isBus32Volts = true, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        // The calibration says how the agent comes from steps to the line; the model goes the same way back.
        _shuntStepsPerAmp = calibration.ShuntMicroohms * (1e6 / calibration.CurrentGainPpm) / ShuntStepMicrovolts;
        _busStepsPerVolt = 1e6 / calibration.DividerRatioPerMille * (1e6 / calibration.VoltageGainPpm) / BusStepMillivolts;
        _offsetSteps = calibration.ShuntOffsetMicrovolts / ShuntStepMicrovolts;
        _shuntStepsMax = (int)range * 100;
        _busStepsMax = isBus32Volts ? 8000 : 4000;
        // Bit 0 of the calibration register is always 0. With this value a shunt at full scale overflows the current register, so the
        // chip flags it itself.
        CalibrationRegister = (((RegisterMax + 1) * 4096 / _shuntStepsMax) & ~1) + 2;
        _random = new Random(seed);
    }

    /// <summary>True line voltage in V.</summary>
    public double LineVolts { get; set; }

    /// <summary>True line current in A; positive to the vehicle.</summary>
    public double LineAmps { get; set; }

    /// <summary>Standard deviation of the shunt converter's noise, in µV; 0 is none.</summary>
    public double ShuntNoiseMicrovolts { get; set; }

    /// <summary>Standard deviation of the bus converter's noise, in mV; 0 is none.</summary>
    public double BusNoiseMillivolts { get; set; }

    /// <summary>Calibration register (05h): current register = shunt steps x this / 4096.</summary>
    public int CalibrationRegister { get; set; }

    /// <summary>The chip does not answer at all, as with a broken wire.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Bus voltage register, bit 0 (OVF): current or power of the last conversion is out of range.</summary>
    public bool IsOverflow { get; private set; }

    /// <summary>The chip answers the next transfers with NACK.</summary>
    public void Nack(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _nacksLeft = count;
    }

    /// <inheritdoc/>
    public bool TryRead(PowerReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (IsSilent || _nacksLeft > 0)
        {
            _nacksLeft = Math.Max(0, _nacksLeft - 1);
            return false;
        }

        double shunt = (LineAmps * _shuntStepsPerAmp) + _offsetSteps + Noise(ShuntNoiseMicrovolts / ShuntStepMicrovolts);
        double bus = (LineVolts * _busStepsPerVolt) + Noise(BusNoiseMillivolts / BusStepMillivolts);
        int shuntSteps = (int)Math.Floor(Math.Clamp(shunt, -_shuntStepsMax, _shuntStepsMax) + 0.5);
        int busSteps = (int)Math.Floor(Math.Clamp(bus, 0, _busStepsMax) + 0.5);
        reading.ShuntMicrovolts = shuntSteps * (int)ShuntStepMicrovolts;
        reading.BusMillivolts = busSteps * (int)BusStepMillivolts;

        // SBOS448G 8.5.1: current = shunt x calibration / 4096, power = current x bus / 5000.
        long current = (long)shuntSteps * CalibrationRegister / 4096;
        IsOverflow = Math.Abs(current) > RegisterMax || Math.Abs(current) * busSteps / 5000 > ushort.MaxValue;
        return !IsOverflow;
    }

    private double Noise(double deviationSteps)
    {
        if (deviationSteps == 0)
        {
            return 0;
        }

        // Box-Muller; 1 - x keeps the logarithm off zero.
        double radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
        return deviationSteps * radius * Math.Cos(2 * Math.PI * _random.NextDouble());
    }
}
