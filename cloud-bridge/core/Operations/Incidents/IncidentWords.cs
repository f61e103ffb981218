using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Operations.Incidents.Rules;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Core.Operations.Incidents;

/// <summary>An incident in plain English: what it is, what it means, and what to do first.</summary>
public static class IncidentWords
{
    /// <summary>A line for lists: "Charger yard-3: residual current trip".</summary>
    public static string Title(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return $"{SubjectOf(incident)}: {What(incident)}";
    }

    /// <summary>One sentence, or two, of what it means.</summary>
    public static string Meaning(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return incident.Kind switch
        {
            IncidentKind.ChargeComplete => "The vehicle is full or has reached its own limit. The place can be freed.",
            IncidentKind.StoppedByVehicle =>
                "The vehicle stopped while it was still taking full power: a timer or a limit that somebody "
                    + "set in it, or a fault of the vehicle.",
            IncidentKind.PriceStepAhead => "The tariff of this session has another price for energy from the next step on.",
            IncidentKind.SessionInterrupted =>
                "A running session lost its power or its charger. What was metered is kept, and the session goes on "
                    + "when both are back and the plug is still in.",
            IncidentKind.ConnectorFault => FaultRemedies.Find(incident.Facts.VendorCode)?.Cause
                ?? "The charger tells a fault that this bridge does not know.",
            IncidentKind.MeterLost => "The charger is there, its meter does not answer. What flows meanwhile is not billed.",
            IncidentKind.PowerOutage => incident.SiteId != null && incident.ChargerId == null
                ? "The chargers of this site have no mains, while their boards are still supplied."
                : "The charger has no mains, while its board is still supplied.",
            IncidentKind.ChargerOffline =>
                "The charger is not heard of. It goes on charging and metering by itself, and tells everything when it is back.",
            IncidentKind.SiteOffline =>
                "Most chargers of this site went at the same time: the site has no power, or no network. "
                    + "Chargers that run go on metering by themselves.",
            IncidentKind.SessionHeld => "A bill that cannot be proved is not issued. The session is stored, and nothing is lost.",
            IncidentKind.MessagesQuarantined =>
                "Messages of this charger could not be taken. They are kept, and the charger sends its records again until they are.",
            IncidentKind.RecordsMissing => RecordsMissing(incident.Cause),
            IncidentKind.ClockNotSynchronised =>
                "Without the time of day the charger cannot price by time: doubtful time is billed at the cheapest price it can lie in.",
            IncidentKind.StorageFilling =>
                "Records wait on the charger although it is connected. When its flash is full, details of "
                    + "sessions go first; totals never do.",
            IncidentKind.MaintenanceDue => Maintenance(incident.Cause),
            _ => "",
        };
    }

    /// <summary>What to do first; empty where nothing has to be done.</summary>
    public static string Remedy(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return incident.Kind switch
        {
            IncidentKind.ConnectorFault => FaultRemedies.Find(incident.Facts.VendorCode)?.Remedy
                ?? "Read the charger's serial log on site; update the bridge when its firmware is newer.",
            IncidentKind.MeterLost => FaultRemedies.Find("PowerMeterFailure")!.Remedy,
            IncidentKind.PowerOutage => FaultRemedies.Find("MainsLost")!.Remedy,
            IncidentKind.ChargerOffline =>
                "Look whether its lights are on. If they are, look at network and broker; if not, at breaker and supply.",
            IncidentKind.SiteOffline =>
                "Call somebody on site: is there light? With power, look at the router and its provider; "
                    + "without, call the network operator.",
            IncidentKind.SessionHeld =>
                "Look at the reason, mend it, and release the session: cloud-bridge held show ID, then held release ID.",
            IncidentKind.MessagesQuarantined =>
                "Look at the messages and their reasons: cloud-bridge quarantine list. A wrong device key is the commonest.",
            IncidentKind.RecordsMissing =>
                "Read the charger's journal on site before anything is exchanged. Acknowledge this when it is looked into; that ends it.",
            IncidentKind.ClockNotSynchronised =>
                "See that the charger reaches its time server (UDP port 123), and which one its settings name.",
            IncidentKind.StorageFilling =>
                "Look at the quarantine for records of this charger, and at the time between its messages and their receipts.",
            IncidentKind.MaintenanceDue => MaintenanceRemedy(incident.Cause),
            _ => "",
        };
    }

