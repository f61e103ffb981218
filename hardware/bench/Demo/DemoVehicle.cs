using Hardware.Virtual.Vehicles;

namespace Hardware.Bench.Demo;

/// <summary>A vehicle of the demo: what it is called, how it charges and how long it stays. Its sessions differ, and repeat with the
/// seed.</summary>
public sealed class DemoVehicle
{
    private readonly Random _random;
    private readonly Func<Random, VehicleModel> _model;
    private readonly int _parkedMinutesMax;

    private DemoVehicle(string name, int seed, int parkedMinutesMax, int mishapEvery, Func<Random, VehicleModel> model)
    {
        Name = name;
        _random = new Random(seed);
        _model = model;
        _parkedMinutesMax = parkedMinutesMax;
        MishapEvery = mishapEvery;
    }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>The charger gets too hot in each session whose number is a multiple of this; 0 is never.</summary>
    public int MishapEvery { get; }

    /// <summary>The three vehicles: one tapers and is left parked, one draws all that 32 A give, one is stepped by a load
    /// manager.</summary>
    public static DemoVehicle[] All()
    {
        return
        [
            new DemoVehicle("city car, 4.6 kW", 1, 40, 0, random => new BatteryVehicle(
                17000,
                4600,
                0.65 + (0.12 * random.NextDouble()),
                0.8,
                0.25)),
            new DemoVehicle("saloon, 7.4 kW", 2, 15, 0, random => new BatteryVehicle(
                58000,
                7360,
                0.72 + (0.06 * random.NextDouble()),
                0.85,
                0.3)),
            new DemoVehicle("van, load-managed", 3, 25, 2, Stepped),
        ];
    }

    /// <summary>The vehicle as it comes next time.</summary>
    public VehicleModel Next()
    {
        return _model(_random);
    }

    /// <summary>How long it stays when it is full, in ms.</summary>
    public long NextParkedMs()
    {
        return _random.Next(5, _parkedMinutesMax) * 60000L;
    }

    /// <summary>How long until the next one comes, in ms.</summary>
    public long NextPauseMs()
    {
        return _random.Next(6, 20) * 60000L;
    }

    private static SteppedVehicle Stepped(Random random)
    {
        List<(long DurationMs, double PowerWatts)> steps = [];
        for (int i = random.Next(4, 7); i > 0; i--)
        {
            steps.Add((random.Next(10, 20) * 60000L, 1400 + (random.Next(6) * 1000)));
        }

        return new SteppedVehicle(steps, 80, random.Next());
    }
}
