using System.Globalization;
using System.Text;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Chargers;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>
/// Tries to bill a held session again, after a tariff was added or somebody has looked into it. A person may vouch for a record's place in
/// its
/// chain, never for its proof, its energy or its price: what cannot be priced exactly stays held.
/// </summary>
public sealed class HeldRelease
{
    private readonly IngestStore _store;
    private readonly ReleaseTable _releases;
    private readonly ChargerRegistry _chargers;
    private readonly SessionRater _rater;
    private readonly BillMaker _bills;
    private readonly string _series;
    private readonly TimeProvider _clock;

    /// <summary>Over a store that nobody else uses.</summary>
    public HeldRelease(
        IngestStore store,
        ReleaseTable releases,
        ChargerRegistry chargers,
        SessionRater rater,
        BillMaker bills,
        string series,
        TimeProvider clock)
    {
        _store = store;
        _releases = releases;
        _chargers = chargers;
        _rater = rater;
        _bills = bills;
        _series = series;
        _clock = clock;
    }

    /// <summary>Tries one session.</summary>
    public ReleaseResult Try(HeldSessionRow row, ReleaseOrder order)
    {
        if (row.Records > 1)
        {
            return Stays(row, new Hold(HoldReason.SessionRepeated, $"{row.Records} records claim to be session {row.SessionId}"));
        }

        ChargerMessage message = new(row.ChargerId, Topic.Session, Encoding.UTF8.GetBytes(row.Message), row.ReceivedUtcMs);
        DurableRecord? record = RecordDecoder.Decode(message, out _, out string unreadable);
        if (record == null || _chargers.Find(row.ChargerId) is not { } charger || !record.IsProvedBy(charger.DeviceKey))
        {
            return new ReleaseResult(
                null,
                $"{row.SessionId} stays held: its stored message is not the one the charger proved {unreadable}".TrimEnd()
                    + ". Look with cloud-bridge verify.");
        }

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

            Hold? hold = FindRegisterHold(row);
            PricedSession? priced = hold == null ? _rater.Rate(row.ChargerId, record.Session!, row.ReceivedUtcMs, out hold) : null;
            if (priced == null)
            {
                // The first reason that is found holds a session: behind it another may come to light.
                _store.Sessions.SetHold(row.ChargerId, row.Sequence, hold);
                _store.Commit();
                return Stays(row, hold!);
            }

            Bill bill = IssueBill(row, record, priced);
            Release release = new(
                Release.FromHeld,
                row.SessionId,
                bill.Issued.ToUnixTimeMilliseconds(),
                row.ChargerId,
                row.Reason,
                order.By,
                order.Reason,
                IngestKind.Billed,
                bill.Number,
                null);
            _releases.Add(release);
            _store.Alerts.Add(
                BridgeAlert.Found(
                    message,
                    BridgeAlertCode.SessionHeld,
                    "Notice",
                    $"{row.Sequence}/cleared",
                    $"Session {row.SessionId} was released by {order.By} and billed: {bill.Number}."
                ) with
                {
                    IsRaised = false,
                    AtUtcMs = release.ReleasedUtcMs,
                    ReceivedUtcMs = release.ReleasedUtcMs,
                });
            _store.Commit();
            return new ReleaseResult(
                release,
                $"{row.SessionId} was billed: {bill.Number}, {bill.Currency} "
                    + $"{Quantity.Money(bill.TotalInclMinor, bill.CurrencyDecimals)} including VAT.");
        }
        catch
        {
            _store.Rollback();
            throw;
        }
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

    private static ReleaseResult Stays(HeldSessionRow row, Hold hold)
    {
        return new ReleaseResult(null, $"{row.SessionId} stays held. {HoldReason.InWords(hold.Reason)} ({hold.Detail})");
    }
}
