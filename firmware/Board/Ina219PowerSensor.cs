using System;
using Firmware.Core.Ports;

namespace Firmware.Board;

/// <summary>Current and voltage of the line: one INA219 for both, or one for each on a split front end.</summary>
public sealed class Ina219PowerSensor : IPowerSensor
{
    private const int ShuntAddress = 0x40;
    private const int DividerAddress = 0x41;

    private readonly Ina219Chip _shunt;
    private readonly Ina219Chip? _divider;

    /// <summary>A sensor on bus 1. Pin functions must be set before.</summary>
    public Ina219PowerSensor(bool isSplit)
    {
        _shunt = new Ina219Chip(ShuntAddress);
        _divider = isSplit ? new Ina219Chip(DividerAddress) : null;
    }

    /// <summary>Readings that failed for a reason that the chip's driver does not know, since boot.</summary>
    public int UnknownFailureCount { get; private set; }

    /// <inheritdoc />
    public bool TryRead(PowerReading reading)
    {
        try
        {
            if (!_shunt.TryBegin() || !_shunt.TryReadShunt(out int microvolts) || !_shunt.TryReadBus(out int millivolts))
            {
                return false;
            }

            if (_divider != null && (!_divider.TryBegin() || !_divider.TryReadBus(out millivolts)))
            {
                return false;
            }

            reading.ShuntMicrovolts = microvolts;
            reading.BusMillivolts = millivolts;
            return true;
        }
        catch (Exception)
        {
            // The package throws what the bus throws while it sets the chip up.
            UnknownFailureCount++;
            return false;
        }
    }

    /// <summary>The state of the chips, one line each.</summary>
    public string[] Describe()
    {
        return _divider == null ? new string[] { Describe(_shunt) } : new string[] { Describe(_shunt), Describe(_divider) };
    }

    private static string Describe(Ina219Chip chip)
    {
        return "ina219   0x" + chip.Address.ToString("X2") + ", " + chip.FailedTransferCount.ToString() + " transfers failed, "
            + chip.HangCount.ToString() + " bus hangs, " + chip.LostConfigurationCount.ToString() + " configurations lost, "
            + chip.OverflowCount.ToString() + " overflows";
    }
}
