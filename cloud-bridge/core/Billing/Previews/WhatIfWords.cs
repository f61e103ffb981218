using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Billing.Previews;

/// <summary>A comparison in sentences, the same on the page and on the command line.</summary>
public static class WhatIfWords
{
    /// <summary>What would change, and what to know about it.</summary>
    public static IReadOnlyList<string> Of(WhatIfResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        List<string> lines = [];
        string month = NodaTime.Text.YearMonthPattern.Iso.Format(result.Month);
        if (result.Rows.Count == 0)
        {
            lines.Add($"No session of {month} was billed in {result.Currency} there: nothing to compare.");
        }
        else
        {
            lines.Add($"{result.Rows.Count} bills of {month}, {Quantity.Energy(result.EnergyMilliwattHours)}");
            lines.Add(
                $"billed {Money(result, result.BilledExclMinor)}, under the draft {Money(result, result.DraftExclMinor)}, change "
                    + $"{WithSign(result, result.DraftExclMinor - result.BilledExclMinor)} {result.Currency} without VAT");
            lines.Add(
                $"billed {Money(result, result.BilledInclMinor)}, under the draft {Money(result, result.DraftInclMinor)}, change "
                    + $"{WithSign(result, result.DraftInclMinor - result.BilledInclMinor)} {result.Currency} with VAT");
            lines.Add(
                $"{result.DearerCount} bills higher, {result.CheaperCount} lower, "
                    + $"{result.Rows.Count - result.DearerCount - result.CheaperCount} the same");
        }

        if (result.OtherCurrencyCount > 0)
        {
            lines.Add($"{result.OtherCurrencyCount} bills in another currency are left out.");
        }

        if (result.IsCut)
        {
            lines.Add($"Only the first {WhatIf.BillCountMax} bills of the month are looked at.");
        }

        lines.Add("Where a price changes inside a recorded period, its energy is spread evenly over the period.");
        return lines;
    }

    /// <summary>An amount with its sign, so that more and less are told apart at a glance.</summary>
    public static string WithSign(WhatIfResult result, long minor)
    {
        return (minor > 0 ? "+" : "") + Money(result, minor);
    }

    private static string Money(WhatIfResult result, long minor)
    {
        return Quantity.Money(minor, result.CurrencyDecimals);
    }
}
