using CloudBridge.Core.Operations.Incidents.Rules;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Puts contacts and messages into the server.</summary>
public static class NoticeParts
{
    /// <summary>What is measured of messages, as <see cref="Observability.StoredFigures"/> takes it.</summary>
    public const string FiguresSql = """
        SELECT 'notice_done', c.channel || '/' || n.state, COUNT(*) FROM notice n JOIN contact c ON c.contact_id = n.contact_id
               WHERE n.state <> 'Waiting' GROUP BY 1, 2
        UNION ALL SELECT 'notice_waiting', c.channel, COUNT(*) FROM notice n JOIN contact c ON c.contact_id = n.contact_id
            WHERE n.state = 'Waiting' GROUP BY 1, 2
        UNION ALL SELECT 'notice_oldest', c.channel, MIN(n.made_utc_ms) FROM notice n JOIN contact c ON c.contact_id = n.contact_id
            WHERE n.state = 'Waiting' GROUP BY 1, 2
        """;

    /// <summary>What to do first about a fault, by its vendor code; null when nothing is known.</summary>
    public static string? RemedyOf(string vendorCode)
    {
        return FaultRemedies.Find(vendorCode)?.Remedy;
    }
}
