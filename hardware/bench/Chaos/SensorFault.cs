using Hardware.Bench.Chaos.Mishaps;
using Hardware.Virtual;
using Hardware.Virtual.Vehicles;

namespace Hardware.Bench.Chaos;

/// <summary>Makes a charger's sensor fail, and keeps account of what it cannot have metered meanwhile.</summary>
internal sealed class SensorFault
{
    private const int GapReadsMax = 15;
    private const int OverflowingCalibration = 65534;
    private const double TickHours = 0.2 / 3600;

    // The longest gap that the meter bridges.
    private const double BridgedHours = 2.0 / 3600;

    private readonly Random _random;
    private double _startMilliwattHours;
    private double _startWatts;
    private long _backAtMs;
    private int _calibration;

    /// <summary>A sensor's faults, from a charger's own generator.</summary>
    public SensorFault(Random random)
    {
        _random = random;
    }

    /// <summary>The sensor has failed and is not back.</summary>
    public bool IsActive { get; private set; }

    /// <summary>The sensor fails at an instant of monotonic time in ms.</summary>
    public void Begin(Mishap mishap, Ina219Model sensor, VehicleModel vehicle, long nowMs)
    {
        IsActive = true;
        _startMilliwattHours = vehicle.EnergyMilliwattHours;
        _startWatts = vehicle.PowerWatts;
        _calibration = sensor.CalibrationRegister;
        switch (mishap)
        {
            case Mishap.SensorGap:
                sensor.Nack(_random.Next(1, GapReadsMax));
                _backAtMs = nowMs + 2500;
                break;
            case Mishap.SensorOverflow:
                sensor.CalibrationRegister = OverflowingCalibration;
                _backAtMs = nowMs + _random.Next(3000, 60000);
                break;
            default:
                sensor.IsSilent = true;
                _backAtMs = nowMs + _random.Next(3000, 90000);
                break;
        }
    }

    /// <summary>Whether it is time for the sensor to come back.</summary>
    public bool IsOver(long nowMs)
    {
        return IsActive && nowMs >= _backAtMs;
    }

    /// <summary>The sensor is back.</summary>
    public void End(Ina219Model sensor, Visit visit)
    {
        IsActive = false;
        bool isUnmetered = sensor.IsSilent || sensor.CalibrationRegister != _calibration;
        sensor.Nack(0);
        sensor.IsSilent = false;
        sensor.CalibrationRegister = _calibration;
        visit.BridgedMilliwattHours += Math.Abs(visit.Vehicle.PowerWatts - _startWatts) * 1000 * BridgedHours;
        if (isUnmetered)
        {
            // And the tick before and after.
            double watts = Math.Max(visit.Vehicle.PowerWatts, _startWatts);
            visit.UnmeteredMilliwattHours += visit.Vehicle.EnergyMilliwattHours - _startMilliwattHours + (watts * 1000 * TickHours);
        }
    }
}
