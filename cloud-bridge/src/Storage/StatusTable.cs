using System.Data.Common;
using CloudBridge.Ingest;

namespace CloudBridge.Storage;

/// <summary>The last status of each charger.</summary>
public sealed class StatusTable : IDisposable
{
    private readonly PreparedCommand _put;

    /// <summary>Over the writer's connection.</summary>
    public StatusTable(DbConnection connection)
    {
        _put = new PreparedCommand(connection, 6, """
            INSERT INTO charger_status (charger_id, is_online, connector_status, error_code, message, at_utc_ms) VALUES (@1, @2, @3, @4, @5, @6)
            ON CONFLICT (charger_id) DO UPDATE SET is_online = excluded.is_online, connector_status = excluded.connector_status,
                error_code = excluded.error_code, message = excluded.message, at_utc_ms = excluded.at_utc_ms
            """);
    }

    /// <summary>Replaces the status of a charger.</summary>
    public void Put(string chargerId, ChargerStatus status, string message, long atUtcMs)
    {
        _put.Execute(chargerId, status.IsOnline ? 1 : 0, status.ConnectorStatus, status.ErrorCode, message, atUtcMs);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _put.Dispose();
    }
}
