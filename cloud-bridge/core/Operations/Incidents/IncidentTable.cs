using CloudBridge.Core.Operations.Incidents.Rules;
using Firmware.Core.Records;

namespace CloudBridge.Core.Operations.Incidents;

/// <summary>All that is to be known of a kind of incident.</summary>
/// <param name="Kind">One of <see cref="IncidentKind"/>.</param>
/// <param name="Name">The kind in two or three words, for lists of kinds and the board.</param>
/// <param name="What">What happened, after the name of its subject.</param>
/// <param name="Meaning">What it means, in one sentence or two.</param>
/// <param name="Remedy">What to do first; empty where nothing has to be done.</param>
public sealed record IncidentRow(
    string Kind,
    string Name,
    Func<Incident, string> What,
    Func<Incident, string> Meaning,
    Func<Incident, string> Remedy)
{
    /// <summary>It is over as soon as it has happened, so that nobody is told of a clear, and staff only on demand.</summary>
    public bool IsMoment { get; init; }

    /// <summary>The owner of the session or charger may be told.</summary>
    public bool IsForOwners { get; init; }

    /// <summary>It is about money and not for technicians.</summary>
    public bool IsAboutMoney { get; init; }

    /// <summary>A sentence for whoever stands there or has a vehicle there; null where the facts say it.</summary>
    public Func<Incident, string>? Phrase { get; init; }
}

