using NodaTime;

namespace Hardware.Bench.Chaos.Money;

/// <summary>What a vehicle truly used, moment by moment, and so what its stay may cost: kept beside the charger, by the charger's wall
/// clock.</summary>
public sealed class VisitMeter
{
    // What draws less may be parking or charging by the agent's rules; what draws nothing is parking, and what draws more is charging.
    private const double ParkingWattsMax = 200;

    // Plug-in and unplug are debounced, and a change between charging and parking shows with the next reading and after some seconds.
    private const long EdgeMs = 30000;

    private const decimal MilliwattHoursPerKilowattHour = 1000000;
    private const decimal MsPerHour = 3600000;

    // A step of a Wh and of a minute.
    private const decimal EnergyStep = 0.001m;
    private const decimal ParkingStepMs = 60000;

    private readonly List<Moment> _moments = [];

    /// <summary>The charger did not know the time, or its clock jumped: prices of any time of day can be right.</summary>
    public bool IsClockInDoubt { get; set; }

    /// <summary>Time for which the sensor did not work, in ms.</summary>
    public long BlindMs { get; private set; }

    /// <summary>A moment has passed.</summary>
    public void Add(long fromUtcMs, long durationMs, double milliwattHours, bool isBlind)
    {
        _moments.Add(new Moment(fromUtcMs, durationMs, milliwattHours));
        BlindMs += isBlind ? durationMs : 0;
    }

    /// <summary>The lowest and the highest net that the stay may cost as a number of sessions.</summary>
    /// <param name="tariff">The tariff that was promised.</param>
    /// <param name="sessionCount">As how many sessions the charger had it.</param>
    /// <param name="missingMilliwattHours">How much energy may be missing.</param>
    /// <param name="surplusMilliwattHours">How much energy there may be too much.</param>
    /// <param name="missingMs">How much time may be missing.</param>
    public (Price Least, Price Most) PriceOf(
        PlainTariff tariff,
        int sessionCount,
        double missingMilliwattHours,
        double surplusMilliwattHours,
        long missingMs)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        decimal least = 0;
        decimal most = 0;
        decimal energyMost = 0;
        decimal parkingMost = 0;
        decimal leastParking = 0;
        foreach (Moment moment in _moments)
        {
            (decimal energyLow, decimal energyHigh) = PricesOf(tariff, "ENERGY", moment);
            (decimal parkingLow, decimal parkingHigh) = PricesOf(tariff, "PARKING_TIME", moment);
            decimal kilowattHours = (decimal)moment.MilliwattHours / MilliwattHoursPerKilowattHour;
            least += kilowattHours * energyLow;
            most += kilowattHours * energyHigh;
            leastParking += moment.Watts == 0 ? moment.DurationMs * parkingLow / MsPerHour : 0;
            most += moment.Watts <= ParkingWattsMax ? moment.DurationMs * parkingHigh / MsPerHour : 0;
            energyMost = Math.Max(energyMost, energyHigh);
            parkingMost = Math.Max(parkingMost, parkingHigh);
        }

        (decimal feeLow, decimal feeHigh) = tariff.PricesOfDay("FLAT");
        decimal missing = (decimal)missingMilliwattHours / MilliwattHoursPerKilowattHour;
        decimal surplus = (decimal)surplusMilliwattHours / MilliwattHoursPerKilowattHour;
        decimal slackMs = EdgeMs + BlindMs;
        least = Math.Max(0, least - (missing * energyMost)) + (feeLow * sessionCount)
            + Math.Max(0, leastParking - ((slackMs + missingMs) * parkingMost / MsPerHour));
        most += ((surplus + (EnergyStep * sessionCount)) * energyMost) + (feeHigh * sessionCount)
            + ((slackMs + missingMs + (ParkingStepMs * sessionCount)) * parkingMost / MsPerHour);
        return (new Price(least * Price.PartsPerUnit, tariff.Vat), new Price(most * Price.PartsPerUnit, tariff.Vat));
    }

    private (decimal Low, decimal High) PricesOf(PlainTariff tariff, string dimension, Moment moment)
    {
        if (IsClockInDoubt)
        {
            return tariff.PricesOfDay(dimension);
        }

        Instant from = Instant.FromUnixTimeMilliseconds(moment.FromUtcMs);
        return tariff.PricesWithin(dimension, from, from + Duration.FromMilliseconds(moment.DurationMs));
    }

    private readonly record struct Moment(long FromUtcMs, long DurationMs, double MilliwattHours)
    {
        public double Watts => DurationMs == 0 ? 0 : MilliwattHours * 3600 / DurationMs;
    }
}
