namespace CloudBridge.Core.Operations.Incidents;

/// <summary>Which incident: at any time at most one with the same key is open.</summary>
/// <param name="Kind">One of <see cref="IncidentKind"/>.</param>
/// <param name="Subject">What it is about, see <see cref="IncidentSubject"/>.</param>
/// <param name="Cause">What tells it from others of its kind on the same subject; empty where there can be one only.</param>
public sealed record IncidentKey(string Kind, string Subject, string Cause = "");

/// <summary>Spells what an incident is about.</summary>
public static class IncidentSubject
{
    /// <summary>A charger.</summary>
    public static string Charger(string chargerId)
    {
        return "charger/" + chargerId;
    }

    /// <summary>A site.</summary>
    public static string Site(string siteId)
    {
        return "site/" + siteId;
    }

    /// <summary>A session.</summary>
    public static string Session(string sessionId)
    {
        return "session/" + sessionId;
    }
}

/// <summary>Whom an incident concerns; each may be null.</summary>
/// <param name="ChargerId">The charger.</param>
/// <param name="SiteId">The site.</param>
/// <param name="AccountId">The account whose session or charger it is.</param>
public sealed record IncidentParty(string? ChargerId, string? SiteId, string? AccountId);

/// <summary>One thing that is wrong or worth knowing, from its raise to its clear.</summary>
public sealed record Incident
{
    /// <summary>Its number, from 1.</summary>
    public long IncidentId { get; init; }

    /// <summary>One of <see cref="IncidentKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What it is about.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What tells it from others of its kind.</summary>
    public string Cause { get; init; } = "";

    /// <summary>One of <see cref="IncidentSeverity"/>.</summary>
    public string Severity { get; init; } = "";

    /// <summary>The charger; null for a site's.</summary>
    public string? ChargerId { get; init; }

    /// <summary>The site; null for none.</summary>
    public string? SiteId { get; init; }

    /// <summary>The account whose session or charger it is; null for the operator's own.</summary>
    public string? AccountId { get; init; }

    /// <summary>When it began, unix ms.</summary>
    public long RaisedUtcMs { get; init; }

    /// <summary>When something last happened to it, unix ms.</summary>
    public long UpdatedUtcMs { get; init; }

    /// <summary>When it ended, unix ms; null while it is open.</summary>
    public long? ClearedUtcMs { get; init; }

    /// <summary>How often it came: more than once when it came again before it was told as over.</summary>
    public long Occurrences { get; init; }

    /// <summary>The facts as JSON.</summary>
    public string FactsJson { get; init; } = "{}";

    /// <summary>Who has it in hand; null for nobody.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>Since when, unix ms.</summary>
    public long? AcknowledgedUtcMs { get; init; }

    /// <summary>What that person wrote.</summary>
    public string? AcknowledgeNote { get; init; }

    /// <summary>Whether it goes on.</summary>
    public bool IsOpen => ClearedUtcMs == null;

    /// <summary>The figures.</summary>
    public IncidentFacts Facts => IncidentFacts.Of(FactsJson);

    /// <summary>How long it lasted, or has lasted until now, in ms.</summary>
    public long DurationMs(long nowUtcMs)
    {
        return Math.Max(0, (ClearedUtcMs ?? nowUtcMs) - RaisedUtcMs);
    }
}

/// <summary>What can happen to an incident; the words stand in the database and in webhooks.</summary>
public static class IncidentAction
{
    /// <summary>It began.</summary>
    public const string Raised = "Raised";

    /// <summary>More is known, or it got worse.</summary>
    public const string Updated = "Updated";

    /// <summary>It is over.</summary>
    public const string Cleared = "Cleared";

    /// <summary>Somebody has it in hand.</summary>
    public const string Acknowledged = "Acknowledged";
}

/// <summary>Something that happened to an incident.</summary>
public sealed record IncidentEvent
{
    /// <summary>Its number, from 1 over all incidents; later events have higher ones, also in the order of their commits.</summary>
    public long EventId { get; init; }

    /// <summary>The incident.</summary>
    public long IncidentId { get; init; }

    /// <summary>One of <see cref="IncidentAction"/>.</summary>
    public string Action { get; init; } = "";

    /// <summary>When, unix ms.</summary>
    public long AtUtcMs { get; init; }

    /// <summary>The incident's severity then.</summary>
    public string Severity { get; init; } = "";

    /// <summary>Who did it; null for the bridge.</summary>
    public string? PersonName { get; init; }

    /// <summary>The facts then, as JSON.</summary>
    public string FactsJson { get; init; } = "{}";

    /// <summary>The figures then.</summary>
    public IncidentFacts Facts => IncidentFacts.Of(FactsJson);
}
