using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace Firmware.Core.Sessions;

/// <summary>The prices of the session that runs: which are in force, until when, and what it has cost so far.</summary>
public sealed class SessionPrice
{
    // A clock that is set is noticed within this time, so a period may reach this far over a change of price.
    private const int OverlapMaxMs = 5000;

    private const long QuietMilliwattHoursMax = long.MaxValue / 4;

    private readonly ChargingSession _session;
    private readonly PriceSelection _selection = new PriceSelection();
    private readonly PriceSelection _next = new PriceSelection();
    private readonly PriceContext _nextContext = new PriceContext();
    private readonly SessionPricer _pricer = new SessionPricer();
    private readonly Cost _cost = new Cost();
    private bool _hasBlindPeriod;

    /// <summary>Prices for one session object.</summary>
    public SessionPrice(ChargingSession session)
    {
        _session = session;
    }

    /// <summary>The tariff of the session; null without one.</summary>
    public Tariff? Tariff { get; private set; }

    /// <summary>The instant that prices are looked up for.</summary>
    public PriceContext Context { get; } = new PriceContext();

    /// <summary>Price per kWh in force in micro-units, or -1.</summary>
    public long EnergyPriceMicros => EnergyPriceOf(_selection.Packed);

    /// <summary>The elements in force, as <see cref="PriceSelection.Packed"/>.</summary>
    public int PackedSelection => _selection.Packed;

    /// <summary>The element in force for a dimension; null when none is.</summary>
    public TariffElement? ElementOf(PriceDimension dimension)
    {
        int element = PriceSelection.ElementOf(_selection.Packed, dimension);
        return Tariff == null || element == PriceSelection.None ? null : Tariff.Elements[element];
    }

    /// <summary>When prices may change next by time alone, UTC in unix ms.</summary>
    public long NextUtcMs => _selection.UntilUtcMs;

    /// <summary>Session energy up to which prices cannot change by energy, in mWh; far above any register where nothing bounds
    /// it.</summary>
    public long QuietMilliwattHours =>
        _selection.UntilMilliwattHours < QuietMilliwattHoursMax ? _selection.UntilMilliwattHours : QuietMilliwattHoursMax;

    /// <summary>Starts a session under a tariff, which it keeps to its end.</summary>
    public void Begin(Tariff? tariff)
    {
        Tariff = tariff;
        _hasBlindPeriod = false;
        _session.TariffId = tariff == null ? "" : tariff.Id;
        _session.TariffVersion = tariff == null ? 0 : tariff.Version;
        _session.TariffHash = tariff == null ? "" : tariff.Hash;
        Context.UtcMs = _session.StartUtcMs;
        Context.SessionMs = 0;
        Context.SessionMilliwattHours = 0;
        Context.CurrentMilliamps = 0;
        Context.PowerMilliwatts = 0;
    }

    /// <summary>Goes on with a session after a restart.</summary>
    public void Resume(Tariff? tariff)
    {
        Tariff = tariff;
        Context.UtcMs = 0;
        Context.SessionMs = 0;
        for (int i = 0; i < _session.PeriodCount; i++)
        {
            Context.SessionMs += _session.Periods[i].DurationMs;
        }

        Context.SessionMilliwattHours = _session.EnergyMilliwattHours;
        Context.CurrentMilliamps = 0;
        Context.PowerMilliwatts = 0;
        SelectAgain();
    }

    /// <summary>Looks up the prices in force now; 0 when there is no tariff or no wall time.</summary>
    public int Select()
    {
        if (Tariff == null || Context.UtcMs == 0)
        {
            _selection.Open(Context);
            _selection.FromUtcMs = 0;
            _hasBlindPeriod = true;
            return 0;
        }

        PriceSelector.Select(Tariff, Context, _selection);
        return _selection.Packed;
    }

    /// <summary>How long from the context's instant prices cannot change by time, in ms; 0 where they depend on current or power.</summary>
    public long QuietMs()
    {
        if (_selection.IsBoundByLoad)
        {
            return 0;
        }

        long byClockMs = _selection.UntilUtcMs - Context.UtcMs;
        long byDurationMs = _selection.UntilSessionMs - Context.SessionMs;
        return byClockMs < byDurationMs ? byClockMs : byDurationMs;
    }

