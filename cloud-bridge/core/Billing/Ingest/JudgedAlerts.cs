using System.Data.Common;
using Dapper;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>Notes which alerts have been judged, within a transaction of whoever judges.</summary>
public static class JudgedAlerts
{
    /// <summary>All that came before an instant (unix ms): what is so old raises nothing any more.</summary>
    public static void NoteOlderThan(DbConnection connection, long historyUtcMs, long nowUtcMs)
    {
        connection.Execute(
            "UPDATE alert SET judged_utc_ms = @nowUtcMs WHERE judged_utc_ms IS NULL AND received_utc_ms < @historyUtcMs",
            new { nowUtcMs, historyUtcMs });
    }

    /// <summary>One.</summary>
    public static void Note(DbConnection connection, string alertKey, long nowUtcMs)
    {
        connection.Execute("UPDATE alert SET judged_utc_ms = @nowUtcMs WHERE alert_key = @alertKey", new { nowUtcMs, alertKey });
    }

    /// <summary>The oldest that has not been judged.</summary>
    public static void NoteNext(DbConnection connection, long nowUtcMs)
    {
        connection.Execute(
            """
            UPDATE alert SET judged_utc_ms = @nowUtcMs
            WHERE alert_key = (SELECT alert_key FROM alert WHERE judged_utc_ms IS NULL ORDER BY received_utc_ms, alert_key LIMIT 1)
            """,
            new { nowUtcMs });
    }
}
