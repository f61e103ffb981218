using Firmware.Core.Connector;
using Firmware.Core.Tariffs;

namespace Firmware.Core.Sessions;

/// <summary>Which time a connector status is: charging, parking, or waiting for the charger, which costs nothing.</summary>
public static class PeriodKindRule
{
    /// <summary>The kind of a status.</summary>
    public static PeriodKind KindOf(ConnectorStatus status)
    {
        switch (status)
        {
            case ConnectorStatus.Charging: return PeriodKind.Charging;
            case ConnectorStatus.SuspendedEV: return PeriodKind.Parking;
            default: return PeriodKind.Waiting;
        }
    }
}