/// <summary>The kinds of incidents, one row each: a new kind is a name in <see cref="IncidentKind"/>, a row here and its texts in
/// Texts.resx.</summary>
public static class IncidentTable
{
    /// <summary>All kinds, in the order in which people choose among them.</summary>
    public static IReadOnlyList<IncidentRow> All { get; } =
    [
        new(
            IncidentKind.ChargeComplete,
            "Charge complete",
            _ => "charge complete",
            _ => "The vehicle is full or has reached its own limit. The place can be freed.",
            _ => "")
        {
            IsMoment = true,
            IsForOwners = true,
            Phrase = _ => "The vehicle is full, or has reached its own limit.",
        },
        new(
            IncidentKind.StoppedByVehicle,
            "Stopped by the vehicle",
            _ => "stopped by the vehicle",
            _ => "The vehicle stopped while it was still taking full power: a timer or a limit that somebody set in it, or a fault of "
                + "the vehicle.",
            _ => "")
        {
            IsMoment = true,
            IsForOwners = true,
            Phrase = _ => "The vehicle stopped charging while it was still taking much power.",
        },
        new(
            IncidentKind.PriceStepAhead,
            "Price step ahead",
            incident => incident.Facts.NextPriceMicros > incident.Facts.PriceMicros
                ? "energy will cost more soon"
                : "energy will cost less soon",
            _ => "The tariff of this session has another price for energy from the next step on.",
            _ => "")
        {
            IsMoment = true,
            IsForOwners = true,
            Phrase = _ => "The price will soon change.",
        },
        new(
            IncidentKind.SessionInterrupted,
            "Session interrupted",
            _ => "interrupted",
            _ => "A running session lost its power or its charger. What was metered is kept, and the session goes on when both are back "
                + "and the plug is still in.",
            _ => "")
        {
            IsForOwners = true,
            Phrase = _ => "This session was interrupted. What was metered so far is kept.",
        },
        new(
            IncidentKind.ConnectorFault,
            "Connector fault",
            incident => FaultOf(incident).Name,
            incident => FaultRemedies.Find(incident.Facts.VendorCode)?.Cause ?? "The charger tells a fault that this bridge does not know.",
            incident => FaultRemedies.Find(incident.Facts.VendorCode)?.Remedy
                ?? "Read the charger's serial log on site; update the bridge when its firmware is newer.")
        {
            IsForOwners = true,
            Phrase = incident => FaultOf(incident).Phrase,
        },
        new(
            IncidentKind.MeterLost,
            "Meter lost",
            _ => "meter does not answer",
            _ => "The charger is there, its meter does not answer. What flows meanwhile is not billed.",
            _ => FaultRemedies.Find("PowerMeterFailure")!.Remedy)
        {
            IsForOwners = true,
            Phrase = _ => FaultWords.Of("PowerMeterFailure").Phrase,
        },
        new(
            IncidentKind.PowerOutage,
            "Power outage",
            incident => incident.Facts.ChargerCount == null
                ? "no mains"
                : $"no mains at {incident.Facts.ChargerCount} of {incident.Facts.SiteChargerCount} chargers",
            incident => incident.SiteId != null && incident.ChargerId == null
                ? "The chargers of this site have no mains, while their boards are still supplied."
                : "The charger has no mains, while its board is still supplied.",
            _ => FaultRemedies.Find("MainsLost")!.Remedy)
        {
            IsForOwners = true,
            Phrase = _ => "There is no mains power here. What was metered is kept; charging goes on when the power is back.",
        },
        new(
            IncidentKind.ChargerOffline,
            "Charger offline",
            _ => "not heard of",
            _ => "The charger is not heard of. It goes on charging and metering by itself, and tells everything when it is back.",
            _ => "Look whether its lights are on. If they are, look at network and broker; if not, at breaker and supply.")
        {
            IsForOwners = true,
            Phrase = _ => "The charger is not connected. It goes on metering, and nothing is lost.",
        },
        new(
            IncidentKind.SiteOffline,
            "Site offline",
            incident => $"{incident.Facts.ChargerCount} of {incident.Facts.SiteChargerCount} chargers not heard of",
            _ => "Most chargers of this site went at the same time: the site has no power, or no network. Chargers that run go on "
                + "metering by themselves.",
            _ => "Call somebody on site: is there light? With power, look at the router and its provider; without, call the network "
                + "operator."),
        new(
            IncidentKind.SessionHeld,
            "Session held",
            _ => "not billed",
            _ => "A bill that cannot be proved is not issued. The session is stored, and nothing is lost.",
            _ => "Look at the reason, mend it, and release the session: cloud-bridge held show ID, then held release ID.")
        {
            IsAboutMoney = true,
        },
        new(
            IncidentKind.MessagesQuarantined,
            "Messages quarantined",
            _ => "messages could not be taken",
            _ => "Messages of this charger could not be taken. They are kept, and the charger sends its records again until they are.",
            _ => "Look at the messages and their reasons: cloud-bridge quarantine list. A wrong device key is the commonest."),
        new(
            IncidentKind.RecordsMissing,
            "Records missing",
            incident => incident.Cause switch
            {
                "gap" => "records are missing",
                "chain" => "records do not follow each other",
                _ => "energy that is on no bill",
            },
            incident => incident.Cause switch
            {
                "gap" => "Records of this charger have not come, and later ones have: sessions may be among them.",
                "chain" => "A record does not carry the code of the one before it: something was changed, or a journal was exchanged.",
                _ => "Energy was metered between two sessions that nobody is billed for.",
            },
            _ => "Read the charger's journal on site before anything is exchanged. Acknowledge this when it is looked into; that ends it.")
        {
            IsAboutMoney = true,
        },
        new(
            IncidentKind.ClockNotSynchronised,
            "Clock not synchronised",
            _ => "clock is not set",
            _ => "Without the time of day the charger cannot price by time: doubtful time is billed at the cheapest price it can lie in.",
            _ => "See that the charger reaches its time server (UDP port 123), and which one its settings name."),
        new(
            IncidentKind.StorageFilling,
            "Storage filling",
            _ => "records wait",
            _ => "Records wait on the charger although it is connected. When its flash is full, details of sessions go first; totals "
                + "never do.",
            _ => "Look at the quarantine for records of this charger, and at the time between its messages and their receipts."),
        new(
            IncidentKind.MaintenanceDue,
            "Maintenance due",
            incident => $"maintenance due, {incident.Facts.Measured} {MaintenanceRules.Find(incident.Cause)?.Unit ?? incident.Cause}",
            incident => MaintenanceRules.Find(incident.Cause)?.Meaning ?? "A figure of this charger is over its limit.",
            incident => MaintenanceRules.Find(incident.Cause)?.Remedy ?? ""),
        new(
            IncidentKind.SettingChanged,
            "Setting changed",
            incident => incident.Cause == SettingName.Of(SettingName.All)
                ? "settings are told anew"
                : $"{incident.Cause} was changed",
            incident => incident.Cause == SettingName.Of(SettingName.All)
                ? "The charger has forgotten what it told of its settings before: any of them may have changed unseen."
                : "Somebody has changed at the charger what decides how it meters, protects or proves.",
            _ => "Ask who did it and what was set: its hash can be worked out (the serial console's page says how). If nobody knows, look "
                + "at the charger before it is billed by, and renew its key. Acknowledge this when it is looked into; that ends it."),
    ];

    private static readonly Dictionary<string, IncidentRow> ByKind = All.ToDictionary(row => row.Kind, StringComparer.Ordinal);

    /// <summary>Of a kind; null for one of a newer version.</summary>
    public static IncidentRow? Find(string kind)
    {
        return ByKind.GetValueOrDefault(kind);
    }

    private static FaultWords FaultOf(Incident incident)
    {
        return FaultWords.Of(incident.Facts.VendorCode ?? incident.Cause);
    }
}
