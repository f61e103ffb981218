using System.Data.Common;
using CloudBridge.Ingest;

namespace CloudBridge.Storage;

/// <summary>Alerts as the ingest writer sees them; the same key again is the same alert.</summary>
public sealed class AlertTable : IDisposable
{
    private readonly PreparedCommand _add;

    /// <summary>Over the writer's connection.</summary>
    public AlertTable(DbConnection connection)
    {
        _add = new PreparedCommand(connection, 10, """
            INSERT INTO alert (alert_key, charger_id, source, code, severity, is_raised, at_utc_ms, received_utc_ms, detail, message)
            VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10) ON CONFLICT DO NOTHING
            """);
    }

    /// <summary>Keeps an alert.</summary>
    public void Add(BridgeAlert alert)
    {
        _add.Execute(
            alert.Key, alert.ChargerId, alert.Source, alert.Code, alert.Severity, alert.IsRaised ? 1 : 0, alert.AtUtcMs, alert.ReceivedUtcMs, alert.Detail, alert.Message);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _add.Dispose();
    }
}
