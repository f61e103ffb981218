using System.Globalization;
using CloudBridge.Core.Billing.Bills;

namespace CloudBridge.Core.Billing.Exports;

/// <summary>
/// Bills and credit notes as a journal of double entry, which an accountant's program imports: for each document what is owed to the
/// operator against revenue and VAT, by country and rate. Each document balances to the cent.
/// </summary>
/// <remarks>
/// A document's rows stand together under its date and number. The account is a word, not a number: which number it has is a matter of the
/// operator's chart of accounts. A credit note, and whatever else is negative, stands on the other side with a positive amount. A document
/// of 0.00 has no rows. Only issued documents are in it, and none is ever changed: a month of issue that is over stays as it is.
/// </remarks>
public static class JournalCsv
{
    /// <summary>What is owed to the operator.</summary>
    public const string Receivable = "receivable";

    /// <summary>Revenue without VAT.</summary>
    public const string Revenue = "revenue";

    /// <summary>VAT that is owed to the tax authority.</summary>
    public const string Vat = "vat";

    private static readonly string[] Columns =
    [
        "date",
        "document",
        "kind",
        "corrects",
        "account",
        "country",
        "vat_rate_percent",
        "debit",
        "credit",
        "currency",
        "party",
        "session",
    ];

    /// <summary>The file.</summary>
    public static byte[] Write(IEnumerable<Bill> bills)
    {
        ArgumentNullException.ThrowIfNull(bills);
        using ExportFile file = new(Columns);
        foreach (Bill bill in bills)
        {
            Write(file, bill, Receivable, null, bill.TotalInclMinor);
            foreach (VatByRate rate in bill.VatByRate)
            {
                Write(file, bill, Revenue, rate.VatPpm, -rate.ExclMinor);
                Write(file, bill, Vat, rate.VatPpm, -rate.VatMinor);
            }
        }

        return file.ToBytes();
    }

    // A positive amount is debit, a negative one credit.
    private static void Write(ExportFile file, Bill bill, string account, int? vatPpm, long minor)
    {
        if (minor == 0)
        {
            return;
        }

        file.Texts(
            bill.Issued.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            bill.Number,
            bill.Kind,
            bill.CorrectsNumber,
            account,
            account == Receivable ? "" : bill.VatCountryCode());
        file.Percent(vatPpm);
        file.Money(minor > 0 ? minor : null, bill.CurrencyDecimals);
        file.Money(minor < 0 ? -minor : null, bill.CurrencyDecimals);
        file.Texts(bill.Currency, bill.Recipient?.AccountId, bill.Session.SessionId);
        file.EndRow();
    }
}
