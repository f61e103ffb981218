using System.Text;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Chargers;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>
/// The main flow of the bridge: from a charger's message to a bill, step by step. It runs inside the writer's transaction and touches
/// nothing but the store, so that a crash at any point leaves all of it or none. Whoever calls acknowledges after the commit, never before.
/// </summary>
public sealed class SessionIngestor
{
    // No message waits so long for the writer: the clock was set meanwhile.
    private const long QueuedMsMax = 3600000;

    private readonly IngestStore _store;
    private readonly ChargerRegistry _chargers;
    private readonly RecordChain _chain;
    private readonly RegisterContinuity _register;
    private readonly SessionRater _rater;
    private readonly BillMaker _bills;
    private readonly string _series;
    private readonly bool _isNothingBilled;
    private readonly TimeProvider? _clock;

    /// <summary>An ingestor over the writer's store; sessions of 0 kWh and 0.00 are numbered as bills, or kept without. With a clock
    /// nothing is billed while that is in doubt.</summary>
    public SessionIngestor(
        IngestStore store,
        ChargerRegistry chargers,
        SessionRater rater,
        BillMaker bills,
        string series,
        bool isNothingBilled = true,
        TimeProvider? clock = null)
    {
        _clock = clock;
        _store = store;
        _chargers = chargers;
        _chain = new RecordChain(store);
        _register = new RegisterContinuity(store);
        _rater = rater;
        _bills = bills;
        _series = series;
        _isNothingBilled = isNothingBilled;
    }

    /// <summary>Takes a session summary or an alert.</summary>
    public IngestOutcome Take(DecodedMessage decoded)
    {
        // 1. What cannot be read is kept for a person.
        ChargerMessage message = decoded.Message;
        if (decoded.Record is not { } record)
        {
            return Quarantine(message, decoded.Reason, decoded.Detail);
        }

        // 2. De-duplicate: a repeat gets its receipt again and changes nothing.
        Receipt receipt = new(message.ChargerId, record.Sequence, record.Mac);
        StoredRecord? taken = _store.Records.Find(message.ChargerId, record.Sequence);
        if (taken != null)
        {
            return taken.ContentHash == record.ContentHash
                ? new IngestOutcome(IngestKind.Repeated, receipt)
                : Quarantine(message, QuarantineReason.ChangedRepeat, $"sequence {record.Sequence} was taken with code {taken.Mac}");
        }

        // 3. Prove that it is the charger's own.
        RegisteredCharger? charger = _chargers.Find(message.ChargerId);
        if (charger is not { IsRevoked: false })
        {
            string why = charger == null ? QuarantineReason.UnknownCharger : QuarantineReason.RevokedCharger;
            return Quarantine(message, why, $"sequence {record.Sequence}");
        }

        byte[]? key = charger.KeyOf(record, message.ReceivedUtcMs);
        bool isNewest = key == charger.DeviceKey;
        if (key == null || (!isNewest && _store.FormerKeys.HasEnded(message.ChargerId, key, record.Sequence)))
        {
            return Quarantine(message, QuarantineReason.WrongMac, $"sequence {record.Sequence}, code {record.Mac}");
        }

        if (isNewest && charger.IsRenewing)
        {
            _store.FormerKeys.End(message.ChargerId, record.Sequence, message.ReceivedUtcMs);
        }

        // 4. Take it into the chain; a break holds the bill, a gap only alerts.
        Hold? hold = _chain.Check(message, record);
        _store.Records.Add(message.ChargerId, record, message.ReceivedUtcMs);
        if (record.Session == null)
        {
            return TakeAlert(message, record.Alert!, receipt);
        }

        // 5. Each session is kept once.
        return TakeSession(message, record, hold ?? _register.FindRepeat(message, record.Session), receipt);
    }

    /// <summary>Keeps a message that cannot be taken, or counts it where its charger's quota is full: no receipt, an alert, nothing else
    /// changes.</summary>
    public IngestOutcome Quarantine(ChargerMessage message, string reason, string detail)
    {
        QuarantineStep step = _store.Quarantine.Add(message, reason, detail);
        if (step is QuarantineStep.Added or QuarantineStep.FirstBeyond)
        {
            string mark = $"{Topics.NameOf(message.Topic)}/{QuarantineTable.HashOf(message)}";
            string full = step == QuarantineStep.Added ? "" : QuarantineReason.FullInWords + " ";
            string sentence = $"{full}{QuarantineReason.InWords(reason)} ({Topics.NameOf(message.Topic)}: {detail})";
            _store.Alerts.Add(BridgeAlert.Found(message, BridgeAlertCode.Quarantined, "Warning", mark, sentence));
        }

        bool isKept = step is QuarantineStep.Added or QuarantineStep.Again && message.Payload.Length <= QuarantineTable.PayloadKept;
        return new IngestOutcome(IngestKind.Quarantined, Kept: isKept ? RecordDecoder.NameOf(message) : null);
    }

