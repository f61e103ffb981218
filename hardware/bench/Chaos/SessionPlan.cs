using Hardware.Bench.Chaos.Mishaps;
using Hardware.Virtual.Vehicles;

namespace Hardware.Bench.Chaos;

/// <summary>One session as the seed wants it: a vehicle, its stay, and the mishaps on the way.</summary>
/// <param name="PauseMs">Virtual time before the plug goes in.</param>
/// <param name="Vehicle">The vehicle.</param>
/// <param name="StayMs">Virtual time until the plug is pulled, outages and interruptions not counted.</param>
/// <param name="Mishaps">What happens after how much virtual time since plug-in, in order.</param>
internal sealed record SessionPlan(long PauseMs, VehicleModel Vehicle, long StayMs, IReadOnlyList<(long AtMs, Mishap Mishap)> Mishaps)
{
    /// <summary>Power of a current of 0.1 A at 230 V: a multiple of it lies on the sensor's steps, so that the meter ought to be
    /// exact.</summary>
    private const double WattsPerStep = 23;

    private static readonly (Mishap Mishap, int PerMille)[] Odds =
    [
        (Mishap.PowerCut, 50),
        (Mishap.WriteTorn, 40),
        (Mishap.LinkCut, 60),
        (Mishap.SensorGap, 40),
        (Mishap.SensorLost, 25),
        (Mishap.SensorOverflow, 15),
        (Mishap.ClockJump, 25),
        (Mishap.Overheated, 25),
    ];

    /// <summary>The next plan of a charger.</summary>
    public static SessionPlan Draw(Random random)
    {
        long stayMs = random.Next(30, 420) * 1000L;
        List<(long AtMs, Mishap Mishap)> mishaps = [];
        foreach ((Mishap mishap, int perMille) in Odds)
        {
            if (random.Next(1000) < perMille)
            {
                mishaps.Add((random.NextInt64(stayMs), mishap));
            }
        }

        return new SessionPlan(
            random.Next(3, 120) * 1000L,
            DrawVehicle(random, stayMs),
            stayMs,
            [.. mishaps.OrderBy(mishap => mishap.AtMs)]);
    }

    private static VehicleModel DrawVehicle(Random random, long stayMs)
    {
        double watts = random.Next(60, 321) * WattsPerStep;
        switch (random.Next(3))
        {
            case 0:
                return new ConstantPowerVehicle(watts, watts * stayMs / 3600000 * (0.3 + random.NextDouble()));
            case 1:
                // A taper of two minutes and less, begun within this stay.
                double wattHours = watts / 60 * (0.5 + random.NextDouble());
                return new BatteryVehicle(5 * wattHours, watts, 0.8 - (0.2 * random.NextDouble()), 0.8, 0.2);
            default:
                List<(long DurationMs, double PowerWatts)> steps = [];
                for (int i = random.Next(2, 6); i > 0; i--)
                {
                    steps.Add((random.Next(10, 120) * 1000L, random.Next(0, 321) * WattsPerStep));
                }

                return new SteppedVehicle(steps);
        }
    }
}