    /// <summary>What an outage was, in words; empty without a verdict.</summary>
    public static string Verdict(string? verdict)
    {
        return verdict switch
        {
            OutageVerdict.PowerCut => "power cut: the chargers have booted",
            OutageVerdict.NetworkOnly => "network only: it ran all the time",
            OutageVerdict.ChargerDown => "this charger alone was without power or started again",
            OutageVerdict.Unknown => "not known",
            _ => "",
        };
    }

    private static string SubjectOf(Incident incident)
    {
        string[] parts = incident.Subject.Split('/', 2);
        return parts.Length < 2
            ? incident.Subject
            : parts[0] switch
            {
                "charger" => "Charger ",
                "site" => "Site ",
                _ => "Session ",
            } + parts[1];
    }

    private static string What(Incident incident)
    {
        IncidentFacts facts = incident.Facts;
        return incident.Kind switch
        {
            IncidentKind.ChargeComplete => "charge complete",
            IncidentKind.StoppedByVehicle => "stopped by the vehicle",
            IncidentKind.PriceStepAhead => facts.NextPriceMicros > facts.PriceMicros
                ? "energy will cost more soon"
                : "energy will cost less soon",
            IncidentKind.SessionInterrupted => "interrupted",
            IncidentKind.ConnectorFault => Fault(facts.VendorCode ?? incident.Cause),
            IncidentKind.MeterLost => "meter does not answer",
            IncidentKind.PowerOutage => facts.ChargerCount == null
                ? "no mains"
                : $"no mains at {facts.ChargerCount} of {facts.SiteChargerCount} chargers",
            IncidentKind.ChargerOffline => "not heard of",
            IncidentKind.SiteOffline => $"{facts.ChargerCount} of {facts.SiteChargerCount} chargers not heard of",
            IncidentKind.SessionHeld => "not billed",
            IncidentKind.MessagesQuarantined => "messages could not be taken",
            IncidentKind.RecordsMissing => incident.Cause switch
            {
                "gap" => "records are missing",
                "chain" => "records do not follow each other",
                _ => "energy that is on no bill",
            },
            IncidentKind.ClockNotSynchronised => "clock is not set",
            IncidentKind.StorageFilling => "records wait",
            IncidentKind.MaintenanceDue =>
                $"maintenance due, {facts.Measured} {MaintenanceRules.Find(incident.Cause)?.Unit ?? incident.Cause}",
            _ => incident.Kind,
        };
    }

    private static string Fault(string vendorCode)
    {
        return vendorCode switch
        {
            "GroundFailure" => "residual current trip",
            "HighTemperature" => "too hot",
            "EmergencyStop" => "emergency stop pressed",
            "EnclosureOpen" => "enclosure open",
            "OverCurrentFailure" => "too much current",
            "OverVoltage" => "line voltage too high",
            "UnderVoltage" => "line voltage too low",
            "PowerSwitchFailure" => "contactor does not follow",
            "ConnectorLockFailure" => "plug is not locked",
            "StorageFailure" => "journal cannot be written",
            "SettingsRefused" => "settings cannot be used",
            _ => vendorCode,
        };
    }

    private static string RecordsMissing(string cause)
    {
        return cause switch
        {
            "gap" => "Records of this charger have not come, and later ones have: sessions may be among them.",
            "chain" => "A record does not carry the code of the one before it: something was changed, or a journal was exchanged.",
            _ => "Energy was metered between two sessions that nobody is billed for.",
        };
    }

    private static string Maintenance(string cause)
    {
        return cause switch
        {
            "contactorCycles" => "The contactor has done half of the switchings it is good for.",
            "hotOpenings" => "The contactor was opened under load so often that its contacts are burnt: it may weld.",
            "sensorErrors" => "The current sensor often fails to answer: a wire or the chip will fail altogether.",
            "zeroOffset" => "The meter shows a current while the contactor is open: somebody would pay for nothing.",
            MaintenanceRules.Reboots => "The charger starts again and again.",
            "overTemperatureTrips" => "The charger got too hot several times.",
            _ => "A figure of this charger is over its limit.",
        };
    }

    private static string MaintenanceRemedy(string cause)
    {
        return cause switch
        {
            "contactorCycles" => "Measure the contacts at the next visit and plan a new contactor.",
            "hotOpenings" => "Measure the contacts, exchange the contactor, and find out what opens it while current flows.",
            "sensorErrors" => FaultRemedies.Find("PowerMeterFailure")!.Check,
            "zeroOffset" => "Calibrate the zero with the contactor open (serial command calibrate).",
            MaintenanceRules.Reboots => "Look at the supply of the board, its boot reasons in the serial log, and the watchdog.",
            "overTemperatureTrips" => FaultRemedies.Find("HighTemperature")!.Remedy,
            _ => "",
        };
    }
}
