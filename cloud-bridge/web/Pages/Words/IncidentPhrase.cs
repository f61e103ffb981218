using CloudBridge.Core.Operations.Incidents;

namespace CloudBridge.Web.Pages.Words;

/// <summary>An incident in a sentence for whoever stands at the charger or has his vehicle there.</summary>
public static class IncidentPhrase
{
    /// <summary>What is wrong and what it means for charging.</summary>
    public static string Of(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return incident.Kind switch
        {
            IncidentKind.ConnectorFault => FaultOf(incident.Facts.VendorCode ?? incident.Cause),
            IncidentKind.MeterLost => "The meter does not answer. What flows meanwhile is not billed.",
            IncidentKind.PowerOutage => "There is no mains power here. What was metered is kept; charging goes on when the power is back.",
            IncidentKind.ChargerOffline => "The charger is not connected. It goes on metering, and nothing is lost.",
            IncidentKind.SessionInterrupted => "This session was interrupted. What was metered so far is kept.",
            IncidentKind.StoppedByVehicle => "The vehicle stopped charging while it was still taking much power.",
            IncidentKind.PriceStepAhead => "The price will soon change.",
            IncidentKind.ChargeComplete => "The vehicle is full, or has reached its own limit.",
            _ => incident.Facts.Detail ?? incident.Kind,
        };
    }

    private static string FaultOf(string vendorCode)
    {
        return vendorCode switch
        {
            "GroundFailure" => "The charger has switched off because current leaks to earth. Unplug, and try another charger.",
            "HighTemperature" => "The charger is too hot and waits until it has cooled down.",
            "OverCurrentFailure" => "The vehicle draws more than the charger may give. Unplug, wait a minute, plug in again.",
            "OverVoltage" or "UnderVoltage" =>
                "The mains voltage is outside what the charger may use. It goes on by itself when the mains are well again.",
            "PowerMeterFailure" => "The meter does not answer. What flows meanwhile is not billed.",
            "PowerSwitchFailure" => "The charger's main switch does not follow. The operator has been told.",
            "ConnectorLockFailure" => "The plug is not locked. Pull it out and plug in again, firmly.",
            "EmergencyStop" => "Somebody has pressed the emergency stop.",
            "EnclosureOpen" => "The charger's cover is open.",
            "MainsLost" => "There is no mains power here. What was metered is kept.",
            _ => "The charger reports a fault. The operator has been told.",
        };
    }
}
