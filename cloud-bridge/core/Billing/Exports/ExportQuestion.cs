using CloudBridge.Core.Billing.Bills;
using NodaTime;

namespace CloudBridge.Core.Billing.Exports;

/// <summary>Which documents somebody wants in a file, as an address or a command says it.</summary>
/// <param name="Charger">Of a charger; null or empty for all.</param>
/// <param name="Account">Of an account, or "-" for nobody's.</param>
/// <param name="Site">Of a site.</param>
/// <param name="Month">Of sessions plugged in in a month, as 2026-03.</param>
/// <param name="Issued">Issued in a month: what an accountant books.</param>
public sealed record ExportQuestion(string? Charger, string? Account, string? Site, string? Month, string? Issued)
{
    /// <summary>The filter; null with what is wrong.</summary>
    /// <param name="timeZone">The operator's zone, in which months begin.</param>
    /// <param name="defect">What is wrong, in a sentence.</param>
    public BillFilter? Filter(string timeZone, out string? defect)
    {
        defect = FindDefect(Month) ?? FindDefect(Issued);
        (long? from, long? until) = Range(Month, timeZone);
        (long? issuedFrom, long? issuedUntil) = Range(Issued, timeZone);
        return defect != null ? null : new BillFilter
        {
            ChargerId = NullIfEmpty(Charger),
            AccountId = NullIfEmpty(Account),
            SiteId = NullIfEmpty(Site),
            FromUtcMs = from,
            UntilUtcMs = until,
            IssuedFromUtcMs = issuedFrom,
            IssuedUntilUtcMs = issuedUntil,
        };
    }

    private static string? FindDefect(string? month)
    {
        return NullIfEmpty(month) != null && Foundation.Words.Month.Read(month) == null
            ? $"'{month}' is no month: give one like 2026-03."
            : null;
    }

    private static (long? From, long? Until) Range(string? text, string timeZone)
    {
        YearMonth? month = Foundation.Words.Month.Read(text);
        return month == null
            ? (null, null)
            : (Foundation.Words.Month.StartUtcMs(month.Value, timeZone),
                Foundation.Words.Month.StartUtcMs(month.Value.PlusMonths(1), timeZone));
    }

    private static string? NullIfEmpty(string? text)
    {
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
