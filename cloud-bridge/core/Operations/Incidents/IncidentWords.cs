using CloudBridge.Core.Operations.Incidents.Rules;

namespace CloudBridge.Core.Operations.Incidents;

/// <summary>An incident in plain English: what it is, what it means, and what to do first.</summary>
public static class IncidentWords
{
    /// <summary>A line for lists: "Charger yard-3: residual current trip".</summary>
    public static string Title(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return $"{SubjectOf(incident)}: {IncidentTable.Find(incident.Kind)?.What(incident) ?? incident.Kind}";
    }

    /// <summary>One sentence, or two, of what it means.</summary>
    public static string Meaning(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return IncidentTable.Find(incident.Kind)?.Meaning(incident) ?? "";
    }

    /// <summary>What to do first; empty where nothing has to be done.</summary>
    public static string Remedy(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return IncidentTable.Find(incident.Kind)?.Remedy(incident) ?? "";
    }

    /// <summary>For whoever stands at the charger or has a vehicle there: what is wrong and what it means for charging.</summary>
    public static string Phrase(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return IncidentTable.Find(incident.Kind)?.Phrase?.Invoke(incident) ?? incident.Facts.Detail ?? incident.Kind;
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
}
