using System.Globalization;
using CsvHelper;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>The tables of a report as CSV (RFC 4180, UTF-8, one heading line): amounts in units of the currency, energy in kWh, times in
/// hours.</summary>
public static class ReportCsv
{
    // A charger's or tariff's id may begin like a formula, which a spreadsheet would run.
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { Injection = CsvInjection.Escape };

    private static readonly string[] RevenueColumns =
    [
        "key",
        "currency",
        "bills",
        "credit_notes",
        "energy_kwh",
        "net",
        "vat",
        "gross",
        "energy_purchase",
        "fixed_cost",
        "margin",
        "energy_without_purchase_price_kwh",
    ];

    private static readonly string[] VatColumns =
    [
        "month",
        "country",
        "vat_rate_percent",
        "currency",
        "bills",
        "credit_notes",
        "net",
        "vat",
        "gross",
    ];

    private static readonly string[] HourColumns = ["local_hour", "currency", "energy_kwh", "net", "vat", "gross"];

    private static readonly string[] OccupancyColumns =
    [
        "charger",
        "observed_h",
        "plugged_h",
        "charging_h",
        "idle_h",
        "waiting_h",
        "waiting_energy_kwh",
        "fault_h",
        "fault_energy_kwh",
        "lost_net",
        "currency",
    ];

    private static readonly string[] UnbilledColumns = ["state", "reason", "count", "energy_kwh"];

    /// <summary>The names of the tables.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        "months",
        "sites",
        "chargers",
        "tariffs",
        "hours",
        "vat",
        "occupancy",
        "unbilled",
    ];

    /// <summary>One table; null when there is none of that name.</summary>
    public static byte[]? Write(OperatorReport report, string table)
    {
        ArgumentNullException.ThrowIfNull(report);
        return table switch
        {
            "months" => Write(RevenueColumns, Revenue(report, currency => currency.ByMonth)),
            "sites" => Write(RevenueColumns, Revenue(report, currency => currency.BySite)),
            "chargers" => Write(RevenueColumns, Revenue(report, currency => currency.ByCharger)),
            "tariffs" => Write(RevenueColumns, Revenue(report, currency => currency.ByTariff)),
            "hours" => Write(HourColumns, report.Currencies.SelectMany(currency => currency.ByHour.Select(row => HourOf(currency, row)))),
            "vat" => Write(VatColumns, report.Currencies.SelectMany(currency => currency.ByVat.Select(row => VatOf(currency, row)))),
            "occupancy" => Write(OccupancyColumns, report.Occupancy.Select(OccupancyOf)),
            "unbilled" => Write(
                UnbilledColumns,
                report.Unbilled.Select(row => new object[] { row.State, row.Reason, (decimal)row.Count, Kwh(row.EnergyMilliwattHours) })),
            _ => null,
        };
    }

    private static byte[] Write(string[] columns, IEnumerable<object[]> rows)
    {
        using MemoryStream stream = new();
        using (CsvWriter csv = CsvWriter.Create(stream, Options, leaveOpen: true))
        {
            csv.WriteHeader(columns);
            foreach (object[] row in rows)
            {
                foreach (object field in row)
                {
                    WriteField(csv, field);
                }

                csv.EndRecord();
            }
        }

        return stream.ToArray();
    }

    private static void WriteField(CsvWriter csv, object field)
    {
        if (field is decimal number)
        {
            csv.WriteField(number, "G", CultureInfo.InvariantCulture);
        }
        else
        {
            csv.WriteField((string)field);
        }
    }

    private static IEnumerable<object[]> Revenue(OperatorReport report, Func<CurrencyReport, IEnumerable<RevenueRow>> rowsOf)
    {
        return report.Currencies.SelectMany(currency => rowsOf(currency).Select(row => RevenueOf(currency, row)));
    }

    private static object[] RevenueOf(CurrencyReport report, RevenueRow row)
    {
        int decimals = report.CurrencyDecimals;
        return
        [
            row.Key,
            report.Currency,
            (decimal)row.Bills,
            (decimal)row.CreditNotes,
            Kwh(row.EnergyMilliwattHours),
            Units(row.NetMinor, decimals),
            Units(row.VatMinor, decimals),
            Units(row.GrossMinor, decimals),
            Units(row.PurchaseMinor, decimals),
            Units(row.FixedMinor, decimals),
            Units(row.MarginMinor, decimals),
            Kwh(row.UnpricedMilliwattHours),
        ];
    }

    private static object[] VatOf(CurrencyReport report, VatRow row)
    {
        int decimals = report.CurrencyDecimals;
        return
        [
            row.Month,
            row.CountryCode,
            row.VatPpm is int ppm ? ppm / 10000m : "",
            report.Currency,
            (decimal)row.Bills,
            (decimal)row.CreditNotes,
            Units(row.NetMinor, decimals),
            Units(row.VatMinor, decimals),
            Units(row.GrossMinor, decimals),
        ];
    }

    private static object[] HourOf(CurrencyReport report, HourRow row)
    {
        int decimals = report.CurrencyDecimals;
        return
        [
            (decimal)row.LocalHour,
            report.Currency,
            Kwh(row.EnergyMilliwattHours),
            Units(row.NetMinor, decimals),
            Units(row.VatMinor, decimals),
            Units(row.GrossMinor, decimals),
        ];
    }

    private static object[] OccupancyOf(OccupancyRow row)
    {
        return
        [
            row.ChargerId,
            Hours(row.ObservedMs),
            Hours(row.PluggedMs),
            Hours(row.ChargingMs),
            Hours(row.ParkingMs),
            Hours(row.LostMs),
            Kwh(row.LostMilliwattHours),
            Hours(row.FaultMs),
            Kwh(row.FaultMilliwattHours),
            row.LostNetMinor is long lost ? Units(lost, row.CurrencyDecimals) : "",
            row.Currency ?? "",
        ];
    }

    private static decimal Kwh(long milliwattHours)
    {
        return milliwattHours * 0.000001m;
    }

    private static decimal Hours(long ms)
    {
        return decimal.Round(ms / 3600000m, 4);
    }

    private static decimal Units(long minor, int decimals)
    {
        return minor * new decimal(1, 0, 0, false, (byte)decimals);
    }
}