    /// <summary>Takes a session that is kept and waited for the clock; its message came, as far as anybody knows, now. Its charger has its
    /// receipt.</summary>
    public IngestOutcome TakeWaiting(ChargerMessage message, DurableRecord record)
    {
        return TakeSession(message, record, null, null);
    }

    // Without a receipt the session is kept already.
    private IngestOutcome TakeSession(ChargerMessage message, DurableRecord record, Hold? hold, Receipt? receipt)
    {
        // 6. While the clock is in doubt, nobody knows which year a number is of, nor when the record came: it waits.
        hold ??= FindClockHold(message);

        // 7. The register must go on where the session before ended.
        ChargingSession session = record.Session!;
        hold ??= _register.Check(message, session);

        // 8. What cannot be is held, whoever proved it.
        hold ??= SessionLimits.Find(session, _store.Sessions.SurroundingsOf(message.ChargerId, session.Number, message.ReceivedUtcMs));

        // 9. Price again with the charger's own engine, and compare.
        PricedSession? priced = hold == null ? _rater.Rate(message.ChargerId, session, message.ReceivedUtcMs, out hold) : null;

        // 10. Where nothing was taken and nothing is to be paid, keep it without a bill, if the operator wants it so.
        if (priced != null && !_isNothingBilled && priced.TotalInclMinor == 0 && session.EnergyMilliwattHours == 0)
        {
            return Waive(message, record, receipt);
        }

        Keep(message, record, hold, receipt);
        if (priced == null)
        {
            return HoldBack(message, record, hold!, receipt);
        }

        // 11. Number and bill, in the same transaction as everything above.
        int year = _bills.YearOf(message.ReceivedUtcMs);
        long serial = _store.Bills.NextSerial(_series, year);
        Bill bill = _bills.Make(
            _bills.NumberOf(year, serial),
            message.ReceivedUtcMs,
            message.ChargerId,
            record,
            priced,
            _store.Parties.Of(message.ChargerId, session.Number, priced.Placement.StartUtcMs));
        _store.Bills.Add(bill, _series, year, serial);
        return new IngestOutcome(IngestKind.Billed, receipt, Bill: bill);
    }

    private Hold? FindClockHold(ChargerMessage message)
    {
        string? why =
            _clock == null ? null
            : _clock.Doubt() is ClockDoubt doubt ? doubt.Words
            : Math.Abs(_clock.GetUtcNow().ToUnixTimeMilliseconds() - message.ReceivedUtcMs) > QueuedMsMax ? "the clock was set as it came"
            : null;
        return why == null ? null : new Hold(HoldReason.ClockDoubted, why);
    }

    private void Keep(ChargerMessage message, DurableRecord record, Hold? hold, Receipt? receipt)
    {
        if (receipt == null)
        {
            _store.Sessions.Take(message.ChargerId, record.Sequence, hold, message.ReceivedUtcMs);
        }
        else
        {
            _store.Sessions.Add(message, record, hold);
        }
    }

    private IngestOutcome HoldBack(ChargerMessage message, DurableRecord record, Hold hold, Receipt? receipt)
    {
        string sessionId = SessionMessage.IdOf(message.ChargerId, record.Session!.Number);
        if (hold.Reason != HoldReason.ClockDoubted)
        {
            // What waits for the clock needs nobody, and all of it would be told of at once.
            string sentence = $"Session {sessionId} is not billed. {HoldReason.InWords(hold.Reason)} ({hold.Detail})";
            _store.Alerts.Add(BridgeAlert.Found(message, BridgeAlertCode.SessionHeld, "Critical", $"{record.Sequence}", sentence));
        }

        HeldSession held = new(message.ChargerId, sessionId, hold.Reason, hold.Detail, record.Session.EnergyMilliwattHours);
        return new IngestOutcome(IngestKind.Held, receipt, Held: held);
    }

    private IngestOutcome Waive(ChargerMessage message, DurableRecord record, Receipt? receipt)
    {
        string sentence = HoldReason.InWords(HoldReason.NothingToPay);
        Keep(message, record, new Hold(HoldReason.Waived, sentence), receipt);
        _store.Decisions.Add(new SessionDecision(
            message.ChargerId,
            record.Sequence,
            SessionMessage.IdOf(message.ChargerId, record.Session!.Number),
            HeldDecision.Waive,
            HoldReason.NothingToPay,
            "0 mWh, 0 in minor units",
            SessionDecision.ByBridge,
            sentence,
            message.ReceivedUtcMs));
        return new IngestOutcome(IngestKind.Waived, receipt);
    }

    private IngestOutcome TakeAlert(ChargerMessage message, Alert alert, Receipt receipt)
    {
        _store.Alerts.Add(
            new BridgeAlert(
                $"{message.ChargerId}/charger/{receipt.Sequence}",
                message.ChargerId,
                "charger",
                alert.VendorCode,
                alert.Severity,
                alert.IsRaised,
                alert.AtUtcMs,
                message.ReceivedUtcMs,
                AlertWords.Of(alert),
                Encoding.UTF8.GetString(message.Payload)));
        return new IngestOutcome(IngestKind.AlertKept, receipt);
    }
}
