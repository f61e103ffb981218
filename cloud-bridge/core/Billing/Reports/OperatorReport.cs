namespace CloudBridge.Core.Billing.Reports;

/// <summary>What an operator's chargers earned and why, over some months. Money is in minor units, energy in mWh, durations in
/// ms.</summary>
/// <param name="From">First month.</param>
/// <param name="To">Last month.</param>
/// <param name="TimeZone">Zone of the months.</param>
/// <param name="Basis">In which month a document counts, one of <see cref="ReportBasis"/>.</param>
/// <param name="SiteId">The only site that is counted; null for all.</param>
/// <param name="Currencies">Money by currency.</param>
/// <param name="Occupancy">How chargers were used.</param>
/// <param name="Unbilled">Sessions and messages that are not billed.</param>
public sealed record OperatorReport(
    string From,
    string To,
    string TimeZone,
    string Basis,
    string? SiteId,
    IReadOnlyList<CurrencyReport> Currencies,
    IReadOnlyList<OccupancyRow> Occupancy,
    IReadOnlyList<UnbilledRow> Unbilled);

/// <summary>The money of a report in one currency. Each list adds up to the total to the minor unit.</summary>
/// <param name="Currency">Currency by ISO 4217.</param>
/// <param name="CurrencyDecimals">Decimals of its minor unit.</param>
/// <param name="Total">Everything.</param>
/// <param name="ByMonth">Months of the operator's zone, all of them, in order.</param>
/// <param name="BySite">Sites; without an id the chargers that have none.</param>
/// <param name="ByCharger">Chargers; the fixed cost of a site is not theirs, and stands in a row without an id.</param>
/// <param name="ByTariff">Tariffs; fixed cost is of none, and stands in a row without an id.</param>
/// <param name="ByHour">The 24 hours of the chargers' local day.</param>
/// <param name="ByVat">VAT by month, country and rate.</param>
public sealed record CurrencyReport(
    string Currency,
    int CurrencyDecimals,
    RevenueRow Total,
    IReadOnlyList<RevenueRow> ByMonth,
    IReadOnlyList<RevenueRow> BySite,
    IReadOnlyList<RevenueRow> ByCharger,
    IReadOnlyList<RevenueRow> ByTariff,
    IReadOnlyList<HourRow> ByHour,
    IReadOnlyList<VatRow> ByVat);

/// <summary>Revenue at one rate of VAT in one country and month.</summary>
/// <param name="Month">The month.</param>
/// <param name="CountryCode">Country of the site, or else of the issuer; empty where neither is known.</param>
/// <param name="VatPpm">The rate in millionths; null where there is none.</param>
/// <param name="Bills">Bills and corrected bills with that rate.</param>
/// <param name="CreditNotes">Credit notes with it; their amounts count negative.</param>
/// <param name="NetMinor">Net.</param>
/// <param name="VatMinor">VAT.</param>
public sealed record VatRow(
    string Month,
    string CountryCode,
    int? VatPpm,
    long Bills,
    long CreditNotes,
    long NetMinor,
    long VatMinor)
{
    /// <summary>Gross.</summary>
    public long GrossMinor => NetMinor + VatMinor;

    /// <summary>The row of a sum of the database.</summary>
    internal static VatRow Of(VatCell cell)
    {
        return new VatRow(
            cell.Month,
            cell.CountryCode,
            cell.VatPpm < 0 ? null : cell.VatPpm,
            cell.Bills,
            cell.CreditNotes,
            cell.NetMinor,
            cell.VatMinor);
    }
}

/// <summary>Revenue, cost and margin.</summary>
public sealed record RevenueRow
{
    /// <summary>Month, id of the site, charger or tariff; empty for what belongs to none.</summary>
    public required string Key { get; init; }

    /// <summary>Bills and corrected bills.</summary>
    public long Bills { get; init; }

    /// <summary>Credit notes; their amounts and energy count negative.</summary>
    public long CreditNotes { get; init; }

    /// <summary>Energy on the bills, in mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>Revenue excluding VAT.</summary>
    public long NetMinor { get; init; }

    /// <summary>VAT.</summary>
    public long VatMinor => GrossMinor - NetMinor;

    /// <summary>Revenue including VAT.</summary>
    public long GrossMinor { get; init; }

    /// <summary>What the energy of the sessions cost, excluding VAT.</summary>
    public long PurchaseMinor { get; init; }

    /// <summary>Fixed cost, excluding VAT.</summary>
    public long FixedMinor { get; init; }

    /// <summary>Net revenue minus purchase and fixed cost.</summary>
    public long MarginMinor => NetMinor - PurchaseMinor - FixedMinor;

    /// <summary>Energy for which nobody has set a purchase price, in mWh: its cost is not in the figures.</summary>
    public long UnpricedMilliwattHours { get; init; }
}

/// <summary>Revenue in one hour of the local day.</summary>
public sealed record HourRow
{
    /// <summary>0 to 23.</summary>
    public int LocalHour { get; init; }

    /// <summary>Energy in mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>Revenue excluding VAT.</summary>
    public long NetMinor { get; init; }

    /// <summary>VAT.</summary>
    public long VatMinor => GrossMinor - NetMinor;

    /// <summary>Revenue including VAT.</summary>
    public long GrossMinor { get; init; }
}

/// <summary>How a charger was used, and what it lost. Shares are in millionths of the observed time.</summary>
public sealed record OccupancyRow
{
    /// <summary>Charger.</summary>
    public required string ChargerId { get; init; }

    /// <summary>Time since the charger was there, within the range and up to now.</summary>
    public long ObservedMs { get; init; }

    /// <summary>Time plugged in.</summary>
    public long PluggedMs { get; init; }

    /// <summary>Time charging.</summary>
    public long ChargingMs { get; init; }

    /// <summary>Time plugged in after the vehicle had enough.</summary>
    public long ParkingMs { get; init; }

    /// <summary>Time in sessions in which the vehicle waited for the charger, or the charger was without power.</summary>
    public long LostMs { get; init; }

    /// <summary>What that time would have given at the session's average charging power.</summary>
    public long LostMilliwattHours { get; init; }

    /// <summary>Time outside sessions under a critical fault of the charger.</summary>
    public long FaultMs { get; init; }

    /// <summary>What that time would have given at the charger's average over the rest of the observed time.</summary>
    public long FaultMilliwattHours { get; init; }

    /// <summary>Both at the charger's average net price per kWh, by currency; null where it sold nothing to take a price from.</summary>
    public long? LostNetMinor { get; init; }

    /// <summary>Currency of that; null where the charger sold in none or in several.</summary>
    public string? Currency { get; init; }

    /// <summary>Decimals of that currency.</summary>
    public int CurrencyDecimals { get; init; }

    /// <summary>Share of the time plugged in.</summary>
    public long PluggedPpm => Ppm(PluggedMs);

    /// <summary>Share of the time charging.</summary>
    public long ChargingPpm => Ppm(ChargingMs);

    private long Ppm(long ms)
    {
        return ObservedMs == 0 ? 0 : (long)((Int128)ms * 1000000 / ObservedMs);
    }
}

/// <summary>What is not billed, by reason.</summary>
public sealed record UnbilledRow
{
    /// <summary>Held, Waived, Quarantined or Missing.</summary>
    public string State { get; init; } = "";

    /// <summary>Reason of the hold or the quarantine.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Sessions or messages.</summary>
    public long Count { get; init; }

    /// <summary>Their energy in mWh: of the register for held sessions, as the message claims it for quarantined ones.</summary>
    public long EnergyMilliwattHours { get; init; }
}
