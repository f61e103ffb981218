namespace Firmware.Core.Connector;

/// <summary>Status names as OCPP 1.6 writes them; Enum.ToString() prints the number on the device.</summary>
public static class ConnectorStatusName
{
    /// <summary>The name of a status.</summary>
    public static string Of(ConnectorStatus status)
    {
        switch (status)
        {
            case ConnectorStatus.Available: return "Available";
            case ConnectorStatus.Preparing: return "Preparing";
            case ConnectorStatus.Charging: return "Charging";
            case ConnectorStatus.SuspendedEV: return "SuspendedEV";
            case ConnectorStatus.SuspendedEVSE: return "SuspendedEVSE";
            case ConnectorStatus.Unavailable: return "Unavailable";
            default: return "Faulted";
        }
    }
}
