namespace CloudBridge.Core.Billing.Reports;

/// <summary>The bills of one charger at one site under one tariff in one currency and month, added up by the database.</summary>
internal sealed record ReportCell
{
    private const string Select = """
        SELECT charger_id AS ChargerId, site_id AS SiteId, tariff_id AS TariffId, currency AS Currency,
               currency_decimals AS CurrencyDecimals,
               SUM(CASE WHEN kind = 'CreditNote' THEN 0 ELSE 1 END) AS Bills,
               SUM(CASE WHEN kind = 'CreditNote' THEN 1 ELSE 0 END) AS CreditNotes,
               CAST(SUM(energy_milliwatt_hours) AS BIGINT) AS EnergyMilliwattHours, CAST(SUM(excl_minor) AS BIGINT) AS ExclMinor,
               CAST(SUM(incl_minor) AS BIGINT) AS InclMinor,
               CAST(SUM(plugged_ms) AS BIGINT) AS PluggedMs, CAST(SUM(charging_ms) AS BIGINT) AS ChargingMs,
               CAST(SUM(parking_ms) AS BIGINT) AS ParkingMs,
               CAST(SUM(lost_ms) AS BIGINT) AS LostMs, CAST(SUM(lost_milliwatt_hours) AS BIGINT) AS LostMilliwattHours,
               CAST(SUM(unpriced_milliwatt_hours) AS BIGINT) AS UnpricedMilliwattHours,
               CAST(SUM(purchase_micros) AS BIGINT) AS PurchaseMicros, CAST(SUM(purchase_parts) AS BIGINT) AS PurchaseParts
        FROM bill_fact f WHERE {0} AND (@siteId IS NULL OR site_id = @siteId)
        GROUP BY charger_id, site_id, tariff_id, currency, currency_decimals
        """;

    public string Month { get; init; } = "";

    public string ChargerId { get; init; } = "";

    public string? SiteId { get; init; }

    public string TariffId { get; init; } = "";

    public string Currency { get; init; } = "";

    public int CurrencyDecimals { get; init; }

    public long Bills { get; init; }

    public long CreditNotes { get; init; }

    public long EnergyMilliwattHours { get; init; }

    public long ExclMinor { get; init; }

    public long InclMinor { get; init; }

    public long PluggedMs { get; init; }

    public long ChargingMs { get; init; }

    public long ParkingMs { get; init; }

    public long LostMs { get; init; }

    public long LostMilliwattHours { get; init; }

    public long UnpricedMilliwattHours { get; init; }

    public long PurchaseMicros { get; init; }

    public long PurchaseParts { get; init; }

    /// <summary>The purchase in eighteen-millionths of a micro-unit, exact.</summary>
    public Int128 Purchase => ((Int128)PurchaseMicros * PurchasePrice.PartsPerMicro) + PurchaseParts;

    /// <summary>The statement for the cells of a month.</summary>
    public static string SelectBy(ReportBasis basis)
    {
        return Select.Replace("{0}", InMonth(basis), StringComparison.Ordinal);
    }

    /// <summary>The condition that a fact, named f, counts in a month.</summary>
    public static string InMonth(ReportBasis basis)
    {
        string column = basis == ReportBasis.Issue ? "f.issued_utc_ms" : "f.start_utc_ms";
        return $"{column} >= @FromUtcMs AND {column} < @UntilUtcMs";
    }
}
