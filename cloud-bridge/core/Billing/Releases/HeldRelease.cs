using System.Globalization;
using System.Text;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Chargers;
using Firmware.Core.Ports;
using Firmware.Core.Records;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>
/// Tries to bill a held session again, after a tariff was added or somebody has looked into it. A person may vouch for a record's place in
/// its chain, never for its proof or its energy. Where charger and bridge come to different amounts a person decides which of the two is
/// billed, never a third; and a person may let a session go without a bill.
/// </summary>
public sealed class HeldRelease
{
    private readonly IngestStore _store;
    private readonly ReleaseTable _releases;
    private readonly ChargerRegistry _chargers;
    private readonly SessionRater _rater;
    private readonly BillMaker _bills;
    private readonly string _series;
    private readonly bool _isNothingBilled;
    private readonly TimeProvider _clock;

    /// <summary>Over a store that nobody else uses; sessions of 0 kWh and 0.00 are numbered as bills, or waived.</summary>
    public HeldRelease(
        IngestStore store,
        ReleaseTable releases,
        ChargerRegistry chargers,
        SessionRater rater,
        BillMaker bills,
        string series,
        bool isNothingBilled,
        TimeProvider clock)
    {
        _store = store;
        _releases = releases;
        _chargers = chargers;
        _rater = rater;
        _bills = bills;
        _series = series;
        _isNothingBilled = isNothingBilled;
        _clock = clock;
    }

    /// <summary>Tries one session.</summary>
    public ReleaseResult Try(HeldSessionRow row, ReleaseOrder order)
    {
        if (order.Decision == HeldDecision.Waive)
        {
            return Within(row, () => Waive(row, order));
        }

        if (row.Reason == HoldReason.ClockDoubted || _clock.Doubt() != null)
        {
            string why = _clock.Doubt() is ClockDoubt doubt ? $"{doubt.Words}: {ClockDoubt.Advice}" : HoldReason.InWords(row.Reason);
            return new ReleaseResult(null, $"{row.SessionId} stays held: {why.TrimEnd('.')}.");
        }

        if (row.Records > 1)
        {
            return Stays(row, new Hold(HoldReason.SessionRepeated, $"{row.Records} records claim to be session {row.SessionId}"));
        }

        DurableRecord? record = RecordDecoder.Decode(MessageOf(row), out _, out string unreadable);
        if (record == null || _chargers.Find(row.ChargerId)?.HasProved(record) != true)
        {
            return new ReleaseResult(
                null,
                $"{row.SessionId} stays held: its stored message is not the one the charger proved {unreadable}".TrimEnd()
                    + ". Look with cloud-bridge verify.");
        }

        return Within(row, () => TryBill(row, order, record));
    }

    private ReleaseResult Within(HeldSessionRow row, Func<ReleaseResult> decide)
    {
        _store.Begin();
        try
        {
            // The row was read before the write lock was there: another person may have been quicker.
            if (!_store.Sessions.IsHeldFor(row.ChargerId, row.Sequence, row.Reason))
            {
                _store.Rollback();
                return new ReleaseResult(
                    null,
                    $"{row.SessionId} is not held any more, or for another reason: somebody else has tried to "
                        + $"release it. Look with cloud-bridge held list.");
            }

            ReleaseResult result = decide();
            _store.Commit();
            return result;
        }
        catch
        {
            _store.Rollback();
            throw;
        }
    }

    private ReleaseResult TryBill(HeldSessionRow row, ReleaseOrder order, DurableRecord record)
    {
        Hold? hold = FindRegisterHold(row) ?? FindLimitHold(row, record.Session!);
        PricedSession? priced =
            hold == null ? _rater.Rate(row.ChargerId, record.Session!, row.ReceivedUtcMs, out hold, order.Decision) : null;
        if (priced == null)
        {
            // The first reason that is found holds a session: behind it another may come to light.
            _store.Sessions.SetHold(row.ChargerId, row.Sequence, hold);
            return Stays(row, hold!);
        }

        if (!_isNothingBilled && priced.TotalInclMinor == 0 && record.Session!.EnergyMilliwattHours == 0)
        {
            return Waive(row, order with { Decision = HeldDecision.Waive });
        }

        Bill bill = IssueBill(row, record, priced);
        // Kept only where it made a difference: a price that both came to needs nobody's decision.
        if (priced.Origin is PriceOrigin.BridgeDecided or PriceOrigin.ChargerDecided)
        {
            Decide(row, order, bill.Issued.ToUnixTimeMilliseconds());
        }

        Release release = Log(row, order, IngestKind.Billed, bill, bill.Issued.ToUnixTimeMilliseconds());
        return new ReleaseResult(
            release,
            $"{row.SessionId} was billed: {bill.Number}, {bill.Currency} "
                + $"{Quantity.Money(bill.TotalInclMinor, bill.CurrencyDecimals)} including VAT.");
    }

