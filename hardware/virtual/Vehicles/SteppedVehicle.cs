namespace Hardware.Virtual.Vehicles;

/// <summary>
/// Draws a power that jumps from step to step, as under a load manager, with noise on top: straight lines between random values one
/// second apart, so that the integral stays exact. After the last step it draws nothing.
/// </summary>
public sealed class SteppedVehicle : VehicleModel
{
    private const int KnotMs = 1000;

    private readonly long[] _endsMs;
    private readonly double[] _powersWatts;
    private readonly double[] _knotWatts;
    private readonly double[] _knotJoules;
    private readonly double[] _startJoules;

    /// <summary>Steps of a duration in ms and a power in W each; the noise lies within ± its amplitude in W, and its seed makes it
    /// repeatable.</summary>
    public SteppedVehicle(IReadOnlyList<(long DurationMs, double PowerWatts)> steps, double noiseWatts = 0, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(steps);
        _endsMs = new long[steps.Count];
        _powersWatts = new double[steps.Count];
        _startJoules = new double[steps.Count + 1];
        long endMs = 0;
        for (int i = 0; i < steps.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps[i].DurationMs);
            endMs += steps[i].DurationMs;
            _endsMs[i] = endMs;
            _powersWatts[i] = steps[i].PowerWatts;
            _startJoules[i + 1] = _startJoules[i] + (steps[i].DurationMs * steps[i].PowerWatts / 1000);
        }

        _knotWatts = Noise((int)(endMs / KnotMs) + 2, noiseWatts, seed);
        _knotJoules = new double[_knotWatts.Length];
        for (int i = 1; i < _knotWatts.Length; i++)
        {
            _knotJoules[i] = _knotJoules[i - 1] + ((_knotWatts[i - 1] + _knotWatts[i]) / 2 * KnotMs / 1000);
        }
    }

    /// <inheritdoc/>
    public override double PowerWattsAt(double suppliedMs)
    {
        int step = StepAt(suppliedMs);
        return step == _endsMs.Length ? 0 : _powersWatts[step] + NoiseWattsAt(suppliedMs);
    }

    /// <inheritdoc/>
    public override double JoulesAt(double suppliedMs)
    {
        int step = StepAt(suppliedMs);
        double noiseMs = step == _endsMs.Length ? (_endsMs.Length == 0 ? 0 : _endsMs[^1]) : suppliedMs;
        double startMs = step == 0 ? 0 : _endsMs[step - 1];
        double stepJoules = step == _endsMs.Length ? 0 : _powersWatts[step] * (suppliedMs - startMs) / 1000;
        return _startJoules[step] + stepJoules + NoiseJoulesAt(noiseMs);
    }

    /// <inheritdoc/>
    public override long NextEdgeMs(long suppliedMs)
    {
        int step = StepAt(suppliedMs);
        return step == _endsMs.Length ? NoEdge : _endsMs[step];
    }

    private static double[] Noise(int count, double amplitudeWatts, int seed)
    {
        Random random = new(seed);
        double[] watts = new double[count];
        for (int i = 0; i < count; i++)
        {
            watts[i] = amplitudeWatts * ((2 * random.NextDouble()) - 1);
        }

        return watts;
    }

    private int StepAt(double suppliedMs)
    {
        int step = 0;
        while (step < _endsMs.Length && _endsMs[step] <= suppliedMs)
        {
            step++;
        }

        return step;
    }

    private double NoiseWattsAt(double suppliedMs)
    {
        int knot = (int)(suppliedMs / KnotMs);
        double part = (suppliedMs / KnotMs) - knot;
        return _knotWatts[knot] + (part * (_knotWatts[knot + 1] - _knotWatts[knot]));
    }

    private double NoiseJoulesAt(double suppliedMs)
    {
        int knot = (int)(suppliedMs / KnotMs);
        double partMs = suppliedMs - ((double)knot * KnotMs);
        return _knotJoules[knot] + ((_knotWatts[knot] + NoiseWattsAt(suppliedMs)) / 2 * partMs / 1000);
    }
}
