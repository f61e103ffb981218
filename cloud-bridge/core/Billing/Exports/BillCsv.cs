using System.Globalization;
using CloudBridge.Core.Billing.Bills;

namespace CloudBridge.Core.Billing.Exports;

/// <summary>Bills and credit notes as CSV, a row for each document and rate of VAT.</summary>
public static class BillCsv
{
    private static readonly string[] Columns =
    [
        "document",
        "kind",
        "corrects",
        "state",
        "issued",
        "session",
        "charger",
        "site",
        "country",
        "account",
        "plugged_in",
        "energy_kwh",
        "vat_rate_percent",
        "excl_vat",
        "vat",
        "incl_vat",
        "currency",
    ];

    /// <summary>The file. Energy stands in the first row of a document, so that the column can be added up.</summary>
    public static byte[] Write(IEnumerable<Bill> bills)
    {
        ArgumentNullException.ThrowIfNull(bills);
        using ExportFile file = new(Columns);
        foreach (Bill bill in bills)
        {
            IReadOnlyList<VatByRate> rates = bill.VatByRate;
            // A document without a line is a document: it has its row.
            for (int i = 0; i < Math.Max(rates.Count, 1); i++)
            {
                Write(file, bill, i < rates.Count ? rates[i] : new VatByRate(null, 0, 0, IsAbsent: true), isFirst: i == 0);
            }
        }

        return file.ToBytes();
    }

    private static void Write(ExportFile file, Bill bill, VatByRate rate, bool isFirst)
    {
        file.Texts(
            bill.Number,
            bill.Kind,
            bill.CorrectsNumber,
            bill.State,
            Time(bill.Issued),
            bill.Session.SessionId,
            bill.Session.ChargerId,
            bill.Site?.SiteId,
            bill.VatCountryCode(),
            bill.Recipient?.AccountId,
            Time(bill.Session.Start));
        file.Energy(isFirst ? bill.Session.EnergyMilliwattHours : null);
        file.Percent(rate.VatPpm);
        file.Money(rate.ExclMinor, bill.CurrencyDecimals);
        file.Money(rate.VatMinor, bill.CurrencyDecimals);
        file.Money(rate.InclMinor, bill.CurrencyDecimals);
        file.Texts(bill.Currency);
        file.EndRow();
    }

    private static string Time(DateTimeOffset time)
    {
        return time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
