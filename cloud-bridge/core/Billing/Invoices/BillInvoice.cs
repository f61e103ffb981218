using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Tariffs.Ocpi;

namespace CloudBridge.Core.Billing.Invoices;

/// <summary>A bill, credit note or corrected bill as an electronic invoice.</summary>
public static class BillInvoice
{
    private const decimal MilliwattHoursPerKwh = 1000000;
    private const decimal MicrosPerUnit = 1000000;
    private const long MsPerMinute = 60000;
    private const decimal MsPerSecond = 1000;

    /// <summary>The invoice; null with what is missing and how to mend it.</summary>
    public static Invoice? Of(Bill bill, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(bill);
        problem = bill.IsVatByRate
            ? InvoiceGaps.Find(
                bill.Issuer,
                bill.Recipient,
                bill.Currency,
                bill.CurrencyDecimals,
                [.. bill.Lines.Select(line => line.Rate).Distinct()])
            : "It is from before VAT was worked out by rate, and has no electronic invoice";
        problem = problem == null ? null : $"{bill.Number}: {problem}.";
        return problem == null ? Make(bill, bill.Kind == BillKind.CreditNote ? -1 : 1) : null;
    }

    private static Invoice Make(Bill bill, int sign)
    {
        // What a minimum or maximum price changes is no line: it has no quantity. A session with nothing else still needs one (BR-16).
        bool hasUse = bill.Lines.Any(line => line.Element != null);
        DateOnly from = DateOnly.FromDateTime(bill.Session.Start.DateTime);
        DateOnly to = DateOnly.FromDateTime(bill.Session.End.DateTime);
        return new Invoice
        {
            Number = bill.Number,
            IssueDate = DateOnly.FromDateTime(bill.Issued.DateTime),
            IsCredit = sign < 0,
            Currency = bill.Currency,
            CurrencyDecimals = bill.CurrencyDecimals,
            Note = NoteOf(bill),
            PrecedingNumber = bill.CorrectsNumber,
            Seller = bill.Issuer,
            Buyer = bill.Recipient!,
            PeriodFrom = from,
            PeriodTo = to < from ? from : to,
            DeliveredAt = bill.Site?.CountryCode == null ? null : bill.Site,
            Lines =
            [
                .. bill
                    .Lines.Where(line => line.Element != null || !hasUse)
                    .Select(line => LineOf(line, sign, bill.CurrencyDecimals)),
            ],
            Changes =
            [
                .. bill
                    .Lines.Where(line => line.Element == null && hasUse && line.ExclMinor != 0)
                    .Select(line => new InvoiceChange(LineWords.Item(line), sign * line.ExclMinor, line.Rate)),
            ],
            PayableMinor = sign * bill.TotalInclMinor,
        };
    }

    private static InvoiceLine LineOf(BillLine line, int sign, int decimals)
    {
        long net = sign * line.ExclMinor;
        long volume = sign * line.BilledVolume;
        decimal price = line.PriceMicros / MicrosPerUnit;
        string name = LineWords.Item(line);
        return line.Kind switch
        {
            "Energy" => new InvoiceLine(name, line.Condition, volume / MilliwattHoursPerKwh, "KWH", price, 1, net, line.Rate),
            // A price per hour stands as one of 60 minutes or 3,600 seconds: hours would have decimals without end.
            "Time" or "ParkingTime" => volume % MsPerMinute == 0
                ? new InvoiceLine(name, line.Condition, volume / MsPerMinute, "MIN", price, 60, net, line.Rate)
                : new InvoiceLine(name, line.Condition, volume / MsPerSecond, "SEC", price, 3600, net, line.Rate),
            "Flat" => new InvoiceLine(name, line.Condition, volume, "C62", price, 1, net, line.Rate),
            _ => InvoiceLines.Whole(name, "", net, line.Rate, decimals),
        };
    }

    private static string NoteOf(Bill bill)
    {
        string where = bill.Site == null ? "" : $" at {bill.Site.Name}";
        string correction = BillFacts.Correction(bill);
        return $"{BillFacts.Title(bill)} of charging session {bill.Session.SessionId}{where}, "
            + $"{Quantity.Span(bill.Session.Start, bill.Session.End)}. Check code {bill.CheckCode}."
            + (correction.Length > 0 ? $" {correction}" : "");
    }
}
