using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Web.Ocpi;

/// <summary>Status of an EVSE (OCPI 2.2.1, 8.4.21) from what its charger says (ChargePointStatus of OCPP 1.6).</summary>
public static class OcpiEvseStatus
{
    /// <summary>It is there no more.</summary>
    public const string Removed = "REMOVED";

    private const string Unknown = "UNKNOWN";

    /// <summary>Of a charger now. One that is not heard of is UNKNOWN: nothing old is told as now.</summary>
    public static string Of(PlacedCharger charger)
    {
        ArgumentNullException.ThrowIfNull(charger);
        return charger.IsOnline == true ? Of(charger.ConnectorStatus) : Unknown;
    }

    // A plug that is in keeps others out: in use while the session runs, and in the way when it is over.
    private static string Of(string? connectorStatus)
    {
        return connectorStatus switch
        {
            "Available" => "AVAILABLE",
            "Preparing" or "Charging" or "SuspendedEV" or "SuspendedEVSE" => "CHARGING",
            "Finishing" => "BLOCKED",
            "Reserved" => "RESERVED",
            "Unavailable" => "INOPERATIVE",
            "Faulted" => "OUTOFORDER",
            _ => Unknown,
        };
    }
}
