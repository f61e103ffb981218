using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>Bills as the ingest writer sees them. All within the writer's transaction, so that a number is used if and only if its bill is
/// there.</summary>
public sealed class BillTable : IDisposable
{
    private readonly PreparedCommand _serial;
    private readonly RowInsert _serialRows;
    private readonly RowInsert _rows;
    private readonly RowInsert _lineRows;
    private readonly PreparedCommand _correction;
    private readonly RowInsert _correctionRows;
    private readonly Dictionary<(string Series, int Year), long> _serials = [];

    /// <summary>Over the writer's connection.</summary>
    public BillTable(WriterConnection writer)
    {
        _serial = new PreparedCommand(
            writer.Connection,
            2,
            "SELECT COALESCE(MAX(last_serial), 0) FROM bill_serial WHERE series = @1 AND bill_year = @2");
        _serialRows = new RowInsert(
            writer,
            "bill_serial",
            ["series text", "bill_year bigint", "last_serial bigint"],
            "ON CONFLICT (series, bill_year) DO UPDATE SET last_serial = excluded.last_serial",
            replacedKeyCount: 2);
        _rows = new RowInsert(
            writer,
            "bill",
            [
                "bill_number text",
                "kind text",
                "corrects_number text",
                "series text",
                "bill_year bigint",
                "serial bigint",
                "session_id text",
                "charger_id text",
                "site_id text",
                "account_id text",
                "issued_utc_ms bigint",
                "start_utc_ms bigint",
                "end_utc_ms bigint",
                "time_zone text",
                "energy_milliwatt_hours bigint",
                "currency text",
                "currency_decimals bigint",
                "total_excl_minor bigint",
                "total_incl_minor bigint",
                "body text",
            ]);
        _correction = new PreparedCommand(writer.Connection, 2, "SELECT bill_number FROM bill WHERE corrects_number = @1 AND kind = @2");
        _lineRows = new RowInsert(
            writer,
            "bill_line",
            [
                "bill_number text",
                "position bigint",
                "kind text",
                "element bigint",
                "volume bigint",
                "billed_volume bigint",
                "price_micros bigint",
                "vat_ppm bigint",
                "excl_minor bigint",
                "vat_minor bigint",
            ]);
        _correctionRows = new RowInsert(writer, "correction_log", ["bill_number text", "corrected_by text"]);
    }

    /// <summary>The number of the credit note that takes a bill back; null when none does.</summary>
    public string? CreditNoteOf(string number)
    {
        return CorrectionOf(number, BillKind.CreditNote);
    }

    /// <summary>The number of the corrected bill that took a bill's place; null when none did.</summary>
    public string? ReplacementOf(string number)
    {
        return CorrectionOf(number, BillKind.CorrectedBill);
    }

    /// <summary>Keeps who issued a credit note or corrected bill.</summary>
    public void LogCorrection(string number, string by)
    {
        _correctionRows.Add(number, by);
    }

    /// <summary>A transaction begins: another bridge may have issued bills since the last one.</summary>
    public void Begin()
    {
        _serials.Clear();
    }

    /// <summary>The next serial of a series in a year, from 1.</summary>
    public long NextSerial(string series, int year)
    {
        long last = _serials.TryGetValue((series, year), out long known) ? known : _serial.Number(series, year);
        _serials[(series, year)] = last + 1;
        _serialRows.Add(series, year, last + 1);
        return last + 1;
    }

    /// <summary>Issues a bill.</summary>
    public void Add(Bill bill, string series, int year, long serial)
    {
        _rows.Add(
            bill.Number,
            bill.Kind,
            bill.CorrectsNumber,
            series,
            year,
            serial,
            bill.Session.SessionId,
            bill.Session.ChargerId,
            bill.Site?.SiteId,
            bill.Recipient?.AccountId,
            bill.Issued.ToUnixTimeMilliseconds(),
            bill.Session.Start.ToUnixTimeMilliseconds(),
            bill.Session.End.ToUnixTimeMilliseconds(),
            bill.Tariff.TimeZone,
            bill.Session.EnergyMilliwattHours,
            bill.Currency,
            bill.CurrencyDecimals,
            bill.TotalExclMinor,
            bill.TotalInclMinor,
            BillJson.Write(bill));
        for (int i = 0; i < bill.Lines.Count; i++)
        {
            BillLine line = bill.Lines[i];
            _lineRows.Add(
                bill.Number,
                i + 1,
                line.Kind,
                line.Element,
                line.Volume,
                line.BilledVolume,
                line.PriceMicros,
                line.VatPpm,
                line.ExclMinor,
                line.VatMinor);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _serial.Dispose();
        _correction.Dispose();
        _correctionRows.Dispose();
        _serialRows.Dispose();
        _rows.Dispose();
        _lineRows.Dispose();
    }

    private string? CorrectionOf(string number, string kind)
    {
        using System.Data.Common.DbDataReader reader = _correction.Query(number, kind);
        return reader.Read() ? reader.GetString(0) : null;
    }
}
