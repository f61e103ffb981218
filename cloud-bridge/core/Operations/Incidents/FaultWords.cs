namespace CloudBridge.Core.Operations.Incidents;

/// <summary>A fault of a charger in words for people who have no use for its code.</summary>
/// <param name="VendorCode">The fault, by its vendor code.</param>
/// <param name="Name">In a few words, after the charger's name.</param>
/// <param name="Phrase">In a sentence or two for whoever stands there: what it means for charging, and what may be done.</param>
public sealed record FaultWords(string VendorCode, string Name, string Phrase)
{
    private const string VoltagePhrase =
        "The mains voltage is outside what the charger may use. It goes on by itself when the mains are well again.";

    private const string UnknownPhrase = "The charger reports a fault. The operator has been told.";

    private static readonly FaultWords[] All =
    [
        new(
            "GroundFailure",
            "residual current trip",
            "The charger has switched off because current leaks to earth. Unplug, and try another charger."),
        new("HighTemperature", "too hot", "The charger is too hot and waits until it has cooled down."),
        new("EmergencyStop", "emergency stop pressed", "Somebody has pressed the emergency stop."),
        new("EnclosureOpen", "enclosure open", "The charger's cover is open."),
        new(
            "OverCurrentFailure",
            "too much current",
            "The vehicle draws more than the charger may give. Unplug, wait a minute, plug in again."),
        new("OverVoltage", "line voltage too high", VoltagePhrase),
        new("UnderVoltage", "line voltage too low", VoltagePhrase),
        new(
            "PowerSwitchFailure",
            "contactor does not follow",
            "The charger's main switch does not follow. The operator has been told."),
        new("ConnectorLockFailure", "plug is not locked", "The plug is not locked. Pull it out and plug in again, firmly."),
        new("PowerMeterFailure", "meter does not answer", "The meter does not answer. What flows meanwhile is not billed."),
        new("MainsLost", "no mains", "There is no mains power here. What was metered is kept."),
        new("StorageFailure", "journal cannot be written", UnknownPhrase),
        new("SettingsRefused", "settings cannot be used", UnknownPhrase),
        new("JournalDamaged", "flash has gone bad in places", UnknownPhrase),
    ];

    /// <summary>Of a vendor code; one that this bridge does not know is its own name.</summary>
    public static FaultWords Of(string vendorCode)
    {
        return All.FirstOrDefault(words => words.VendorCode == vendorCode) ?? new FaultWords(vendorCode, vendorCode, UnknownPhrase);
    }
}
