using System.Text.Json.Serialization;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>
/// A bill for one session. Immutable once issued. Totals and lines are in minor units of the currency (cents), energy in mWh, times carry
/// the offset of the charger's local zone.
/// </summary>
public sealed record Bill
{
    /// <summary>Number: prefix, year of issue, gapless serial.</summary>
    public required string Number { get; init; }

    /// <summary>What it is, one of <see cref="BillKind"/>.</summary>
    public string Kind { get; init; } = BillKind.Bill;

    /// <summary>The bill that a credit note takes back, or whose place a corrected bill takes; null for a bill.</summary>
    public string? CorrectsNumber { get; init; }

    /// <summary>Whether it still holds, one of <see cref="BillState"/>; null in the document itself, which is never changed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>Why it was corrected, in the operator's words; null for a bill.</summary>
    public string? CorrectionReason { get; init; }

    /// <summary>When it was issued, in the operator's zone.</summary>
    public required DateTimeOffset Issued { get; init; }

    /// <summary>Who issued it.</summary>
    public required BillIssuer Issuer { get; init; }

    /// <summary>Whom it is made out to; null when the session is the operator's own.</summary>
    public BilledParty? Recipient { get; init; }

    /// <summary>Where the session was; null when the charger has no site.</summary>
    public BilledSite? Site { get; init; }

    /// <summary>The session that is billed.</summary>
    public required BilledSession Session { get; init; }

    /// <summary>The tariff that was promised at plug-in.</summary>
    public required BilledTariff Tariff { get; init; }

    /// <summary>Currency by ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Decimals of its minor unit.</summary>
    public required int CurrencyDecimals { get; init; }

    /// <summary>Total excluding VAT, in minor units.</summary>
    public required long TotalExclMinor { get; init; }

    /// <summary>Total including VAT, in minor units.</summary>
    public required long TotalInclMinor { get; init; }

    /// <summary>VAT, in minor units: including minus excluding.</summary>
    public long TotalVatMinor => TotalInclMinor - TotalExclMinor;

    /// <summary>Total excluding VAT before rounding, in millionths, rounded down: what charger and bridge compared.</summary>
    public required long TotalExclMicros { get; init; }

    /// <summary>Total including VAT before rounding, in millionths, rounded down.</summary>
    public required long TotalInclMicros { get; init; }

    /// <summary>The record left a price in doubt, and the lowest that can have held was taken.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>The lines; they add up to the totals.</summary>
    public required IReadOnlyList<BillLine> Lines { get; init; }

    /// <summary>The lines by rate of VAT; they add up to the totals too.</summary>
    public IReadOnlyList<VatByRate> VatByRate => Bills.VatByRate.Of(Lines, IsVatByRate);

    /// <summary>
    /// The VAT of each rate is its net times the rate, rounded once, and the total including VAT follows. False on bills from before that:
    /// there both totals were rounded, VAT was their difference, and a minimum or maximum price had no rate.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsVatByRate { get; init; }

    /// <summary>What the reader should know beside the figures.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The charger's authentication code of the session's record.</summary>
    public required string RecordMac { get; init; }

    /// <summary>Short hash of the bill: the same code on paper and in the system means the same bill.</summary>
    public required string CheckCode { get; init; }

    /// <summary>The country whose VAT it has: that of the site, or else of the issuer; empty where neither is known.</summary>
    public string VatCountryCode()
    {
        return Site?.CountryCode is { Length: > 0 } country ? country : Issuer.CountryCode ?? "";
    }
}

/// <summary>The tariff a bill was priced with.</summary>
/// <param name="Id">OCPI id.</param>
/// <param name="Version">Version, counted by the bridge.</param>
/// <param name="Hash">Hash of its OCPI text.</param>
/// <param name="TimeZone">Zone of its times of day.</param>
public sealed record BilledTariff(string Id, int Version, string Hash, string TimeZone);
