using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Invoices;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Tariffs.Ocpi;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>
/// A statement as one electronic invoice over the bills it collects; over more credit notes than bills, as a credit note. With one rate of
/// VAT each document is a line; with several a rate is one, because a statement does not say what each document has of each rate. VAT is
/// net times the rate (BR-CO-17); what the bills' own rounding differs from it is the rounding of the total (BT-114).
/// </summary>
public static class StatementInvoice
{
    /// <summary>The invoice; null with what is missing and how to mend it.</summary>
    public static Invoice? Of(Statement statement, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(statement);
        problem = statement.VatRates.Any(share => share.VatPpm == null && !share.IsAbsent)
            ? "It holds bills from before VAT was worked out by rate, and has no electronic invoice"
            : InvoiceGaps.Find(
                statement.Issuer,
                statement.Account,
                statement.Currency,
                statement.CurrencyDecimals,
                [.. statement.VatRates.Select(RateOf)]);
        problem = problem == null ? null : $"{statement.Number}: {problem}.";
        return problem == null ? Make(statement, statement.Totals.InclMinor < 0 ? -1 : 1) : null;
    }

    /// <summary>The file; null where there is no invoice.</summary>
    public static byte[]? Write(Statement statement)
    {
        return Of(statement, out _) is { } invoice ? UblInvoice.Write(invoice) : null;
    }

    private static Invoice Make(Statement statement, int sign)
    {
        return new Invoice
        {
            Number = statement.Number,
            IssueDate = DateOnly.FromDateTime(statement.Issued.DateTime),
            IsCredit = sign < 0,
            Currency = statement.Currency,
            CurrencyDecimals = statement.CurrencyDecimals,
            Note = $"Charging in {StatementWords.Month(statement.Month)}. It collects the {statement.Lines.Count} documents that it names: "
                + "with it each of them is paid or credited, and none of them is to be paid again by itself.",
            Seller = statement.Issuer,
            Buyer = statement.Account,
            PeriodFrom = DateOnly.FromDateTime(statement.From.DateTime),
            PeriodTo = DateOnly.FromDateTime(statement.Until.DateTime).AddDays(-1),
            Documents = [.. statement.Lines.Select(line => new InvoiceDocument(line.BillNumber, WordsOf(line)))],
            Lines = statement.VatRates.Count == 1
                ? [.. statement.Lines.Select(line => LineOf(statement, line, sign))]
                : [.. statement.VatRates.Select(share => LineOf(statement, share, sign))],
            PayableMinor = sign * statement.Totals.InclMinor,
        };
    }

    private static InvoiceLine LineOf(Statement statement, StatementLine line, int sign)
    {
        string description = $"{Quantity.Energy(line.EnergyMilliwattHours)} at {line.ChargerId}"
            + $"{(line.SiteName.Length == 0 ? "" : ", " + line.SiteName)}, plugged in {Quantity.Time(line.Start)}";
        return InvoiceLines.Whole(
            WordsOf(line),
            description,
            sign * line.ExclMinor,
            RateOf(statement.VatRates[0]),
            statement.CurrencyDecimals);
    }

    private static InvoiceLine LineOf(Statement statement, VatShare share, int sign)
    {
        VatRate rate = RateOf(share);
        string name = $"Charging, {new VatByRate(share.VatPpm, 0, 0, share.IsAbsent).Words()}";
        return InvoiceLines.Whole(
            name,
            StatementWords.Month(statement.Month),
            sign * share.ExclMinor,
            rate,
            statement.CurrencyDecimals);
    }

    private static VatRate RateOf(VatShare share)
    {
        return new VatRate(share.VatPpm ?? 0, share.IsAbsent);
    }

    private static string WordsOf(StatementLine line)
    {
        return line.Kind switch
        {
            BillKind.CreditNote => $"Credit note {line.BillNumber}, which takes back bill {line.CorrectsNumber}",
            BillKind.CorrectedBill => $"Corrected bill {line.BillNumber}, in place of bill {line.CorrectsNumber}",
            _ => $"Bill {line.BillNumber}",
        };
    }
}
