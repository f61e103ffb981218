using CloudBridge.Core.Tariffs.Publishing;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>A session with its price, ready to be billed.</summary>
/// <param name="Tariff">What it was priced with.</param>
/// <param name="Placement">When it was.</param>
/// <param name="Origin">Who priced it, and how sure that is.</param>
/// <param name="TotalExclMicros">Exact total excluding VAT, in millionths, rounded down.</param>
/// <param name="TotalInclMicros">Exact total including VAT, in millionths, rounded down.</param>
/// <param name="Lines">The lines of its bill, in minor units.</param>
/// <param name="IsVatByRate">How they were rounded: <see cref="Bill.IsVatByRate"/>.</param>
public sealed record PricedSession(
    PublishedTariff Tariff,
    SessionPlacement Placement,
    PriceOrigin Origin,
    long TotalExclMicros,
    long TotalInclMicros,
    IReadOnlyList<BillLine> Lines,
    bool IsVatByRate)
{
    /// <summary>Total excluding VAT, in minor units.</summary>
    public long TotalExclMinor => Lines.Sum(line => line.ExclMinor);

    /// <summary>Total including VAT, in minor units.</summary>
    public long TotalInclMinor => Lines.Sum(line => line.InclMinor);
}
