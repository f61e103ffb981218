namespace Firmware.Core.Tariffs;

/// <summary>The cost of a session: exact amounts for each dimension and in total, excluding and including VAT.</summary>
public sealed class Cost
{
    private readonly Amount[] _excl = NewAmounts();
    private readonly Amount[] _incl = NewAmounts();

    /// <summary>Total excluding VAT, after minimum and maximum price.</summary>
    public Amount TotalExcl { get; } = new Amount();

    /// <summary>Total including VAT, after minimum and maximum price.</summary>
    public Amount TotalIncl { get; } = new Amount();

    /// <summary>Cost of a dimension excluding VAT.</summary>
    public Amount Excl(PriceDimension dimension)
    {
        return _excl[(int)dimension];
    }

    /// <summary>Cost of a dimension including VAT.</summary>
    public Amount Incl(PriceDimension dimension)
    {
        return _incl[(int)dimension];
    }

    /// <summary>Sets all amounts to 0.</summary>
    public void Clear()
    {
        TotalExcl.Clear();
        TotalIncl.Clear();
        for (int i = 0; i < PriceUnit.DimensionCount; i++)
        {
            _excl[i].Clear();
            _incl[i].Clear();
        }
    }

    private static Amount[] NewAmounts()
    {
        Amount[] amounts = new Amount[PriceUnit.DimensionCount];
        for (int i = 0; i < amounts.Length; i++)
        {
            amounts[i] = new Amount();
        }

        return amounts;
    }
}
