using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>Writes facts of bills, within the caller's transaction.</summary>
internal sealed class FactTable : IDisposable
{
    private const int NoRate = -1;

    private readonly RowInsert _facts;
    private readonly RowInsert _hours;
    private readonly RowInsert _vat;

    /// <summary>Over the writer's connection.</summary>
    public FactTable(WriterConnection writer)
    {
        _facts = new RowInsert(
            writer,
            "bill_fact",
            [
                "bill_number text",
                "kind text",
                "start_utc_ms bigint",
                "end_utc_ms bigint",
                "charger_id text",
                "site_id text",
                "tariff_id text",
                "currency text",
                "currency_decimals bigint",
                "energy_milliwatt_hours bigint",
                "excl_minor bigint",
                "incl_minor bigint",
                "plugged_ms bigint",
                "charging_ms bigint",
                "parking_ms bigint",
                "lost_ms bigint",
                "lost_milliwatt_hours bigint",
                "unpriced_milliwatt_hours bigint",
                "purchase_micros bigint",
                "purchase_parts bigint",
                "issued_utc_ms bigint",
            ]);
        _hours = new RowInsert(
            writer,
            "bill_hour",
            ["bill_number text", "local_hour bigint", "energy_milliwatt_hours bigint", "excl_minor bigint", "incl_minor bigint"]);
        _vat = new RowInsert(
            writer,
            "bill_vat",
            ["bill_number text", "country_code text", "vat_ppm bigint", "excl_minor bigint", "vat_minor bigint"]);
    }

    /// <summary>Forgets the facts of bills, which the next report works out anew.</summary>
    /// <param name="connection">Inside a transaction.</param>
    /// <param name="numbers">A statement that selects their numbers.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>How many bills.</returns>
    public static int Forget(DbConnection connection, string numbers, object? arguments)
    {
        connection.Execute($"DELETE FROM bill_hour WHERE bill_number IN ({numbers})", arguments);
        connection.Execute($"DELETE FROM bill_vat WHERE bill_number IN ({numbers})", arguments);
        return connection.Execute($"DELETE FROM bill_fact WHERE bill_number IN ({numbers})", arguments);
    }

    /// <summary>Adds the facts of a bill.</summary>
    public void Add(BillToCount bill, BillFact fact, string tariffId, string countryCode)
    {
        Firmware.Core.Promises.Guard.IsTrue(
            fact.Hours.Sum(hour => hour.ExclMinor) == bill.ExclMinor && fact.Hours.Sum(hour => hour.InclMinor) == bill.InclMinor,
            $"the hours of {bill.Number} add up to its totals");
        _facts.Add(
            bill.Number,
            bill.Kind,
            bill.StartUtcMs,
            bill.EndUtcMs,
            bill.ChargerId,
            bill.SiteId,
            tariffId,
            bill.Currency,
            bill.CurrencyDecimals,
            bill.EnergyMilliwattHours,
            bill.ExclMinor,
            bill.InclMinor,
            fact.PluggedMs,
            fact.ChargingMs,
            fact.ParkingMs,
            fact.LostMs,
            fact.LostMilliwattHours,
            fact.Purchase.UnpricedMilliwattHours,
            fact.Purchase.Micros,
            fact.Purchase.Parts,
            bill.IssuedUtcMs);
        foreach (HourShare hour in fact.Hours)
        {
            _hours.Add(bill.Number, hour.LocalHour, hour.EnergyMilliwattHours, hour.ExclMinor, hour.InclMinor);
        }

        foreach (IGrouping<int, VatByRate> rate in fact.Vat.GroupBy(rate => rate.VatPpm ?? NoRate))
        {
            _vat.Add(bill.Number, countryCode, rate.Key, rate.Sum(part => part.ExclMinor), rate.Sum(part => part.VatMinor));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _facts.Dispose();
        _hours.Dispose();
        _vat.Dispose();
    }
}

/// <summary>A bill whose facts are to be worked out.</summary>
internal sealed record BillToCount
{
    public string Number { get; init; } = "";

    public string Kind { get; init; } = "";

    public long IssuedUtcMs { get; init; }

    public long StartUtcMs { get; init; }

    public long EndUtcMs { get; init; }

    public string ChargerId { get; init; } = "";

    public string? SiteId { get; init; }

    public string Currency { get; init; } = "";

    public long CurrencyDecimals { get; init; }

    public long EnergyMilliwattHours { get; init; }

    public long ExclMinor { get; init; }

    public long InclMinor { get; init; }

    public string Body { get; init; } = "";

    public string? TakenBackBody { get; init; }

    public string? Replacement { get; init; }
}
