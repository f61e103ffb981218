using System;
using System.Device.Gpio;
using Firmware.Core.Ports;

namespace Firmware.Board;

/// <summary>One input line: its pin, its flag, and which level means what the flag says.</summary>
public sealed class InputLine
{
    private const int DebounceMs = 10;

    private readonly GpioPin _pin;
    private readonly PinValue _activeLevel;

    /// <summary>Opens the pin; the opto-couplers have pull-ups of their own.</summary>
    public InputLine(GpioController gpio, int pin, ConnectorInputs flag, PinValue activeLevel)
    {
        _pin = gpio.OpenPin(pin, PinMode.Input);
        _pin.DebounceTimeout = TimeSpan.FromMilliseconds(DebounceMs);
        _activeLevel = activeLevel;
        Pin = pin;
        Flag = (int)flag;
    }

    /// <summary>Number of the pin.</summary>
    public int Pin { get; }

    /// <summary>Bit of the line in <see cref="ConnectorInputs"/>.</summary>
    public int Flag { get; }

    /// <summary>The flag while the line says so, otherwise 0.</summary>
    public int Read()
    {
        return _pin.Read() == _activeLevel ? Flag : 0;
    }

    /// <summary>Calls a handler after each change.</summary>
    public void Watch(PinValueChangedEventHandler handler)
    {
        _pin.ValueChanged += handler;
    }
}