    private ReleaseResult Waive(HeldSessionRow row, ReleaseOrder order)
    {
        long nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        _store.Sessions.SetHold(row.ChargerId, row.Sequence, new Hold(HoldReason.Waived, $"{order.By}: {order.Reason}"));
        Decide(row, order, nowUtcMs);
        return new ReleaseResult(
            Log(row, order, IngestKind.Waived, null, nowUtcMs),
            $"{row.SessionId} was waived: it is kept without a bill, and nothing is to be paid for it.");
    }

    private void Decide(HeldSessionRow row, ReleaseOrder order, long nowUtcMs)
    {
        _store.Decisions.Add(new SessionDecision(
            row.ChargerId,
            row.Sequence,
            row.SessionId,
            order.Decision!,
            row.Reason,
            row.Detail,
            order.By,
            order.Reason,
            nowUtcMs));
    }

    private Release Log(HeldSessionRow row, ReleaseOrder order, IngestKind outcome, Bill? bill, long nowUtcMs)
    {
        Release release = new(
            Release.FromHeld,
            row.SessionId,
            nowUtcMs,
            row.ChargerId,
            row.Reason,
            order.By,
            order.Reason,
            outcome,
            bill?.Number,
            null);
        _releases.Add(release);
        string what = bill == null ? $"was waived by {order.By}." : $"was released by {order.By} and billed: {bill.Number}.";
        _store.Alerts.Add(
            BridgeAlert.Found(
                MessageOf(row),
                BridgeAlertCode.SessionHeld,
                "Notice",
                $"{row.Sequence}/cleared",
                $"Session {row.SessionId} {what}"
            ) with
            {
                IsRaised = false,
                AtUtcMs = nowUtcMs,
                ReceivedUtcMs = nowUtcMs,
            });
        return release;
    }

    // Energy that two sessions claim is told to the person before it is billed: vouching for a broken chain does not vouch for this too.
    private Hold? FindRegisterHold(HeldSessionRow row)
    {
        SessionBefore? before = row.Reason == HoldReason.RegisterWentBack ? null : _store.Sessions.Before(row.ChargerId, row.Number);
        return before != null && before.RegisterEndMilliwattHours > row.RegisterStartMilliwattHours
            ? new Hold(
                HoldReason.RegisterWentBack,
                $"session {before.Number} ended at {before.RegisterEndMilliwattHours} mWh, this one began at "
                    + $"{row.RegisterStartMilliwattHours} mWh")
            : null;
    }

    // A person may know that a clock was wrong, and vouches for times by trying again; for energy and load only the charger's rating does.
    // What is held for something behind its times is within them or was vouched for: asked once more it would be held by turns for ever.
    private Hold? FindLimitHold(HeldSessionRow row, ChargingSession session)
    {
        bool areTimesVouched = row.Reason is not (HoldReason.ChainBroken or HoldReason.SessionRepeated);
        return SessionLimits.Find(
            session,
            _store.Sessions.SurroundingsOf(row.ChargerId, row.Number, row.ReceivedUtcMs),
            areTimesVouched);
    }

    private Bill IssueBill(HeldSessionRow row, DurableRecord record, PricedSession priced)
    {
        long nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        int year = _bills.YearOf(nowUtcMs);
        long serial = _store.Bills.NextSerial(_series, year);
        Bill bill = _bills.Make(
            _bills.NumberOf(year, serial),
            nowUtcMs,
            row.ChargerId,
            record,
            priced,
            _store.Parties.Of(row.ChargerId, row.Number, priced.Placement.StartUtcMs));
        string note = string.Create(
            CultureInfo.InvariantCulture,
            $"The session was held back, and released by a person on {bill.Issued:yyyy-MM-dd}. "
                + $"{HoldReason.InWords(row.Reason)} ({row.Detail})");
        bill = bill with { Notes = [.. bill.Notes, note] };
        _store.Bills.Add(bill, _series, year, serial);
        _store.Sessions.SetHold(row.ChargerId, row.Sequence, null);
        return bill;
    }

    private static ChargerMessage MessageOf(HeldSessionRow row)
    {
        return new ChargerMessage(row.ChargerId, Topic.Session, Encoding.UTF8.GetBytes(row.Message), row.ReceivedUtcMs);
    }

    private static ReleaseResult Stays(HeldSessionRow row, Hold hold)
    {
        string way = hold.Reason == HoldReason.CostDiffers
            ? "It can be billed at the lower of the two amounts or at the bridge's, or be waived."
            : hold.Reason is HoldReason.EnergyBeyondRating or HoldReason.LoadBeyondRating
                ? $"Where the charger can deliver that, say so with cloud-bridge charger set {row.ChargerId} --max-amps and --max-volts; "
                    + "else it can be waived."
            : "It can be waived.";
        return new ReleaseResult(null, $"{row.SessionId} stays held. {HoldReason.InWords(hold.Reason)} ({hold.Detail}) {way}");
    }
}
