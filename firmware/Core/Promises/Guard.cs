using System;

namespace Firmware.Core.Promises;

/// <summary>Promises between the agent's own parts. A broken one is a defect, so it throws; bad input from outside never comes this
/// far.</summary>
public static class Guard
{
    /// <summary>The value must lie in the closed range: the device's arithmetic wraps silently, so operands are checked instead of
    /// results.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside.</exception>
    public static void InRange(long value, long minimum, long maximum, string name)
    {
        if (value < minimum || value > maximum)
        {
            throw new ArgumentOutOfRangeException(name);
        }
    }

    /// <summary>The condition must hold.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public static void IsTrue(bool condition, string promise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(promise);
        }
    }
}
