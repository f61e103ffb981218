namespace CloudBridge.Core.Operations.Incidents;

/// <summary>Which incidents of a list; what is null or false lets all pass.</summary>
public sealed record IncidentFilter
{
    /// <summary>Only those that go on.</summary>
    public bool IsOpen { get; init; }

    /// <summary>With completed charges and other news that ask nobody to do anything.</summary>
    public bool HasNotices { get; init; }

    /// <summary>Of a charger.</summary>
    public string? ChargerId { get; init; }

    /// <summary>At a site.</summary>
    public string? SiteId { get; init; }

    /// <summary>Of a severity, one of <see cref="IncidentSeverity"/>.</summary>
    public string? Severity { get; init; }

    /// <summary>As a condition of SQL over these parameters.</summary>
    internal string Where()
    {
        List<string> conditions = [];
        Add(IsOpen, "cleared_utc_ms IS NULL");
        Add(!HasNotices && Severity == null, "severity <> 'Notice'");
        Add(ChargerId != null, "charger_id = @ChargerId");
        Add(SiteId != null, "site_id = @SiteId");
        Add(Severity != null, "severity = @Severity");
        return conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);

        void Add(bool isUsed, string condition)
        {
            if (isUsed)
            {
                conditions.Add(condition);
            }
        }
    }
}
