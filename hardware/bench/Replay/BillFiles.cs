using System.Globalization;
using CloudBridge.Core.Billing.Bills;
using CsvHelper;
using Hardware.Bench.CommandLine;

namespace Hardware.Bench.Replay;

/// <summary>Writes the outcome of a replay: bills.csv, and each bill as JSON below bills/.</summary>
public static class BillFiles
{
    private static readonly string[] Columns =
        ["session_id", "charger_id", "bill_number", "start_utc", "end_utc", "energy_kwh", "total_excl_vat", "total_incl_vat", "currency"];

    /// <summary>Makes the directory; false, and why, when nothing can be written there.</summary>
    public static bool TryPrepare(string outPath, out string defect)
    {
        defect = "";
        try
        {
            string bills = Path.Combine(outPath, "bills");
            Directory.CreateDirectory(bills);
            foreach (string leftOver in Directory.GetFiles(bills, "*.json"))
            {
                // Bills of an earlier replay would be taken for this one's.
                File.Delete(leftOver);
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            defect = $"{outPath}: cannot be written: {exception.Message}";
            return false;
        }
    }

    /// <summary>Writes all files.</summary>
    public static void Write(string outPath, ReplayOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        using CsvWriter csv = CsvWriter.ToFile(Path.Combine(outPath, "bills.csv"), CsvWriterOptions.Default with { NewLine = "\n" });
        csv.WriteHeader(Columns);
        foreach (BilledRecording pair in outcome.Billed)
        {
            WriteRow(csv, pair);
            File.WriteAllBytes(Path.Combine(outPath, "bills", pair.Bill.Number + ".json"), BillJson.WriteFile(pair.Bill));
        }
    }

    private static void WriteRow(CsvWriter csv, BilledRecording pair)
    {
        Bill bill = pair.Bill;
        csv.WriteRecord(
            pair.Session.Id,
            bill.Session.ChargerId,
            bill.Number,
            Utc(bill.Session.Start),
            Utc(bill.Session.End),
            DecimalAmount.Of(bill.Session.EnergyMilliwattHours, 6),
            DecimalAmount.Of(bill.TotalExclMinor, bill.CurrencyDecimals),
            DecimalAmount.Of(bill.TotalInclMinor, bill.CurrencyDecimals),
            bill.Currency);
    }

    private static string Utc(DateTimeOffset time)
    {
        return time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
    }
}
