using System.Globalization;
using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Core.Billing.Previews;

/// <summary>A month's bills as they are and as a draft would make them.</summary>
/// <param name="Month">The month, in the draft's zone.</param>
/// <param name="Currency">Currency by ISO 4217.</param>
/// <param name="CurrencyDecimals">Decimals of its minor unit.</param>
/// <param name="Rows">One for each bill in force, by plug-in.</param>
/// <param name="OtherCurrencyCount">Bills in another currency, which are left out.</param>
/// <param name="IsCut">There are more than <see cref="WhatIf.BillCountMax"/> bills, and the later ones are left out.</param>
public sealed record WhatIfResult(
    YearMonth Month,
    string Currency,
    int CurrencyDecimals,
    IReadOnlyList<WhatIfRow> Rows,
    int OtherCurrencyCount,
    bool IsCut)
{
    private static readonly string[] Columns =
    [
        "bill",
        "session",
        "charger",
        "start",
        "energy_kwh",
        "currency",
        "billed_excl_vat",
        "draft_excl_vat",
        "change_excl_vat",
        "billed_incl_vat",
        "draft_incl_vat",
        "change_incl_vat",
    ];

    /// <summary>What was billed, in minor units excluding VAT.</summary>
    public long BilledExclMinor => Rows.Sum(row => row.BilledExclMinor);

    /// <summary>What was billed, in minor units including VAT.</summary>
    public long BilledInclMinor => Rows.Sum(row => row.BilledInclMinor);

    /// <summary>What the draft would have billed, in minor units excluding VAT.</summary>
    public long DraftExclMinor => Rows.Sum(row => row.DraftExclMinor);

    /// <summary>What the draft would have billed, in minor units including VAT.</summary>
    public long DraftInclMinor => Rows.Sum(row => row.DraftInclMinor);

    /// <summary>Energy in mWh.</summary>
    public long EnergyMilliwattHours => Rows.Sum(row => row.EnergyMilliwattHours);

    /// <summary>How many bills would be higher.</summary>
    public int DearerCount => Rows.Count(row => row.ChangeInclMinor > 0);

    /// <summary>How many bills would be lower.</summary>
    public int CheaperCount => Rows.Count(row => row.ChangeInclMinor < 0);

    /// <summary>The rows by change, the largest first, whichever its sign; then by number.</summary>
    public IEnumerable<WhatIfRow> ByChange =>
        Rows.OrderByDescending(row => Math.Abs(row.ChangeInclMinor)).ThenBy(row => row.Number, StringComparer.Ordinal);

    /// <summary>Reads a month as 2019-03; null when it is none.</summary>
    public static YearMonth? ReadMonth(string? text)
    {
        ParseResult<YearMonth> parsed = YearMonthPattern.Iso.Parse(text ?? "");
        return parsed.Success && parsed.Value.Year is >= 1970 and < 9999 ? parsed.Value : null;
    }

    /// <summary>The month before the one that an instant lies in.</summary>
    public static YearMonth MonthBefore(Instant instant, DateTimeZone zone)
    {
        return instant.InZone(zone).Date.PlusMonths(-1).ToYearMonth();
    }

    /// <summary>All rows by change as CSV (RFC 4180): money in currency units, energy in kWh, times with their offset.</summary>
    public void WriteCsv(TextWriter output)
    {
        using CsvWriter csv = CsvWriter.Create(output, CsvWriterOptions.Default with { NewLine = "\r\n" }, true);
        csv.WriteHeader(Columns);
        foreach (WhatIfRow row in ByChange)
        {
            WriteRow(csv, row);
        }
    }

    private void WriteRow(CsvWriter csv, WhatIfRow row)
    {
        csv.WriteRecord(
            row.Number,
            row.SessionId,
            row.ChargerId,
            row.Start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            (row.EnergyMilliwattHours / 1000000m).ToString("0.000000", CultureInfo.InvariantCulture),
            Currency,
            Amount(row.BilledExclMinor),
            Amount(row.DraftExclMinor),
            Amount(row.DraftExclMinor - row.BilledExclMinor),
            Amount(row.BilledInclMinor),
            Amount(row.DraftInclMinor),
            Amount(row.ChangeInclMinor));
    }

    private string Amount(long minor)
    {
        decimal units = 1;
        for (int i = 0; i < CurrencyDecimals; i++)
        {
            units *= 10;
        }

        return (minor / units).ToString("F" + CurrencyDecimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}

/// <summary>One bill as it is and as a draft would make it. Money in minor units.</summary>
/// <param name="Number">Number of the bill.</param>
/// <param name="SessionId">Its session.</param>
/// <param name="ChargerId">Its charger.</param>
/// <param name="Start">Plug-in.</param>
/// <param name="EnergyMilliwattHours">Energy in mWh.</param>
/// <param name="IsEstimated">The bill was estimated in its owner's favour; the draft's price takes the session as the bill shows
/// it.</param>
/// <param name="BilledExclMinor">Billed, excluding VAT.</param>
/// <param name="BilledInclMinor">Billed, including VAT.</param>
/// <param name="DraftExclMinor">Under the draft, excluding VAT.</param>
/// <param name="DraftInclMinor">Under the draft, including VAT.</param>
public sealed record WhatIfRow(
    string Number,
    string SessionId,
    string ChargerId,
    DateTimeOffset Start,
    long EnergyMilliwattHours,
    bool IsEstimated,
    long BilledExclMinor,
    long BilledInclMinor,
    long DraftExclMinor,
    long DraftInclMinor)
{
    /// <summary>How much more, including VAT; negative is less.</summary>
    public long ChangeInclMinor => DraftInclMinor - BilledInclMinor;
}