    /// <summary>Whether another element is in force for some dimension than when the period began.</summary>
    public bool HasChanged()
    {
        if (_selection.Holds(Context))
        {
            return false;
        }

        return Select() != _session.LastPeriod.PackedSelection;
    }

    /// <summary>Looks up the prices of all periods again, after their times were repaired.</summary>
    public void SelectAgain()
    {
        if (Tariff != null)
        {
            _pricer.Price(Tariff, _session.Periods, _session.PeriodCount, _cost);
        }

        // Bounds found under the old times say nothing any more.
        _selection.UntilUtcMs = 0;
    }

    /// <summary>Whether a priced period of repaired times reaches over a change of price: then nobody knows what was used before it and
    /// what after.</summary>
    public bool HasMixedPrices()
    {
        _nextContext.SessionMs = 0;
        _nextContext.SessionMilliwattHours = 0;
        for (int i = 0; i < _session.PeriodCount; i++)
        {
            ChargingPeriod period = _session.Periods[i];
            if (Tariff != null && period.StartUtcMs != 0 && HasVolume(period) && IsMixed(Tariff, period))
            {
                return true;
            }

            _nextContext.SessionMs += period.DurationMs;
            _nextContext.SessionMilliwattHours += period.EnergyMilliwattHours;
        }

        return false;
    }

    /// <summary>Price per kWh after <see cref="NextUtcMs"/> in micro-units, or -1.</summary>
    public long NextEnergyPriceMicros()
    {
        if (Tariff == null || _selection.UntilUtcMs == long.MaxValue)
        {
            return EnergyPriceMicros;
        }

        _nextContext.UtcMs = _selection.UntilUtcMs;
        _nextContext.SessionMilliwattHours = Context.SessionMilliwattHours;
        _nextContext.SessionMs = Context.SessionMs;
        _nextContext.CurrentMilliamps = Context.CurrentMilliamps;
        _nextContext.PowerMilliwatts = Context.PowerMilliwatts;
        PriceSelector.Select(Tariff, _nextContext, _next);
        return EnergyPriceOf(_next.Packed);
    }

    /// <summary>The cost of the periods as they are settled; false when there is no tariff, or a period has no wall time.</summary>
    public bool TryGetCost(out Cost cost)
    {
        cost = _cost;
        if (Tariff == null || _session.IsTruncated)
        {
            return false;
        }

        _pricer.Calculator.Begin(Tariff);
        for (int i = 0; i < _session.PeriodCount; i++)
        {
            if (_session.Periods[i].StartUtcMs == 0)
            {
                return false;
            }

            _pricer.Calculator.Add(_session.Periods[i]);
        }

        _pricer.Calculator.Total(_cost);
        return true;
    }

    private static bool HasVolume(ChargingPeriod period)
    {
        return period.EnergyMilliwattHours + period.ChargingMs + period.ParkingMs > 0;
    }

    private bool IsMixed(Tariff tariff, ChargingPeriod period)
    {
        long endUtcMs = period.StartUtcMs + period.DurationMs - OverlapMaxMs;
        _nextContext.CurrentMilliamps = period.CurrentMilliamps;
        _nextContext.PowerMilliwatts = period.PowerMilliwatts;
        _nextContext.UtcMs = period.StartUtcMs;
        PriceSelector.Select(tariff, _nextContext, _next);
        if (_hasBlindPeriod && _next.IsBoundByLoad)
        {
            // Without a price in sight no period was divided where the load changed.
            return true;
        }

        while (_next.UntilUtcMs < endUtcMs)
        {
            _nextContext.UtcMs = _next.UntilUtcMs;
            PriceSelector.Select(tariff, _nextContext, _next);
            if (_next.Packed != period.PackedSelection)
            {
                return true;
            }
        }

        return false;
    }

    private long EnergyPriceOf(int packed)
    {
        int element = PriceSelection.ElementOf(packed, PriceDimension.Energy);
        return Tariff == null || element == PriceSelection.None ? TariffElement.NoPrice : Tariff.Elements[element].EnergyPriceMicros;
    }
}
