using Firmware.Core.Config;
using Firmware.Core.Ports;
using Firmware.Core.Promises;

namespace Firmware.Core.Provisioning;

/// <summary>Finds the calibration of one unit: takes the mean of some seconds of readings and compares it with what a reference meter
/// shows.</summary>
public sealed class Calibrator
{
    /// <summary>Readings in a mean: five seconds at ten a second.</summary>
    public const int SampleCount = 50;

    /// <summary>Below this current the chip's steps of 10 µV are too coarse for a gain.</summary>
    public const int CurrentMinMilliamps = 1000;

    private const int GainMinPpm = 500000;
    private const int GainMaxPpm = 2000000;
    private const int OffsetMaxMicrovolts = 1000;
    private const int CurrentMaxMilliamps = 500000;
    private const int VoltageMaxMillivolts = 1500000;
    private const int VoltageMinMillivolts = 1000;

    private int _reference;
    private int _count;
    private long _sum;

    /// <summary>What is being measured.</summary>
    public CalibrationStep Step { get; private set; }

    /// <summary>All readings of the step are taken.</summary>
    public bool IsComplete
    {
        get { return _count == SampleCount; }
    }

    /// <summary>Begins a step; the reference is what the other meter shows, in mA or mV. What is wrong with it, or null.</summary>
    public string? Begin(CalibrationStep step, int reference)
    {
        if (step == CalibrationStep.Current && (reference < CurrentMinMilliamps || reference > CurrentMaxMilliamps))
        {
            return "give the current that the reference meter shows, 1000 to 500000 mA";
        }

        if (step == CalibrationStep.Voltage && (reference < VoltageMinMillivolts || reference > VoltageMaxMillivolts))
        {
            return "give the voltage that the reference meter shows, 1000 to 1500000 mV";
        }

        Step = step;
        _reference = reference;
        _count = 0;
        _sum = 0;
        return null;
    }

    /// <summary>Takes a reading.</summary>
    public void Add(PowerReading reading)
    {
        if (!IsComplete)
        {
            _sum += Step == CalibrationStep.Voltage ? reading.BusMillivolts : reading.ShuntMicrovolts;
            _count++;
        }
    }

    /// <summary>Ends the step and writes its result; what is wrong with it, and then nothing is written, or null.</summary>
    public string? Finish(Calibration calibration)
    {
        Guard.IsTrue(IsComplete, "all readings are taken");
        CalibrationStep step = Step;
        Step = CalibrationStep.None;
        switch (step)
        {
            case CalibrationStep.Zero: return FinishZero(calibration);
            case CalibrationStep.Current: return FinishCurrent(calibration);
            default: return FinishVoltage(calibration);
        }
    }

    /// <summary>Measures nothing any more.</summary>
    public void Cancel()
    {
        Step = CalibrationStep.None;
    }

    private string? FinishZero(Calibration calibration)
    {
        long offsetMicrovolts = RoundedQuotient(_sum, SampleCount);
        if (offsetMicrovolts < -OffsetMaxMicrovolts || offsetMicrovolts > OffsetMaxMicrovolts)
        {
            return "current flows: pull the plug and try again";
        }

        calibration.ShuntOffsetMicrovolts = (int)offsetMicrovolts;
        return null;
    }

    private string? FinishCurrent(Calibration calibration)
    {
        // Gain = reference / (µV * 1000 / µΩ), in millionths. 500,000 mA * 1e6 µΩ * 1000 * 50 is 2.5e16, far below 9.2e18.
        long sumMicrovolts = _sum - ((long)calibration.ShuntOffsetMicrovolts * SampleCount);
        if (sumMicrovolts <= 0)
        {
            return "no current flows, or the shunt is connected the wrong way round";
        }

        long gainPpm = RoundedQuotient((long)_reference * calibration.ShuntMicroohms * 1000 * SampleCount, sumMicrovolts);
        if (!IsGain(gainPpm))
        {
            return "more than a factor of two from the reference: check shuntMicroohms and the shunt's wires";
        }

        calibration.CurrentGainPpm = (int)gainPpm;
        return null;
    }

    private string? FinishVoltage(Calibration calibration)
    {
        // Gain = reference / (mV * ratio / 1000), in millionths. 1,500,000 mV * 1e9 * 50 is 7.5e16.
        long sumMillivolts = _sum * calibration.DividerRatioPerMille;
        if (sumMillivolts <= 0)
        {
            return "there is no voltage";
        }

        long gainPpm = RoundedQuotient(_reference * 1000000000L * SampleCount, sumMillivolts);
        if (!IsGain(gainPpm))
        {
            return "more than a factor of two from the reference: check dividerRatioPerMille and the divider";
        }

        calibration.VoltageGainPpm = (int)gainPpm;
        return null;
    }

    private static bool IsGain(long gainPpm)
    {
        return gainPpm >= GainMinPpm && gainPpm <= GainMaxPpm;
    }

    private static long RoundedQuotient(long dividend, long divisor)
    {
        return (dividend + (dividend < 0 ? -divisor / 2 : divisor / 2)) / divisor;
    }
}
