using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>Writes facts of bills, within the caller's transaction.</summary>
internal sealed class FactTable : IDisposable
{
    private readonly RowInsert _facts;
    private readonly RowInsert _hours;

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
            ]);
        _hours = new RowInsert(
            writer,
            "bill_hour",
            ["bill_number text", "local_hour bigint", "energy_milliwatt_hours bigint", "excl_minor bigint", "incl_minor bigint"]);
    }

    /// <summary>Adds the facts of a bill.</summary>
    public void Add(BillToCount bill, BillFact fact, string tariffId)
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
            fact.Purchase.Parts);
        foreach (HourShare hour in fact.Hours)
        {
            _hours.Add(bill.Number, hour.LocalHour, hour.EnergyMilliwattHours, hour.ExclMinor, hour.InclMinor);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _facts.Dispose();
        _hours.Dispose();
    }
}

/// <summary>A bill whose facts are to be worked out.</summary>
internal sealed record BillToCount
{
    public string Number { get; init; } = "";

    public string Kind { get; init; } = "";

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
}
