using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>Alerts as the ingest writer sees them; the same key again is the same alert.</summary>
public sealed class AlertTable : IDisposable
{
    private readonly RowInsert _rows;

    /// <summary>Over the writer's connection.</summary>
    public AlertTable(WriterConnection writer)
    {
        _rows = new RowInsert(
            writer,
            "alert",
            [
                "alert_key text", "charger_id text", "source text", "code text", "severity text", "is_raised bigint", "at_utc_ms bigint",
                "received_utc_ms bigint", "detail text", "message text",
            ],
            "ON CONFLICT DO NOTHING");
    }

    /// <summary>Keeps an alert.</summary>
    public void Add(BridgeAlert alert)
    {
        _rows.Add(
            alert.Key,
            alert.ChargerId,
            alert.Source,
            alert.Code,
            alert.Severity,
            alert.IsRaised ? 1 : 0,
            alert.AtUtcMs,
            alert.ReceivedUtcMs,
            alert.Detail,
            alert.Message);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _rows.Dispose();
    }
}
