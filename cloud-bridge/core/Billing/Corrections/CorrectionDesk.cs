using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Billing.Corrections;

/// <summary>
/// Where an operator corrects bills. A bill is never changed: a credit note takes it back whole, and a corrected bill may take its place,
/// at once or later, priced again from the charger's record. Energy and times are the charger's, and nobody can correct them here. Works
/// beside running bridges; one correction at a time.
/// </summary>
public sealed class CorrectionDesk
{
    private readonly Database _database;
    private readonly OperatorSettings _settings;
    private readonly TimeProvider _clock;
    private readonly BillArchive _archive;
    private readonly BillDrafter _drafter;
    private readonly BillMaker _maker;

    /// <summary>A desk at a database; documents are issued as the settings say, so they must be the bridge's own.</summary>
    public CorrectionDesk(Database database, OperatorSettings settings, TimeProvider clock)
    {
        _database = database;
        _settings = settings;
        _clock = clock;
        _archive = new BillArchive(database);
        _drafter = new BillDrafter(database, settings, clock);
        _maker = new BillMaker(settings);
    }

    /// <summary>Takes a bill back; with a change it is billed again in the same transaction.</summary>
    public CorrectionResult Correct(string number, CorrectionOrder order, BillChange? change = null)
    {
        if (FindBill(number, order, out string? problem) is not { } bill)
        {
            return Refused(problem!);
        }

        CorrectionDraft? draft = change == null ? null : _drafter.Draft(bill, change, isSameRefused: true, out problem);
        return problem == null ? Write(store => TakeBack(store, bill, order, draft)) : Refused(problem);
    }

    /// <summary>Bills a session again whose bill was taken back and has no other in its place; nothing need be other than it was.</summary>
    public CorrectionResult BillAgain(string number, CorrectionOrder order, BillChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (FindBill(number, order, out string? problem) is not { } bill)
        {
            return Refused(problem!);
        }

        CorrectionDraft? draft = _drafter.Draft(bill, change, isSameRefused: false, out problem);
        return draft == null ? Refused(problem!) : Write(store => Replace(store, bill, order, draft));
    }

    private Bill? FindBill(string number, CorrectionOrder order, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(order);
        Bill? bill = _archive.Find(number);
        problem =
            order.FindDefect() is { } defect ? defect
            : bill == null ? $"There is no bill {number}."
            : bill.Kind == BillKind.CreditNote
                ? $"{number} is a credit note, and a credit note is not taken back: correct the bill that took the place of "
                    + $"{bill.CorrectsNumber}, or bill {bill.CorrectsNumber} again."
            : null;
        return problem == null ? bill : null;
    }

    private CorrectionResult Write(Func<IngestStore, CorrectionResult> issue)
    {
        if (_clock.Doubt() is ClockDoubt doubt)
        {
            return Refused($"Nothing was issued: {doubt.Words}: {ClockDoubt.Advice}.");
        }

        using IngestStore store = new(_database);
        store.Begin();
        try
        {
            CorrectionResult result = issue(store);
            if (!result.IsIssued)
            {
                store.Rollback();
            }
            else
            {
                store.Commit();
            }

            return result;
        }
        catch
        {
            store.Rollback();
            throw;
        }
    }

    private CorrectionResult TakeBack(IngestStore store, Bill bill, CorrectionOrder order, CorrectionDraft? draft)
    {
        // Asked only now that the write lock is held: of two who correct the same bill one finds the other's credit note.
        if (store.Bills.CreditNoteOf(bill.Number) is { } note)
        {
            string again = store.Bills.ReplacementOf(bill.Number) == null ? " Its session can be billed again." : "";
            return Refused($"Bill {bill.Number} was taken back already, by credit note {note}: a bill is taken back once.{again}");
        }

        Bill credit = Add(store, order, (number, issuedUtcMs) =>
            CreditNote.Of(bill, number, _maker.IssuedAt(issuedUtcMs), order.Reason.Trim()));
        if (draft == null)
        {
            return new CorrectionResult(credit, null, $"Bill {bill.Number} is taken back by credit note {credit.Number}: {Money(credit)}.");
        }

        Bill corrected = AddCorrected(store, bill, order, draft);
        return new CorrectionResult(
            credit,
            corrected,
            $"Bill {bill.Number} is taken back by credit note {credit.Number}: {Money(credit)}. Corrected bill "
                + $"{corrected.Number} takes its place: {Money(corrected)}.");
    }

    private CorrectionResult Replace(IngestStore store, Bill bill, CorrectionOrder order, CorrectionDraft draft)
    {
        if (store.Bills.CreditNoteOf(bill.Number) == null)
        {
            return Refused($"Bill {bill.Number} holds: take it back first, or correct it, which does both.");
        }

        // Of two who bill the same session again one finds the other's bill.
        if (store.Bills.ReplacementOf(bill.Number) is { } other)
        {
            return Refused($"The place of bill {bill.Number} was taken by {other}: correct that one, or bill it again.");
        }

        Bill corrected = AddCorrected(store, bill, order, draft);
        return new CorrectionResult(
            null,
            corrected,
            $"Corrected bill {corrected.Number} takes the place of {bill.Number}, which was taken back: {Money(corrected)}.");
    }

    private Bill AddCorrected(IngestStore store, Bill bill, CorrectionOrder order, CorrectionDraft draft)
    {
        return Add(store, order, (number, issuedUtcMs) =>
            _maker.MakeCorrected(number, issuedUtcMs, bill, order.Reason.Trim(), draft));
    }

    private Bill Add(IngestStore store, CorrectionOrder order, Func<string, long, Bill> make)
    {
        long nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        int year = _maker.YearOf(nowUtcMs);
        long serial = store.Bills.NextSerial(_settings.BillNumberPrefix, year);
        Bill bill = make(_maker.NumberOf(year, serial), nowUtcMs);
        store.Bills.Add(bill, _settings.BillNumberPrefix, year, serial);
        store.Bills.LogCorrection(bill.Number, order.By.Trim());
        return bill;
    }

    private static string Money(Bill bill)
    {
        return $"{bill.Currency} {Quantity.Money(bill.TotalInclMinor, bill.CurrencyDecimals)} including VAT";
    }

    private static CorrectionResult Refused(string sentence)
    {
        return new CorrectionResult(null, null, sentence);
    }
}
