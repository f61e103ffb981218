namespace CloudBridge.Core.Operations.Technicians;

/// <summary>What came of a command, as it stands in the database.</summary>
public static class CommandOutcome
{
    /// <summary>The bridge stopped before it knew.</summary>
    public const string Unknown = "Unknown";

    /// <summary>The broker has it, and the charger was online.</summary>
    public const string Sent = "Sent";

    /// <summary>Nothing was sent: the charger is offline, and no broker keeps a command for later.</summary>
    public const string Offline = "Offline";

    /// <summary>Nothing was sent: the bridge has no connection to its broker.</summary>
    public const string NoBroker = "NoBroker";
}
