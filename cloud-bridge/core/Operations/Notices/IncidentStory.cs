using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>What one message tells of one incident: what happened to it since the message before.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Events">What happened, oldest first; at least one.</param>
public sealed record IncidentStory(Incident Incident, IReadOnlyList<IncidentEvent> Events)
{
    /// <summary>How a story is told that began and ended before anybody was told of it.</summary>
    public const string Passed = "Passed";

    /// <summary>The last thing that happened.</summary>
    public IncidentEvent Last => Events[^1];

    /// <summary>The worst it was.</summary>
    public string Severity => Events.Select(entry => entry.Severity).MaxBy(IncidentSeverity.RankOf)!;

    /// <summary>How it is told: an <see cref="IncidentAction"/> or <see cref="Passed"/>. Who is told the first time is told that it was
    /// raised.</summary>
    public string Telling => Told(IncidentAction.Cleared) ? Told(IncidentAction.Raised) ? Passed : IncidentAction.Cleared
        : Told(IncidentAction.Raised) ? IncidentAction.Raised
        : Last.Action;

    /// <summary>Whether it came and went within the time that is gathered anyway: not worth a message. What is a moment always
    /// is.</summary>
    public bool IsTooBrief =>
        Telling == Passed
        && !IncidentKind.IsMoment(Incident.Kind)
        && Last.AtUtcMs - Events[0].AtUtcMs
            < (Severity == IncidentSeverity.Critical ? NoticeLimits.GatherCriticalMs : NoticeLimits.GatherMs);

    /// <summary>One story for each incident of these events, in the order of their first events; none of an incident that is not
    /// there.</summary>
    public static IReadOnlyList<IncidentStory> Of(IEnumerable<IncidentEvent> events, IReadOnlyDictionary<long, Incident> incidents)
    {
        return
        [
            .. events
                .GroupBy(entry => entry.IncidentId)
                .Where(group => incidents.ContainsKey(group.Key))
                .Select(group => new IncidentStory(incidents[group.Key], [.. group.OrderBy(entry => entry.EventId)])),
        ];
    }

    private bool Told(string action)
    {
        return Events.Any(entry => entry.Action == action);
    }
}
