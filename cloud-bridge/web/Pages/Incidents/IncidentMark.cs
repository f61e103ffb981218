using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;

namespace CloudBridge.Web.Pages.Incidents;

/// <summary>An incident's severity as a word with its colour.</summary>
public static class IncidentMark
{
    /// <summary>The word.</summary>
    public static string WordOf(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return incident.IsOpen || IncidentKind.IsMoment(incident.Kind) ? incident.Severity : "Over";
    }

    /// <summary>Its colour's class.</summary>
    public static string ClassOf(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return !incident.IsOpen
            ? IncidentKind.IsMoment(incident.Kind)
                ? ""
                : "good"
            : incident.Severity switch
            {
                IncidentSeverity.Critical => "critical",
                IncidentSeverity.Warning => "warning",
                _ => "",
            };
    }
}
