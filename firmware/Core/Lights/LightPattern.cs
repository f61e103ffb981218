using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Ports;

namespace Firmware.Core.Lights;

/// <summary>
/// What the lights do, as one bit for each quarter of a second of an eight-second cycle. The table of patterns stands in
/// hardware/board/README.md.
/// </summary>
public sealed class LightPattern
{
    /// <summary>Length of a slot.</summary>
    public const int SlotMs = 250;

    /// <summary>Slots of a cycle.</summary>
    public const int SlotCount = 32;

    private const uint Steady = 0xFFFFFFFF;
    private const uint SlowBlink = 0x0F0F0F0F;
    private const uint LongBlink = 0x77777777;
    private const uint Flutter = 0x55555555;
    private const uint Flash = 0x01010101;

    private uint _green;
    private uint _amber;
    private uint _red;
    private bool _isFaultOut;

    /// <summary>Chooses the pattern of a state; called when the state changes.</summary>
    public void Choose(ConnectorStatus status, int faultMask, bool isOnline)
    {
        _green = 0;
        _amber = isOnline ? 0 : Flash;
        _red = 0;
        _isFaultOut = false;
        ChooseStatus(status);
        if (FaultTable.TryGetWorst(faultMask, out FaultCode worst))
        {
            uint blinks = BlinksInARow(FaultTable.BlinksOf(worst));
            _isFaultOut = FaultTable.SeverityOf(worst) == FaultSeverity.Critical;
            _red = _isFaultOut ? blinks : 0;
            _amber = _isFaultOut ? 0 : blinks;
        }
    }

    /// <summary>All lights on: the lamp test at boot.</summary>
    public void ChooseLampTest()
    {
        _green = Steady;
        _amber = Steady;
        _red = Steady;
    }

    /// <summary>All lights flutter: somebody looks for this charger.</summary>
    public void ChooseIdentify()
    {
        _green = Flutter;
        _amber = ~Flutter;
        _red = Flutter;
    }

    /// <summary>The outputs at an instant.</summary>
    public StatusOutputs At(long nowMs)
    {
        int slot = (int)(nowMs / SlotMs % SlotCount);
        StatusOutputs outputs = _isFaultOut ? StatusOutputs.FaultOut : StatusOutputs.None;
        if (((_green >> slot) & 1) != 0)
        {
            outputs |= StatusOutputs.Green;
        }

        if (((_amber >> slot) & 1) != 0)
        {
            outputs |= StatusOutputs.Amber;
        }

        if (((_red >> slot) & 1) != 0)
        {
            outputs |= StatusOutputs.Red;
        }

        return outputs;
    }

    private static uint BlinksInARow(int count)
    {
        uint pattern = 0;
        for (int i = 0; i < count; i++)
        {
            pattern |= 1u << (2 * i);
        }

        return pattern;
    }

    private void ChooseStatus(ConnectorStatus status)
    {
        switch (status)
        {
            case ConnectorStatus.Available:
                _green = Steady;
                break;
            case ConnectorStatus.Preparing:
                _green = SlowBlink;
                break;
            case ConnectorStatus.Charging:
                _green = LongBlink;
                break;
            case ConnectorStatus.SuspendedEV:
                _green = Steady;
                _amber = Steady;
                break;
            case ConnectorStatus.SuspendedEVSE:
                _amber = SlowBlink;
                break;
            case ConnectorStatus.Unavailable:
                _amber = Steady;
                break;
        }
    }
}
