using Firmware.Core.Config;
using Firmware.Core.Ports;
using Firmware.Core.Promises;

namespace Firmware.Core.Metering;

/// <summary>
/// Turns sensor readings into voltage, current, power and energy. It never invents energy: a reading that is implausible or comes after
/// too long a gap is counted and not billed.
/// </summary>
public sealed class EnergyMeter
{
    /// <summary>Two good readings this far apart still make a trapezoid.</summary>
    public const int SampleIntervalMaxMs = 1000;

    /// <summary>A gap up to here is bridged with the last power, as substituted energy.</summary>
    public const int BridgedGapMaxMs = 2000;

    private const long Million = 1000000;

    private readonly long _microampsPerMicrovoltMillionths;
    private readonly long _millivoltsPerMillivoltMillionths;
    private readonly int _offsetMicrovolts;
    private readonly int _noLoadMicroamps;
    private readonly long _powerSumMaxMilliwatts;
    private readonly EnergyRegister _register = new EnergyRegister();
    private readonly EnergyRegister _substituted = new EnergyRegister();
    private long _powerMilliwatts;
    private long _lastSampleMs;
    private bool _hasSample;
    private bool _isInterrupted;

    /// <summary>A meter for one calibrated sensor.</summary>
    public EnergyMeter(AgentConfig config)
    {
        Calibration calibration = config.Calibration;
        Guard.IsTrue(calibration.IsValid(), "calibration is within bounds");
        _offsetMicrovolts = calibration.ShuntOffsetMicrovolts;
        // 1 µV over 1 µΩ is 1 A: both factors are brought into one, kept in millionths.
        _microampsPerMicrovoltMillionths = Million * calibration.CurrentGainPpm / calibration.ShuntMicroohms;
        _millivoltsPerMillivoltMillionths = (long)calibration.DividerRatioPerMille * calibration.VoltageGainPpm / 1000;
        _noLoadMicroamps = config.NoLoadCurrentMilliamps * 1000;
        _powerSumMaxMilliwatts = 2 * config.RatedPowerMilliwatts / 10 * 11;
    }

    /// <summary>Line voltage in mV.</summary>
    public int VoltageMillivolts { get; private set; }

    /// <summary>Line current in mA.</summary>
    public int CurrentMilliamps { get; private set; }

    /// <summary>Power in mW; never negative, because the register counts import only.</summary>
    public long PowerMilliwatts => _powerMilliwatts;

    /// <summary>The lifetime register in mWh.</summary>
    public long RegisterMilliwattHours => _register.MilliwattHours;

    /// <summary>How much of the register was bridged over short gaps, in mWh since boot.</summary>
    public long SubstitutedMilliwattHours => _substituted.MilliwattHours;

    /// <summary>True from the moment readings have failed for longer than can be bridged until the next good one.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Readings that the sensor did not give, since boot.</summary>
    public int FailedReadCount { get; private set; }

    /// <summary>Intervals that were not billed because the sensor was away for longer than can be bridged, since boot.</summary>
    public int GapCount { get; private set; }

    /// <summary>Intervals that were not billed because their power was above the rated power by more than a tenth, since boot.</summary>
    public int ImplausibleCount { get; private set; }

    /// <summary>Starts the lifetime register from the value that the journal holds.</summary>
    public void Restore(long registerMilliwattHours)
    {
        _register.Restore(registerMilliwattHours);
    }

    /// <summary>Takes one reading, or the fact that there was none.</summary>
    public void Add(PowerReading reading, bool isMeasured, long nowMs)
    {
        if (!isMeasured)
        {
            FailedReadCount++;
            _isInterrupted = true;
            IsLost = !_hasSample || nowMs - _lastSampleMs > BridgedGapMaxMs;
            return;
        }

        long elapsedMs = nowMs - _lastSampleMs;
        long earlierMilliwatts = _powerMilliwatts;
        Convert(reading);
        if (_hasSample && !_isInterrupted && elapsedMs <= SampleIntervalMaxMs)
        {
            AddEnergy(earlierMilliwatts + _powerMilliwatts, elapsedMs);
        }
        else
        {
            CloseGap(earlierMilliwatts, elapsedMs);
        }

        _lastSampleMs = nowMs;
    }

    /// <summary>The current of a reading in µA as calibrated, of either sign and below the no-load current too: what
    /// <see cref="CurrentMilliamps"/> leaves out.</summary>
    public long MicroampsOf(PowerReading reading)
    {
        return (reading.ShuntMicrovolts - _offsetMicrovolts) * _microampsPerMicrovoltMillionths / Million;
    }

    private void Convert(PowerReading reading)
    {
        long microamps = MicroampsOf(reading);
        // Below the no-load current a register must not move (IEC 62053-21, 7.9.1): there it would only integrate the offset.
        if (microamps < _noLoadMicroamps)
        {
            microamps = 0;
        }

        long millivolts = reading.BusMillivolts * _millivoltsPerMillivoltMillionths / Million;
        VoltageMillivolts = (int)millivolts;
        CurrentMilliamps = (int)(microamps / 1000);
        _powerMilliwatts = millivolts * microamps / Million;
    }

    private void CloseGap(long earlierMilliwatts, long elapsedMs)
    {
        if (!_hasSample)
        {
            _hasSample = true;
        }
        else if (elapsedMs <= BridgedGapMaxMs)
        {
            if (AddEnergy(2 * earlierMilliwatts, elapsedMs))
            {
                _substituted.AddTrapezoid(2 * earlierMilliwatts, elapsedMs);
            }
        }
        else
        {
            GapCount++;
        }

        _isInterrupted = false;
        IsLost = false;
    }

    private bool AddEnergy(long powerSumMilliwatts, long elapsedMs)
    {
        if (powerSumMilliwatts > _powerSumMaxMilliwatts)
        {
            ImplausibleCount++;
            return false;
        }

        _register.AddTrapezoid(powerSumMilliwatts, elapsedMs);
        return true;
    }
}
