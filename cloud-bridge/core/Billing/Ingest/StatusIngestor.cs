using System.Text;
using CloudBridge.Core.Contract;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>Keeps the last status of each charger. A status is no durable record: the next one replaces it.</summary>
public sealed class StatusIngestor
{
    private readonly IngestStore _store;
    private readonly SessionIngestor _sessions;

    /// <summary>Over the writer's store; what cannot be read goes the same way as a bad record.</summary>
    public StatusIngestor(IngestStore store, SessionIngestor sessions)
    {
        _store = store;
        _sessions = sessions;
    }

    /// <summary>Takes a status.</summary>
    public IngestOutcome Take(DecodedMessage decoded)
    {
        ChargerMessage message = decoded.Message;
        if (decoded.Status is not { } status)
        {
            return _sessions.Quarantine(message, decoded.Reason, decoded.Detail);
        }

        _store.Statuses.Put(message.ChargerId, status, Encoding.UTF8.GetString(message.Payload), message.ReceivedUtcMs);
        return new IngestOutcome(IngestKind.StatusKept);
    }
}
