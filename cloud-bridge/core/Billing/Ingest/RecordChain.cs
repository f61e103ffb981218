using CloudBridge.Core.Contract;
using Firmware.Core.Flash;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>Checks a proved record against its neighbours: each carries the code of the one before. A missing neighbour alerts, and is
/// checked when it comes after all; a neighbour that does not fit holds the bill.</summary>
public sealed class RecordChain
{
    private static readonly string NoMac = RecordMac.ToHex(new byte[RecordMac.Length]);

    private readonly IngestStore _store;

    /// <summary>A check over the writer's store.</summary>
    public RecordChain(IngestStore store)
    {
        _store = store;
    }

    /// <summary>The hold when the chain is broken at this record; null when it fits as far as is known.</summary>
    public Hold? Check(ChargerMessage message, DurableRecord record)
    {
        StoredRecord? before = _store.Records.Find(message.ChargerId, record.Sequence - 1);
        StoredRecord? after = _store.Records.Find(message.ChargerId, record.Sequence + 1);
        if (before == null && record.Sequence > 1)
        {
            AlertGap(message, record.Sequence);
        }

        if (after != null)
        {
            ClearGap(message, record.Sequence + 1);
        }

        string? expected = record.Sequence == 1 ? NoMac : before?.Mac;
        bool isBroken = (expected != null && expected != record.PreviousMac) || (after != null && after.PreviousMac != record.Mac);
        if (!isBroken)
        {
            return null;
        }

        string detail = $"record {record.Sequence} says the one before has code {record.PreviousMac}";
        _store.Alerts.Add(
            BridgeAlert.Found(
                message,
                BridgeAlertCode.ChainBroken,
                "Critical",
                $"{record.Sequence}",
                HoldReason.InWords(HoldReason.ChainBroken) + $" ({detail})"));
        return new Hold(HoldReason.ChainBroken, detail);
    }

    private void AlertGap(ChargerMessage message, long sequence)
    {
        long last = _store.Records.LastSequence(message.ChargerId);
        string detail = last < sequence ? $"Records {last + 1} to {sequence - 1} have not come." : $"Record {sequence - 1} has not come.";
        _store.Alerts.Add(BridgeAlert.Found(message, BridgeAlertCode.SequenceGap, "Warning", $"{sequence}", detail));
    }

    private void ClearGap(ChargerMessage message, long sequence)
    {
        BridgeAlert cleared = BridgeAlert.Found(
            message,
            BridgeAlertCode.SequenceGap,
            "Notice",
            $"{sequence}/cleared",
            $"Record {sequence - 1} has come after all.");
        _store.Alerts.Add(cleared with { IsRaised = false });
    }
}
