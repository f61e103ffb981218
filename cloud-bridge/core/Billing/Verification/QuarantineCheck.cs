using System.Data.Common;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Registry.Chargers;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>Each message in quarantine: as it came, with a reason, counted. A second record of a sequence that the charger's own key proves
/// is a fork: two chargers write with one key, or a journal was set back.</summary>
internal static class QuarantineCheck
{
    public static void Check(DbConnection connection, Verdict verdict)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (QuarantinedMessage kept in QuarantinedMessage.ReadAll(connection))
        {
            verdict.Quarantined++;
            counts[kept.Quota] = counts.GetValueOrDefault(kept.Quota) + 1;
            string? defect = FindDefect(connection, kept);
            if (defect != null)
            {
                verdict.Add($"quarantine {kept.ChargerId}/{kept.TopicName} {kept.ShortHash}", defect);
            }
        }

        // What was there before there were quotas is in none.
        foreach ((string quota, int count) in counts.Where(one => one.Key.Length > 0))
        {
            int countMax = QuarantineTable.CountMaxOf(quota);
            if (count > countMax)
            {
                verdict.Add($"quarantine {quota}", $"holds {count} messages, more than the {countMax} it is bounded to");
            }
        }
    }

    private static string? FindDefect(DbConnection connection, QuarantinedMessage kept)
    {
        if (kept.IsOverflow)
        {
            return null;
        }

        if (QuarantineReason.InWords(kept.Reason) == kept.Reason)
        {
            return $"the reason '{kept.Reason}' is none of the bridge's";
        }

        if (kept.TimesSeen < 1 || kept.FirstUtcMs > kept.LastUtcMs)
        {
            return $"it was seen {kept.TimesSeen} times, first at {kept.FirstUtcMs} and last at {kept.LastUtcMs}";
        }

        byte[]? payload = kept.Payload();
        if (payload == null)
        {
            return kept.IsCut ? null : "its payload was changed: it has another hash";
        }

        return kept.Reason == QuarantineReason.ChangedRepeat ? FindFork(connection, kept, payload) : null;
    }

    private static string? FindFork(DbConnection connection, QuarantinedMessage kept, byte[] payload)
    {
        RegisteredCharger? charger = ChargerRegistry.Read(connection, kept.ChargerId);
        if (charger == null || !Topics.TryParse(kept.TopicName, out Topic topic))
        {
            return null;
        }

        DurableRecord? record = RecordDecoder.Decode(new ChargerMessage(kept.ChargerId, topic, payload, kept.FirstUtcMs), out _, out _);
        return record != null && charger.KeyOf(record, kept.FirstUtcMs) != null
            ? $"the chain forks: a second record {record.Sequence} is proved by the charger's key"
            : null;
    }
}
