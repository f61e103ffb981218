using System.Device.Gpio;
using Firmware.Core.Ports;

namespace Firmware.Board;

/// <summary>The three lights and FAULT_OUT, each on a pin of its own.</summary>
public sealed class GpioStatusLights : IStatusLights
{
    private readonly GpioPin _green;
    private readonly GpioPin _amber;
    private readonly GpioPin _red;
    private readonly GpioPin _faultOut;

    /// <summary>Opens the four pins, all off.</summary>
    public GpioStatusLights(GpioController gpio)
    {
        _green = gpio.OpenPin(Pins.Green, PinMode.Output);
        _amber = gpio.OpenPin(Pins.Amber, PinMode.Output);
        _red = gpio.OpenPin(Pins.Red, PinMode.Output);
        _faultOut = gpio.OpenPin(Pins.FaultOut, PinMode.Output);
        Show(StatusOutputs.None);
    }

    /// <inheritdoc />
    public void Show(StatusOutputs outputs)
    {
        // What other equipment reacts to goes first.
        _faultOut.Write((outputs & StatusOutputs.FaultOut) != 0);
        _red.Write((outputs & StatusOutputs.Red) != 0);
        _amber.Write((outputs & StatusOutputs.Amber) != 0);
        _green.Write((outputs & StatusOutputs.Green) != 0);
    }
}
