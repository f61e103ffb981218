using CloudBridge.Core.Tariffs.Publishing;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>A session with its price, ready to be billed.</summary>
/// <param name="Tariff">What it was priced with.</param>
/// <param name="Placement">When it was.</param>
/// <param name="Origin">Who priced it, and how sure that is.</param>
/// <param name="TotalExclMicros">Exact total excluding VAT, in millionths, rounded down.</param>
/// <param name="TotalInclMicros">Exact total including VAT, in millionths, rounded down.</param>
/// <param name="TotalExclMinor">Total excluding VAT, rounded half up to minor units.</param>
/// <param name="TotalInclMinor">Total including VAT, rounded half up to minor units.</param>
/// <param name="Lines">The lines; they add up to the totals.</param>
public sealed record PricedSession(
    PublishedTariff Tariff,
    SessionPlacement Placement,
    PriceOrigin Origin,
    long TotalExclMicros,
    long TotalInclMicros,
    long TotalExclMinor,
    long TotalInclMinor,
    IReadOnlyList<BillLine> Lines);
