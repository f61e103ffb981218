using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Billing.Corrections;

/// <summary>
/// Where an operator corrects bills. A bill is never changed: a credit note takes it back whole, and a corrected bill may take its place,
/// priced
/// again from the charger's record. Energy and times are the charger's, and nobody can correct them here. Works beside running bridges; one
/// correction at a time.
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
        ArgumentNullException.ThrowIfNull(order);
        if (order.FindDefect() is { } defect)
        {
            return Refused(defect);
        }

        if (_archive.Find(number) is not { } bill)
        {
            return Refused($"There is no bill {number}.");
        }

        if (bill.Kind == BillKind.CreditNote)
        {
            return Refused(
                $"{number} is a credit note, and a credit note is not taken back: correct the bill that took the place of "
                    + $"{bill.CorrectsNumber}, or bill its session again.");
        }

        CorrectionDraft? draft = null;
        if (change != null)
        {
            draft = _drafter.Draft(bill, change, out string? problem);
            if (draft == null)
            {
                return Refused(problem!);
            }
        }

        using IngestStore store = new(_database);
        store.Begin();
        try
        {
            CorrectionResult result = Issue(store, bill, order, draft);
            if (result.CreditNote == null)
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

    private CorrectionResult Issue(IngestStore store, Bill bill, CorrectionOrder order, CorrectionDraft? draft)
    {
        // Asked only now that the write lock is held: of two who correct the same bill one finds the other's credit note.
        if (store.Bills.CreditNoteOf(bill.Number) is { } note)
        {
            return Refused($"Bill {bill.Number} was taken back already, by credit note {note}: a bill is taken back once.");
        }

        Bill credit = Add(store, order, (number, issuedUtcMs) =>
            CreditNote.Of(bill, number, _maker.IssuedAt(issuedUtcMs), order.Reason.Trim()));
        if (draft == null)
        {
            return new CorrectionResult(credit, null, $"Bill {bill.Number} is taken back by credit note {credit.Number}: {Money(credit)}.");
        }

        Bill corrected = Add(store, order, (number, issuedUtcMs) =>
            _maker.MakeCorrected(number, issuedUtcMs, bill, order.Reason.Trim(), draft));
        return new CorrectionResult(
            credit,
            corrected,
            $"Bill {bill.Number} is taken back by credit note {credit.Number}: {Money(credit)}. Corrected bill "
                + $"{corrected.Number} takes its place: {Money(corrected)}.");
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
