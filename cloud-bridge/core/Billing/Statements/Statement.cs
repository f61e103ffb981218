using System.Text.Json.Serialization;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>
/// What an account used and owes in a month, in one currency. Immutable once issued. It holds every bill, credit note and corrected bill of
/// sessions that began before the month's end and that stood on no statement before, so each of them is on exactly one statement, and the
/// statements of an account add up to its bills. Amounts in minor units of the currency, energy in mWh.
/// </summary>
public sealed record Statement
{
    /// <summary>Number: prefix, S, year of issue, gapless serial.</summary>
    public required string Number { get; init; }

    /// <summary>The month as 2019-03.</summary>
    public required string Month { get; init; }

    /// <summary>The account's zone by the tz database, in which the month begins and ends.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Begin of the month.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>End of the month, which is the begin of the next.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>When it was issued, in the operator's zone.</summary>
    public required DateTimeOffset Issued { get; init; }

    /// <summary>Who issued it.</summary>
    public required BillIssuer Issuer { get; init; }

    /// <summary>Whose it is, as on the day of issue.</summary>
    public required BilledParty Account { get; init; }

    /// <summary>Currency by ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Decimals of its minor unit.</summary>
    public required int CurrencyDecimals { get; init; }

    /// <summary>Sums over all lines.</summary>
    public required StatementFigures Totals { get; init; }

    /// <summary>The sums of the statement of the month before; null when there was none.</summary>
    public StatementFigures? LastMonth { get; init; }

    /// <summary>VAT by rate; adds up to the totals.</summary>
    public required IReadOnlyList<VatShare> VatRates { get; init; }

    /// <summary>Where: by site and charger; adds up to the totals.</summary>
    public required IReadOnlyList<PlaceShare> Places { get; init; }

    /// <summary>When: 24 hours of the chargers' local day, from 0 o'clock on; adds up to the totals.</summary>
    public required IReadOnlyList<TimeShare> Hours { get; init; }

    /// <summary>When: 7 days of the week, Monday first; adds up to the totals.</summary>
    public required IReadOnlyList<TimeShare> Weekdays { get; init; }

    /// <summary>The documents: those of the month by plug-in, then those of earlier months that came later.</summary>
    public required IReadOnlyList<StatementLine> Lines { get; init; }
}

/// <summary>Sums of a statement.</summary>
/// <param name="Sessions">Sessions: bills and corrected bills less credit notes, so that a corrected session counts once.</param>
/// <param name="EnergyMilliwattHours">Energy in mWh.</param>
/// <param name="ExclMinor">Amount excluding VAT, in minor units.</param>
/// <param name="InclMinor">Amount including VAT, in minor units.</param>
/// <param name="PriceMicrosPerKwh">Average price of a kWh including VAT, in millionths of the currency, rounded half up; null without
/// energy.</param>
public sealed record StatementFigures(long Sessions, long EnergyMilliwattHours, long ExclMinor, long InclMinor, long? PriceMicrosPerKwh)
{
    /// <summary>VAT, in minor units.</summary>
    public long VatMinor => InclMinor - ExclMinor;
}

/// <summary>What one rate of VAT has of a statement.</summary>
/// <param name="VatPpm">Rate in millionths; null where there is none, as on <see cref="VatByRate"/>.</param>
/// <param name="ExclMinor">Amount excluding VAT, in minor units.</param>
/// <param name="VatMinor">VAT, in minor units: the sum of what the bills charge at this rate, each rounded on its bill.</param>
/// <param name="IsAbsent">The tariffs state no VAT for it.</param>
public sealed record VatShare(
    int? VatPpm,
    long ExclMinor,
    long VatMinor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsAbsent = false);

/// <summary>What one charger has of a statement.</summary>
/// <param name="SiteId">Its site; null when it had none.</param>
/// <param name="SiteName">The site's name; empty when it had none.</param>
/// <param name="ChargerId">The charger.</param>
/// <param name="Sessions">Sessions.</param>
/// <param name="EnergyMilliwattHours">Energy in mWh.</param>
/// <param name="InclMinor">Amount including VAT, in minor units.</param>
public sealed record PlaceShare(
    string? SiteId,
    string SiteName,
    string ChargerId,
    long Sessions,
    long EnergyMilliwattHours,
    long InclMinor);

/// <summary>What an hour of the day or a day of the week has of a statement.</summary>
/// <param name="EnergyMilliwattHours">Energy in mWh.</param>
/// <param name="InclMinor">Amount including VAT, in minor units.</param>
public sealed record TimeShare(long EnergyMilliwattHours, long InclMinor)
{
    /// <summary>The sum of several.</summary>
    public static TimeShare SumOf(IEnumerable<TimeShare> shares)
    {
        return shares.Aggregate(new TimeShare(0, 0), (sum, share) =>
            new TimeShare(sum.EnergyMilliwattHours + share.EnergyMilliwattHours, sum.InclMinor + share.InclMinor));
    }
}
