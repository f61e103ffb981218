using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Core.Operations.Technicians;

/// <summary>The chargers in the order in which a technician wants them: what forbids charging, what is not heard of, what may wait, the
/// rest.</summary>
public sealed class ServiceRound
{
    /// <summary>Rows on a page; whoever has more chargers searches.</summary>
    public const int RowsMax = 200;

    private readonly ChargerPlaces _places;
    private readonly IncidentArchive _incidents;

    /// <summary>Over what is stored.</summary>
    public ServiceRound(ChargerPlaces places, IncidentArchive incidents)
    {
        _places = places;
        _incidents = incidents;
    }

    /// <summary>The chargers whose id or site holds a text; all with an empty one.</summary>
    public IReadOnlyList<RoundCharger> Find(string text)
    {
        ILookup<string?, Incident> incidents = _incidents.Open().ToLookup(incident => incident.ChargerId);
        return [.. _places.All()
            .Where(charger => Holds(charger.ChargerId, text) || Holds(charger.SiteName, text))
            .Select(charger => Stop(charger, [.. incidents[charger.ChargerId]]))
            .OrderByDescending(charger => charger.Urgency).ThenBy(charger => charger.Charger.ChargerId, ChargerOrder.Natural)];
    }

    private static bool Holds(string? name, string text)
    {
        return name != null && name.Contains(text, StringComparison.OrdinalIgnoreCase);
    }

    private static RoundCharger Stop(PlacedCharger charger, IReadOnlyList<Incident> incidents)
    {
        FlatMessage? told = FlatMessage.Read(charger.StatusMessage);
        IReadOnlyList<ActiveFault> faults = ActiveFault.Of((int)((told?.Number("faultMask") ?? 0) & int.MaxValue));
        int rank = incidents.Count == 0 ? 0 : incidents.Max(incident => IncidentSeverity.RankOf(incident.Severity));
        Urgency urgency = charger switch
        {
            { IsOnline: true } when charger.ConnectorStatus == StatusWords.Faulted || faults.Any(fault => fault.IsCritical) => Urgency.Now,
            _ when rank == 2 => Urgency.Now,
            { SilentSinceUtcMs: not null } => Urgency.Silent,
            _ when faults.Count > 0 || rank == 1 => Urgency.Soon,
            { IsOnline: null } => Urgency.Unseen,
            _ => Urgency.None,
        };
        return new RoundCharger(charger, urgency, charger.IsOnline == true ? faults : [], incidents);
    }
}

/// <summary>How soon somebody should go, the most urgent last.</summary>
public enum Urgency
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>It was never heard of.</summary>
    Unseen,

    /// <summary>A warning, or an incident that can wait.</summary>
    Soon,

    /// <summary>It is not heard of.</summary>
    Silent,

    /// <summary>Charging is forbidden, or an incident is critical.</summary>
    Now,
}

/// <summary>A charger on the round.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Urgency">How soon somebody should go.</param>
/// <param name="Faults">Its active faults; none when it is not heard of, because nobody knows.</param>
/// <param name="Incidents">Its open incidents.</param>
public sealed record RoundCharger(
    PlacedCharger Charger,
    Urgency Urgency,
    IReadOnlyList<ActiveFault> Faults,
    IReadOnlyList<Incident> Incidents);
