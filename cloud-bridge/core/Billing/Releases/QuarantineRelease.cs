using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>Tries a message from quarantine again, on the same way as any other: when it can be taken now, because its charger was added or
/// the bridge is newer, it is; otherwise nothing changes. No check is left out for a person.</summary>
public sealed class QuarantineRelease
{
    private readonly IngestStore _store;
    private readonly ReleaseTable _releases;
    private readonly SessionIngestor _sessions;
    private readonly TimeProvider _clock;

    /// <summary>Over a store that nobody else uses.</summary>
    public QuarantineRelease(IngestStore store, ReleaseTable releases, SessionIngestor sessions, TimeProvider clock)
    {
        _store = store;
        _releases = releases;
        _sessions = sessions;
        _clock = clock;
    }

    /// <summary>Tries one message.</summary>
    public ReleaseResult Try(QuarantinedMessage kept, ReleaseOrder order)
    {
        byte[]? payload = kept.Payload();
        if (payload == null)
        {
            return new ReleaseResult(
                null,
                $"Only the first {QuarantineTable.PayloadKept} bytes of {kept.ShortHash} were kept: the charger "
                    + $"still has the record and sends it again.");
        }

        if (!Topics.TryParse(kept.TopicName, out Topic topic) || topic is not (Topic.Session or Topic.Alert))
        {
            return new ReleaseResult(
                null,
                $"{kept.ShortHash} is a {kept.TopicName} message: the charger's next one replaces it, there is nothing to release.");
        }

        long nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        _store.Begin();
        try
        {
            // It goes first: if it cannot be taken after all, the rollback puts it back as it was.
            bool isThere = _store.Quarantine.TryTake(kept.ChargerId, kept.TopicName, kept.ContentHash);
            IngestOutcome? outcome = isThere ? _sessions.Take(MessageOf(kept, topic, payload, nowUtcMs)) : null;
            if (outcome == null || outcome.Kind == IngestKind.Quarantined)
            {
                _store.Rollback();
                return new ReleaseResult(
                    null,
                    isThere
                        ? StaysWords(kept, topic, payload)
                        : $"{kept.ShortHash} is not in quarantine any more: somebody else has released it. Look "
                            + $"with cloud-bridge quarantine list.");
            }

            Release release = new(
                Release.FromQuarantine,
                kept.ContentHash,
                nowUtcMs,
                kept.ChargerId,
                kept.Reason,
                order.By,
                order.Reason,
                outcome.Kind,
                outcome.Bill?.Number,
                outcome.Receipt);
            _releases.Add(release);
            _store.Commit();
            return new ReleaseResult(release, TakenWords(kept, outcome));
        }
        catch
        {
            _store.Rollback();
            throw;
        }
    }

    private static string StaysWords(QuarantinedMessage kept, Topic topic, byte[] payload)
    {
        // The first check of the way gives the words of today's bridge; the later ones have not changed since.
        DecodedMessage read = MessageOf(kept, topic, payload, 0);
        return $"{kept.ShortHash} stays in quarantine. "
            + (
                read.Record == null
                    ? $"{QuarantineReason.InWords(read.Reason)} ({read.Detail})"
                    : $"{QuarantineReason.InWords(kept.Reason)} ({kept.Detail})");
    }

    private static DecodedMessage MessageOf(QuarantinedMessage kept, Topic topic, byte[] payload, long receivedUtcMs)
    {
        return DecodedMessage.Of(new ChargerMessage(kept.ChargerId, topic, payload, receivedUtcMs));
    }

    private static string TakenWords(QuarantinedMessage kept, IngestOutcome outcome)
    {
        string what = outcome.Kind switch
        {
            IngestKind.Billed => $"was billed: {outcome.Bill!.Number}",
            IngestKind.Held => $"is held now: {HoldReason.InWords(outcome.Held!.Reason)} ({outcome.Held.Detail})",
            IngestKind.Waived => "is kept without a bill: nothing was taken, and nothing is to be paid",
            IngestKind.Repeated => "had been taken meanwhile, nothing else was changed",
            _ => "was kept as an alert",
        };
        return $"{kept.ShortHash} {what}. The charger gets its receipt from the bridge that runs on this database.";
    }
}
