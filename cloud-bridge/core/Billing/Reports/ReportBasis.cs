namespace CloudBridge.Core.Billing.Reports;

/// <summary>In which month a document counts.</summary>
public enum ReportBasis
{
    /// <summary>That of the session's plug-in, also for what corrects it later: what a month's sessions brought.</summary>
    PlugIn,

    /// <summary>That of its issue: a month that is over does not change any more.</summary>
    Issue,
}
