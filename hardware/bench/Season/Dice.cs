namespace Hardware.Bench.Season;

/// <summary>Chance out of a seed: the same seed gives the same numbers in the same order, on every machine.</summary>
public sealed class Dice
{
    private readonly Random _random;

    /// <summary>Dice of a seed; each <paramref name="stream"/> of it has its own numbers.</summary>
    public Dice(int seed, int stream)
    {
        // Seeded, System.Random is the same generator in all versions of .NET. Neighbouring seeds must not give similar first numbers.
        _random = new Random(unchecked((int)((((uint)seed * 2654435761u) ^ ((uint)stream * 2246822519u)) * 3266489917u)));
    }

    /// <summary>True with a probability from 0 to 1.</summary>
    public bool Chance(double probability)
    {
        return _random.NextDouble() < probability;
    }

    /// <summary>A whole number from <paramref name="from"/> up to and without <paramref name="until"/>.</summary>
    public long Between(long from, long until)
    {
        return _random.NextInt64(from, until);
    }

    /// <summary>One of a list.</summary>
    public T OneOf<T>(IReadOnlyList<T> list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return list[_random.Next(list.Count)];
    }

    /// <summary>A number around a mean: the normal distribution.</summary>
    public double Around(double mean, double deviation)
    {
        // Box and Muller, 1958.
        double radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
        return mean + (deviation * radius * Math.Cos(2 * Math.PI * _random.NextDouble()));
    }

    /// <summary>A positive number of which half are below the median: the log-normal distribution, as energies and stays have it.</summary>
    public double Skewed(double median, double sigma)
    {
        return median * Math.Exp(Around(0, sigma));
    }

    /// <summary>How many of something happen where so many do on average: the Poisson distribution.</summary>
    public int CountOf(double mean)
    {
        double limit = Math.Exp(-mean);
        double product = _random.NextDouble();
        int count = 0;
        while (product > limit)
        {
            count++;
            product *= _random.NextDouble();
        }

        return count;
    }
}
