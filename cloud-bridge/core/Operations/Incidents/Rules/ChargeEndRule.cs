using Firmware.Core.Records;

namespace CloudBridge.Core.Operations.Incidents.Rules;

/// <summary>
/// Tells a vehicle that is full from one that stopped while it was still taking full power. A battery is filled with falling current at its
/// end; a stop out of full current is the driver's app, a timer, a limit of the vehicle or a fault of it, and worth another sentence. Where
/// the snapshot leaves a doubt, the charge counts as complete.
/// </summary>
public static class ChargeEndRule
{
    /// <summary>Current before the stop, in percent of the session's highest, from which on it is full current: a battery below it was
    /// tapering.</summary>
    public const int FullCurrentPercentMin = 85;

    /// <summary>The window before the stop must be level to this many percent; a taper falls by more within twenty seconds of its
    /// end.</summary>
    public const int LevelPercentMin = 95;

    /// <summary>Power before the stop, in percent of the session's mean: a session that was mostly slower was not cut off at its full
    /// power.</summary>
    public const int MeanPowerPercentMin = 80;

    /// <summary>Samples (one a second) that must stand before the stop; with fewer nobody can say how it came.</summary>
    public const int SamplesBeforeMin = 8;

    /// <summary>In mA: a vehicle that took less was topping up or heating, which has no full current.</summary>
    public const int CurrentMin = 5000;

    // Of a current at rest: below it the vehicle takes nothing.
    private const int RestPercent = 10;

    /// <summary>Whether the vehicle stopped out of full current.</summary>
    /// <param name="snapshot">The last 30 seconds before the alert.</param>
    /// <param name="peakMilliamps">Highest current of the session that live values told; 0 when none is known.</param>
    /// <param name="meanMilliwatts">Mean power of the session; 0 when not known.</param>
    public static bool IsStoppedByVehicle(FaultSnapshot snapshot, long peakMilliamps, long meanMilliwatts)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        long peak = peakMilliamps;
        for (int i = 0; i < snapshot.Count; i++)
        {
            peak = Math.Max(peak, snapshot.CurrentMilliamps(i));
        }

        int drawing = LastDrawing(snapshot, peak);

        // The sample at the edge may lie anywhere between full and nothing.
        int last = drawing - 1;
        if (peak < CurrentMin || last + 1 < SamplesBeforeMin)
        {
            return false;
        }

        long lowest = long.MaxValue;
        long highest = 0;
        for (int i = 0; i <= last; i++)
        {
            lowest = Math.Min(lowest, snapshot.CurrentMilliamps(i));
            highest = Math.Max(highest, snapshot.CurrentMilliamps(i));
        }

        // 10 kA times 100 stays far below the bounds of a long.
        bool isFull = lowest * 100 >= peak * FullCurrentPercentMin;
        bool isLevel = lowest * 100 >= highest * LevelPercentMin;
        long milliwatts = (long)snapshot.VoltageMillivolts(last) * snapshot.CurrentMilliamps(last) / 1000;
        return isFull && isLevel && milliwatts * 100 >= meanMilliwatts * MeanPowerPercentMin;
    }

    private static int LastDrawing(FaultSnapshot snapshot, long peak)
    {
        int drawing = snapshot.Count - 1;
        while (drawing >= 0 && snapshot.CurrentMilliamps(drawing) * 100L < peak * RestPercent)
        {
            drawing--;
        }

        return drawing;
    }
}
