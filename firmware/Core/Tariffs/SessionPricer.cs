namespace Firmware.Core.Tariffs;

/// <summary>
/// Prices a whole session from its periods: looks up again which element was in force at the start of each. The charger keeps the
/// selection it made while it ran; equal costs therefore prove both.
/// </summary>
public sealed class SessionPricer
{
    private readonly PriceContext _context = new PriceContext();
    private readonly PriceSelection _selection = new PriceSelection();

    /// <summary>What was used under each element, after <see cref="Price"/>.</summary>
    public CostCalculator Calculator { get; } = new CostCalculator();

    /// <summary>Selects for each of the first <paramref name="count"/> periods, and makes the cost of them all.</summary>
    public void Price(Tariff tariff, ChargingPeriod[] periods, int count, Cost cost)
    {
        Calculator.Begin(tariff);
        _context.SessionMs = 0;
        _context.SessionMilliwattHours = 0;
        for (int i = 0; i < count; i++)
        {
            ChargingPeriod period = periods[i];
            _context.UtcMs = period.StartUtcMs;
            _context.CurrentMilliamps = period.CurrentMilliamps;
            _context.PowerMilliwatts = period.PowerMilliwatts;
            PriceSelector.Select(tariff, _context, _selection);
            period.PackedSelection = _selection.Packed;
            Calculator.Add(period);
            _context.SessionMs += period.DurationMs;
            _context.SessionMilliwattHours += period.EnergyMilliwattHours;
        }

        Calculator.Total(cost);
    }
}
