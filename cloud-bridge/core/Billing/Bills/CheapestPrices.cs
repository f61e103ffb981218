using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>The lowest prices that can have held in a charging period whose instant, or whose share of a changing price, nobody knows: for
/// each dimension by itself, so that the sum never exceeds what a complete record would have cost.</summary>
public sealed class CheapestPrices
{
    /// <summary>More looks than this are not taken: weeks under a tariff of many bands of energy, time and load.</summary>
    public const int LookCountMax = 100_000;

    private readonly Tariff _tariff;
    private readonly bool _hasSteps;
    private readonly PriceContext _context = new();
    private readonly PriceSelection _selection = new();
    private readonly int[] _cheapest = new int[PriceUnit.DimensionCount];
    private readonly bool[] _isDoubtful = new bool[PriceUnit.DimensionCount];
    private ChargingPeriod _period = new();
    private int _lookCount;

    /// <summary>The prices of one tariff.</summary>
    public CheapestPrices(Tariff tariff)
    {
        _tariff = tariff;
        _hasSteps = tariff.Elements.Any(element => Enum.GetValues<PriceDimension>().Any(dimension => element.StepVolumeOf(dimension) != 0));
    }

    /// <summary>Hash of the tariff.</summary>
    public string TariffHash => _tariff.Hash;

    /// <summary>A flat fee is due, and which one is in doubt.</summary>
    public bool IsFlatDoubtful => _isDoubtful[(int)PriceDimension.Flat];

    /// <summary>A flat fee is due whatever holds.</summary>
    public bool HasFlat => CheapestFlat != PriceSelection.None;

    /// <summary>The element of the lowest flat fee, or <see cref="PriceSelection.None"/>.</summary>
    public int CheapestFlat => _cheapest[(int)PriceDimension.Flat];

    /// <summary>Looks at every price that can hold for a period; false when there are too many.</summary>
    public bool TryFind(ChargingPeriod period, PeriodBounds bounds, bool isLoadKnown)
    {
        ArgumentNullException.ThrowIfNull(period);
        _period = period;
        _lookCount = 0;
        return TryLook(
            bounds,
            Steps(
                bounds.FromMilliwattHours,
                bounds.UntilMilliwattHours,
                element => element.MinMilliwattHours,
                element => element.MaxMilliwattHours),
            Steps(
                bounds.FromSessionMs,
                bounds.UntilSessionMs,
                element => element.MinDurationSeconds * 1000,
                element => element.MaxDurationSeconds * 1000),
            isLoadKnown
                ? [period.CurrentMilliamps]
                : Steps(0, long.MaxValue, element => element.MinMilliamps, element => element.MaxMilliamps),
            isLoadKnown
                ? [period.PowerMilliwatts]
                : Steps(0, long.MaxValue, element => element.MinMilliwatts, element => element.MaxMilliwatts));
    }

    /// <summary>The lowest prices of the period, as <see cref="PriceSelection.Packed"/>.</summary>
    public int Pack(bool withFlat)
    {
        _selection.Open(_context);
        for (int i = 0; i < PriceUnit.DimensionCount; i++)
        {
            if (_cheapest[i] != PriceSelection.None && (withFlat || i != (int)PriceDimension.Flat))
            {
                _selection.Offer((PriceDimension)i, _cheapest[i]);
            }
        }

        return _selection.Packed;
    }

    /// <summary>Whether the price of something that was used in the period is in doubt.</summary>
    public bool IsDoubtful(ChargingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return (_isDoubtful[(int)PriceDimension.Energy] && period.EnergyMilliwattHours > 0)
            || (_isDoubtful[(int)PriceDimension.Time] && period.ChargingMs > 0)
            || (_isDoubtful[(int)PriceDimension.ParkingTime] && period.ParkingMs > 0)
            || _isDoubtful[(int)PriceDimension.Flat];
    }

    private bool TryLook(PeriodBounds bounds, long[] energies, long[] durations, long[] currents, long[] powers)
    {
        // Boundaries of time hold whatever the rest of the context is.
        _context.UtcMs = bounds.FromUtcMs;
        do
        {
            foreach (long energy in energies)
            {
                foreach (long duration in durations)
                {
                    foreach (long current in currents)
                    {
                        foreach (long power in powers)
                        {
                            Look(energy, duration, current, power);
                            if (_lookCount > LookCountMax)
                            {
                                return false;
                            }
                        }
                    }
                }
            }

            _context.UtcMs = _selection.UntilUtcMs;
        }
        while (_context.UtcMs < bounds.UntilUtcMs);
        return true;
    }

    private void Look(long milliwattHours, long sessionMs, long milliamps, long milliwatts)
    {
        _context.SessionMilliwattHours = milliwattHours;
        _context.SessionMs = sessionMs;
        _context.CurrentMilliamps = milliamps;
        _context.PowerMilliwatts = milliwatts;
        PriceSelector.Select(_tariff, _context, _selection);
        for (int i = 0; i < PriceUnit.DimensionCount; i++)
        {
            int element = ElementThatCounts((PriceDimension)i);
            if (_lookCount == 0)
            {
                _cheapest[i] = element;
                _isDoubtful[i] = false;
            }
            else if (element != _cheapest[i])
            {
                _isDoubtful[i] |= !IsAlike((PriceDimension)i, element, _cheapest[i]);
                _cheapest[i] = IsCheaper((PriceDimension)i, element, _cheapest[i]) ? element : _cheapest[i];
            }
        }

        _lookCount++;
    }

    // A fee that would not fall due in the period costs nothing, and is cheaper than any that would.
    private int ElementThatCounts(PriceDimension dimension)
    {
        int element = PriceSelection.ElementOf(_selection.Packed, dimension);
        bool isFree = dimension == PriceDimension.Flat && element != PriceSelection.None && !_tariff.IsFlatDue(element, _period);
        return isFree ? PriceSelection.None : element;
    }

    private bool IsAlike(PriceDimension dimension, int first, int second)
    {
        // What is free counts towards a step and can be the last of its group, what has no price does neither.
        bool countsAlike = !_hasSteps || (first == PriceSelection.None) == (second == PriceSelection.None);
        return countsAlike
            && PriceOf(dimension, first) == PriceOf(dimension, second)
            && StepOf(dimension, first) == StepOf(dimension, second)
            && (dimension != PriceDimension.Flat || first == second);
    }

    private bool IsCheaper(PriceDimension dimension, int first, int second)
    {
        return PriceOf(dimension, first) < PriceOf(dimension, second);
    }

    // With VAT, in millionths of a micro-unit: what the owner pays. No price is free. At most 1e12 x 2e6.
    private long PriceOf(PriceDimension dimension, int element)
    {
        return element == PriceSelection.None
            ? 0
            : _tariff.Elements[element].PriceMicrosOf(dimension) * (1_000_000 + _tariff.Elements[element].VatPpmOf(dimension));
    }

    private long StepOf(PriceDimension dimension, int element)
    {
        return element == PriceSelection.None ? 0 : _tariff.Elements[element].StepVolumeOf(dimension);
    }

    // The first value, and each at which a restriction begins or ends to hold.
    private long[] Steps(long from, long until, Func<TariffElement, long> lower, Func<TariffElement, long> upper)
    {
        IEnumerable<long> boundaries = _tariff.Elements.Select(lower).Concat(_tariff.Elements.Select(upper));
        return [from, .. boundaries.Where(value => value > from && value < until).Distinct()];
    }
}
