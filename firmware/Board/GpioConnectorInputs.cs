using System;
using System.Device.Gpio;
using Firmware.Core.Ports;

namespace Firmware.Board;

/// <summary>
/// The nine input lines. Edges come as events, so that a tick reads one integer; each tick also looks at one line itself, so that an edge
/// that got lost is found within a second.
/// </summary>
public sealed class GpioConnectorInputs : IConnectorInputs
{
    private readonly object _lock = new object();
    private readonly InputLine[] _lines;
    private int _flags;
    private int _next;

    /// <summary>Opens all lines and reads them once.</summary>
    public GpioConnectorInputs(GpioController gpio)
    {
        _lines = new InputLine[]
        {
            new InputLine(gpio, Pins.PlugPresent, ConnectorInputs.PlugPresent, PinValue.Low),
            new InputLine(gpio, Pins.LatchLocked, ConnectorInputs.LatchLocked, PinValue.Low),
            new InputLine(gpio, Pins.ContactorCommanded, ConnectorInputs.ContactorCommanded, PinValue.Low),
            new InputLine(gpio, Pins.ContactorClosed, ConnectorInputs.ContactorClosed, PinValue.High),
            new InputLine(gpio, Pins.ResidualCurrentTrip, ConnectorInputs.ResidualCurrentTrip, PinValue.High),
            new InputLine(gpio, Pins.OverTemperature, ConnectorInputs.OverTemperature, PinValue.High),
            new InputLine(gpio, Pins.EmergencyStop, ConnectorInputs.EmergencyStop, PinValue.High),
            new InputLine(gpio, Pins.EnclosureOpen, ConnectorInputs.EnclosureOpen, PinValue.High),
            new InputLine(gpio, Pins.MainsPresent, ConnectorInputs.MainsPresent, PinValue.Low),
        };
        for (int i = 0; i < _lines.Length; i++)
        {
            Update(_lines[i]);
            _lines[i].Watch(OnChanged);
        }
    }

    /// <summary>Edges that came as no event, since boot.</summary>
    public int LostEdgeCount { get; private set; }

    /// <summary>Events that could not be taken, since boot.</summary>
    public int FailedEventCount { get; private set; }

    /// <inheritdoc />
    public ConnectorInputs Read()
    {
        InputLine line = _lines[_next];
        _next = _next + 1 == _lines.Length ? 0 : _next + 1;
        if (line.Read() != (_flags & line.Flag))
        {
            LostEdgeCount++;
            Update(line);
        }

        return (ConnectorInputs)_flags;
    }

    private void OnChanged(object sender, PinValueChangedEventArgs e)
    {
        try
        {
            for (int i = 0; i < _lines.Length; i++)
            {
                if (_lines[i].Pin == e.PinNumber)
                {
                    Update(_lines[i]);
                }
            }
        }
        catch (Exception)
        {
            // This runs on the one thread that serves all events. The line is looked at again within a second.
            FailedEventCount++;
        }
    }

    private void Update(InputLine line)
    {
        lock (_lock)
        {
            _flags = (_flags & ~line.Flag) | line.Read();
        }
    }
}
