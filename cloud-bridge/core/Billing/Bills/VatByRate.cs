using System.Text.Json.Serialization;
using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>What a bill charges at one rate of VAT. All rates of a bill together are its totals, to the cent, because each is a sum of its
/// lines.</summary>
/// <param name="VatPpm">
/// The rate in millionths: 10 % is 100,000. Null where there is none: the tariff states no VAT (<paramref name="IsAbsent"/>), or the bill
/// is from before minimum and maximum prices were divided among the rates.
/// </param>
/// <param name="ExclMinor">Net, in minor units.</param>
/// <param name="VatMinor">VAT, in minor units.</param>
/// <param name="IsAbsent">The tariff states no VAT for it.</param>
public sealed record VatByRate(
    int? VatPpm,
    long ExclMinor,
    long VatMinor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsAbsent = false)
{
    /// <summary>Gross, in minor units.</summary>
    public long InclMinor => ExclMinor + VatMinor;

    /// <summary>The rate in words.</summary>
    public string Words()
    {
        return VatPpm is int ppm ? Quantity.Percent(ppm)
            : IsAbsent ? "no VAT"
            : "no rate: the change to the tariff's minimum or maximum price";
    }

    /// <summary>The rates of a bill's lines, the lowest first, what has none last; see <see cref="Bill.IsVatByRate"/>.</summary>
    public static IReadOnlyList<VatByRate> Of(IReadOnlyList<BillLine> lines, bool isVatByRate = true)
    {
        return [.. lines
            .GroupBy(line => (Ppm: !line.IsVatAbsent && (line.Element != null || isVatByRate) ? line.VatPpm : (int?)null, line.IsVatAbsent))
            .OrderBy(rate => rate.Key.Ppm ?? int.MaxValue).ThenBy(rate => rate.Key.IsVatAbsent)
            .Select(rate => new VatByRate(
                rate.Key.Ppm,
                rate.Sum(line => line.ExclMinor),
                rate.Sum(line => line.VatMinor),
                rate.Key.IsVatAbsent))];
    }
}
