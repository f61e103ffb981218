using CloudBridge.Core.Contract;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Web.Ocpi;

/// <summary>Status of an EVSE (OCPI 2.2.1, 8.4.21) from what its charger says (ChargePointStatus of OCPP 1.6).</summary>
public static class OcpiEvseStatus
{
    /// <summary>It is there no more.</summary>
    public const string Removed = "REMOVED";

    private const string Unknown = "UNKNOWN";

    // A charger tells its status each hour at least: after two hours one was lost, and a little.
    private const long SilentAfterMs = 125 * 60000;

    /// <summary>Of a charger now. One that is offline, or has said nothing for too long, is UNKNOWN: nothing old is told as now.</summary>
    /// <param name="charger">The charger.</param>
    /// <param name="reading">Its last live value; null when there is none.</param>
    /// <param name="nowUtcMs">Now, unix ms.</param>
    public static string Of(PlacedCharger charger, LiveReading? reading, long nowUtcMs)
    {
        ArgumentNullException.ThrowIfNull(charger);
        long heardUtcMs = Math.Max(charger.StatusUtcMs ?? 0, reading?.ReceivedUtcMs ?? 0);
        return charger.IsOnline == true && nowUtcMs - heardUtcMs <= SilentAfterMs ? Of(charger.ConnectorStatus) : Unknown;
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
