using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Chargers;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>The last status of each charger.</summary>
public sealed class StatusTable : IDisposable
{
    private readonly RowInsert _rows;
    private readonly PreparedCommand _learn;
    private readonly PreparedCommand _learnRating;

    /// <summary>Over the writer's connection.</summary>
    public StatusTable(WriterConnection writer)
    {
        _rows = new RowInsert(
            writer,
            "charger_status",
            [
                "charger_id text",
                "is_online bigint",
                "connector_status text",
                "error_code text",
                "message text",
                "at_utc_ms bigint",
                "online_utc_ms bigint",
            ],
            """
            ON CONFLICT (charger_id) DO UPDATE SET is_online = excluded.is_online, connector_status = excluded.connector_status,
                error_code = excluded.error_code, at_utc_ms = excluded.at_utc_ms, revision = charger_status.revision + 1,
                online_utc_ms = COALESCE(excluded.online_utc_ms, charger_status.online_utc_ms),
                message = CASE WHEN excluded.is_online = 1 THEN excluded.message ELSE charger_status.message END
            """,
            replacedKeyCount: 1);
        _learn = new PreparedCommand(writer.Connection, 2, ChargerColumns.LearnConnectorType);
        _learnRating = new PreparedCommand(writer.Connection, 3, ChargerColumns.LearnRating);
    }

    /// <summary>
    /// Replaces the status of a charger, and learns its rating, and its connector where nobody has set it. The message of one that went
    /// away stays the last it sent itself: a last will says nothing, and technicians read the counters of a charger that is away.
    /// </summary>
    public void Put(string chargerId, ChargerStatus status, string message, long atUtcMs)
    {
        _rows.Add(
            chargerId,
            status.IsOnline ? 1 : 0,
            status.ConnectorStatus,
            status.ErrorCode,
            message,
            atUtcMs,
            status.IsOnline ? atUtcMs : null);
        if (status.ConnectorType.Length > 0)
        {
            _learn.Execute(chargerId, status.ConnectorType);
        }

        if (status.Rating is { } rating)
        {
            _learnRating.Execute(chargerId, rating.CurrentMilliamps, rating.PowerMilliwatts);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _rows.Dispose();
        _learn.Dispose();
        _learnRating.Dispose();
    }
}
