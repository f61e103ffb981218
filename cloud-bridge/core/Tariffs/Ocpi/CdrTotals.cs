using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>The totals of a CDR of OCPI 2.2.1 (10.3.1), in kWh, hours and units of the currency; each is rounded half up to 4 decimals,
/// once.</summary>
public sealed record CdrTotals
{
    private const int Decimals = 4;
    private const decimal Unit = 10_000;

    /// <summary>What the session costs, after minimum and maximum price.</summary>
    public required OcpiPrice TotalCost { get; init; }

    /// <summary>Its flat fees.</summary>
    public required OcpiPrice TotalFixedCost { get; init; }

    /// <summary>Energy as metered, without the billing step.</summary>
    public required decimal TotalEnergy { get; init; }

    /// <summary>What the energy costs.</summary>
    public required OcpiPrice TotalEnergyCost { get; init; }

    /// <summary>Length of the whole session, whatever was charged in it.</summary>
    public required decimal TotalTime { get; init; }

    /// <summary>What the charging time costs.</summary>
    public required OcpiPrice TotalTimeCost { get; init; }

    /// <summary>Parking time as recorded, without the billing step.</summary>
    public required decimal TotalParkingTime { get; init; }

    /// <summary>What the parking time costs.</summary>
    public required OcpiPrice TotalParkingCost { get; init; }

    /// <summary>The totals of a session from its periods and their cost.</summary>
    public static CdrTotals Of(IReadOnlyList<ChargingPeriod> periods, Cost cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        return new CdrTotals
        {
            TotalCost = Price(cost.TotalExcl, cost.TotalIncl),
            TotalFixedCost = Price(cost, PriceDimension.Flat),
            TotalEnergy = Volume(periods.Sum(period => period.EnergyMilliwattHours), PriceDimension.Energy),
            TotalEnergyCost = Price(cost, PriceDimension.Energy),
            TotalTime = Volume(periods.Sum(period => period.DurationMs), PriceDimension.Time),
            TotalTimeCost = Price(cost, PriceDimension.Time),
            TotalParkingTime = Volume(periods.Sum(period => period.ParkingMs), PriceDimension.ParkingTime),
            TotalParkingCost = Price(cost, PriceDimension.ParkingTime),
        };
    }

    private static OcpiPrice Price(Cost cost, PriceDimension dimension)
    {
        return Price(cost.Excl(dimension), cost.Incl(dimension));
    }

    private static OcpiPrice Price(Amount excl, Amount incl)
    {
        return new OcpiPrice(ExactNumber.Normal(excl.Rounded(Decimals) / Unit), ExactNumber.Normal(incl.Rounded(Decimals) / Unit));
    }

    private static decimal Volume(long volume, PriceDimension dimension)
    {
        decimal value = (decimal)volume / PriceUnit.VolumePerPrice(dimension);
        return ExactNumber.Normal(decimal.Round(value, Decimals, MidpointRounding.AwayFromZero));
    }
}
