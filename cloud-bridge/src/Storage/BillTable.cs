using System.Data.Common;
using CloudBridge.Billing;

namespace CloudBridge.Storage;

/// <summary>Bills as the ingest writer sees them. All within the writer's transaction, so that a number is used if and only if its bill is there.</summary>
public sealed class BillTable : IDisposable
{
    private readonly PreparedCommand _serial;
    private readonly PreparedCommand _add;
    private readonly PreparedCommand _addLine;

    /// <summary>Over the writer's connection.</summary>
    public BillTable(DbConnection connection)
    {
        _serial = new PreparedCommand(connection, 2, """
            INSERT INTO bill_serial (series, bill_year, last_serial) VALUES (@1, @2, 1)
            ON CONFLICT (series, bill_year) DO UPDATE SET last_serial = bill_serial.last_serial + 1 RETURNING last_serial
            """);
        _add = new PreparedCommand(connection, 16, """
            INSERT INTO bill (bill_number, series, bill_year, serial, session_id, charger_id, issued_utc_ms, start_utc_ms, end_utc_ms, time_zone,
                energy_milliwatt_hours, currency, currency_decimals, total_excl_minor, total_incl_minor, body)
            VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16)
            """);
        _addLine = new PreparedCommand(connection, 10, """
            INSERT INTO bill_line (bill_number, position, kind, element, volume, billed_volume, price_micros, vat_ppm, excl_minor, vat_minor)
            VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10)
            """);
    }

    /// <summary>The next serial of a series in a year, from 1.</summary>
    public long NextSerial(string series, int year)
    {
        return _serial.Number(series, year);
    }

    /// <summary>Issues a bill.</summary>
    public void Add(Bill bill, string series, int year, long serial)
    {
        _add.Execute(
            bill.Number,
            series,
            year,
            serial,
            bill.Session.SessionId,
            bill.Session.ChargerId,
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
            _addLine.Execute(
                bill.Number, i + 1, line.Kind, line.Element, line.Volume, line.BilledVolume, line.PriceMicros, line.VatPpm, line.ExclMinor, line.VatMinor);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _serial.Dispose();
        _add.Dispose();
        _addLine.Dispose();
    }
}
