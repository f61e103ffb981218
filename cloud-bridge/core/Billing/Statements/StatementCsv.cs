using System.Globalization;
using CsvHelper;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>The lines of a statement as CSV by RFC 4180, in UTF-8. A text that a spreadsheet would run as a formula gets an apostrophe
/// before it; amounts are plain numbers, so that they can be added up.</summary>
public static class StatementCsv
{
    private const int EnergyDecimals = 6;
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { Injection = CsvInjection.Escape };

    private static readonly string[] Columns =
    [
        "statement",
        "month",
        "account",
        "document",
        "kind",
        "corrects",
        "from_earlier_month",
        "estimated",
        "session",
        "charger",
        "site",
        "plugged_in",
        "duration_seconds",
        "energy_kwh",
        "excl_vat",
        "vat",
        "incl_vat",
        "currency",
    ];

    /// <summary>The file.</summary>
    public static byte[] Write(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        using MemoryStream file = new();
        using (CsvWriter csv = CsvWriter.Create(file, Options, leaveOpen: true))
        {
            csv.WriteHeader(Columns);
            foreach (StatementLine line in statement.Lines)
            {
                WriteLine(csv, statement, line);
            }
        }

        return file.ToArray();
    }

    private static void WriteLine(CsvWriter csv, Statement statement, StatementLine line)
    {
        foreach (
            string text in new[]
            {
                statement.Number,
                statement.Month,
                statement.Account.AccountId,
                line.BillNumber,
                line.Kind,
                line.CorrectsNumber ?? "",
                YesNo(line.IsEarlier),
                YesNo(line.IsEstimated),
                line.SessionId,
                line.ChargerId,
                line.SiteName,
                line.Start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            })
        {
            csv.WriteField(text);
        }

        csv.WriteField(line.DurationMs / 1000);
        WriteNumber(csv, line.EnergyMilliwattHours, EnergyDecimals);
        WriteNumber(csv, line.ExclMinor, statement.CurrencyDecimals);
        WriteNumber(csv, line.VatMinor, statement.CurrencyDecimals);
        WriteNumber(csv, line.InclMinor, statement.CurrencyDecimals);
        csv.WriteField(statement.Currency);
        csv.EndRecord();
    }

    private static string YesNo(bool isTrue)
    {
        return isTrue ? "yes" : "no";
    }

    // A number and no text: a credit note's minus sign is not to be taken for a formula.
    private static void WriteNumber(CsvWriter csv, long units, int decimals)
    {
        decimal value = units;
        for (int i = 0; i < decimals; i++)
        {
            value /= 10;
        }

        csv.WriteField(value, "F" + decimals.ToString(CultureInfo.InvariantCulture));
    }
}
