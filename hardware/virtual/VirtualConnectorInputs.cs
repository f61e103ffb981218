using Firmware.Core.Ports;

namespace Hardware.Virtual;

/// <summary>The connector's input lines. Mains is present until somebody says otherwise; faults are injected by setting their
/// line.</summary>
public sealed class VirtualConnectorInputs : IConnectorInputs
{
    private const ConnectorInputs Supplied =
        ConnectorInputs.PlugPresent | ConnectorInputs.ContactorCommanded | ConnectorInputs.ContactorClosed | ConnectorInputs.MainsPresent;

    private ConnectorInputs _lines = ConnectorInputs.MainsPresent;

    /// <summary>Whether current can reach the vehicle: plug in, contactor closed, mains present.</summary>
    public bool IsSupplied
    {
        get { return (_lines & Supplied) == Supplied; }
    }

    /// <summary>Whether a plug is in.</summary>
    public bool IsPlugged
    {
        get { return (_lines & ConnectorInputs.PlugPresent) != 0; }
    }

    /// <inheritdoc/>
    public ConnectorInputs Read()
    {
        return _lines;
    }

    /// <summary>Makes one or more lines active or inactive.</summary>
    public void Set(ConnectorInputs lines, bool isActive)
    {
        _lines = isActive ? _lines | lines : _lines & ~lines;
    }

    /// <summary>A plug is put in, latched, and the charger closes its contactor at once.</summary>
    public void PlugIn()
    {
        Set(ConnectorInputs.PlugPresent | ConnectorInputs.LatchLocked, true);
        CloseContactor();
    }

    /// <summary>The charger opens its contactor and the latch, and the plug is pulled.</summary>
    public void Unplug()
    {
        OpenContactor();
        Set(ConnectorInputs.PlugPresent | ConnectorInputs.LatchLocked, false);
    }

    /// <summary>The charger closes its contactor.</summary>
    public void CloseContactor()
    {
        Set(ConnectorInputs.ContactorCommanded | ConnectorInputs.ContactorClosed, true);
    }

    /// <summary>The charger opens its contactor.</summary>
    public void OpenContactor()
    {
        Set(ConnectorInputs.ContactorCommanded | ConnectorInputs.ContactorClosed, false);
    }
}
