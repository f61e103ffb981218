using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Tariffs.Terms;

/// <summary>
/// Works out when which price of a dimension holds: the first element in the tariff's order that has the dimension and whose restrictions
/// hold (OCPI 2.2.1, 11.4.5). What earlier elements have taken is cut away, so that each price stands beside what is left to it.
/// </summary>
internal static class DimensionTerms
{
    // Parts of what is left to an element. Where a tariff is more entangled than this, its own restrictions are told instead: too much is
    // then said to be possible, and never too little.
    private const int PartsMax = 400;

    /// <summary>The prices of a dimension and where it costs nothing; none where it is never priced.</summary>
    public static IReadOnlyList<DimensionTerm> Of(OcpiTariff tariff, PriceDimension dimension, TermCondition space)
    {
        List<TermCondition> taken = [];
        List<DimensionTerm> terms = [];
        foreach (OcpiTariffElement element in tariff.Elements.Where(element => !element.IsReservationOnly))
        {
            OcpiPriceComponent? component = element.PriceComponents.FirstOrDefault(candidate => candidate.Type == dimension);
            TermCondition own = TermCondition.Of(element.Restrictions).And(space);
            if (component != null && TermOf(component, own, taken) is { } term)
            {
                terms.Add(term);
                taken.Add(own);
            }
        }

        // No fee is nothing to be told of; an hour without a price is.
        if (terms.Count > 0 && dimension != PriceDimension.Flat && TermOf(null, space, taken) is { } free)
        {
            terms.Add(free);
        }

        return dimension == PriceDimension.Flat ? terms : Joined(terms);
    }

    private static DimensionTerm? TermOf(OcpiPriceComponent? component, TermCondition own, List<TermCondition> taken)
    {
        List<TermCondition> left = Left(own, taken);
        if (left.Count == 0)
        {
            return null;
        }

        TermCondition hull = TermCondition.HullOf(left);
        return new DimensionTerm(component, hull, taken.Any(earlier => earlier.Meets(hull)), left);
    }

    private static List<TermCondition> Left(TermCondition own, List<TermCondition> taken)
    {
        List<TermCondition> left = own.IsNever ? [] : [own];
        foreach (TermCondition earlier in taken)
        {
            left = [.. left.SelectMany(part => part.Minus(earlier)).Take(PartsMax + 1)];
            if (left.Count > PartsMax)
            {
                return [own];
            }
        }

        return left;
    }

    // Fees stay apart, because a session can owe each of them once.
    private static List<DimensionTerm> Joined(List<DimensionTerm> terms)
    {
        List<DimensionTerm> joined = [];
        foreach (DimensionTerm term in terms)
        {
            int twin = joined.FindIndex(earlier => earlier.JoinedWith(term) != null);
            if (twin < 0)
            {
                joined.Add(term);
            }
            else
            {
                joined[twin] = joined[twin].JoinedWith(term)!;
            }
        }

        return joined.Count == terms.Count ? joined : Joined(joined);
    }
}

/// <summary>A price of a dimension and when it holds.</summary>
/// <param name="Component">The price; null where the dimension costs nothing.</param>
/// <param name="When">Where it can hold.</param>
/// <param name="IsOtherwise">Whether an earlier price can hold there as well, and then goes before.</param>
/// <param name="Left">Exactly where it holds.</param>
internal sealed record DimensionTerm(
    OcpiPriceComponent? Component,
    TermCondition When,
    bool IsOtherwise,
    IReadOnlyList<TermCondition> Left)
{
    /// <summary>Whether the same is charged.</summary>
    public bool IsSamePrice(DimensionTerm other)
    {
        return Component?.Price == other.Component?.Price
            && Component?.Vat == other.Component?.Vat
            && Component?.StepSize == other.Component?.StepSize
            && Component == null == (other.Component == null);
    }

    /// <summary>Both in one row, where that says the same; else null.</summary>
    public DimensionTerm? JoinedWith(DimensionTerm other)
    {
        return !IsOtherwise && !other.IsOtherwise && IsSamePrice(other) && When.JoinedWith(other.When) is { } both
            ? this with { When = both, Left = [both] }
            : null;
    }
}
