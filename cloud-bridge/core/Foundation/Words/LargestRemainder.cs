namespace CloudBridge.Core.Foundation.Words;

/// <summary>Divides a rounded total among lines so that they add up to it: each gets its amount rounded down, then the largest remainders
/// get one unit more.</summary>
public static class LargestRemainder
{
    /// <summary>Shares in whole units. The amounts are exact, in parts of a unit, and may be negative; the total lies less than one unit
    /// from their sum. Of equal remainders the first line wins, so that the same session always gives the same bill.</summary>
    public static long[] Divide(long total, IReadOnlyList<Int128> parts, Int128 partsPerUnit)
    {
        long[] shares = new long[parts.Count];
        Int128[] remainders = new Int128[parts.Count];
        long left = total;
        for (int i = 0; i < parts.Count; i++)
        {
            Int128 floor = Floor(parts[i], partsPerUnit);
            shares[i] = (long)floor;
            remainders[i] = parts[i] - (floor * partsPerUnit);
            left -= shares[i];
        }

        Firmware.Core.Promises.Guard.InRange(left, 0, parts.Count, "total");
        foreach (int index in Enumerable.Range(0, parts.Count).OrderByDescending(i => remainders[i]).ThenBy(i => i).Take((int)left))
        {
            shares[index]++;
        }

        return shares;
    }

    private static Int128 Floor(Int128 value, Int128 divisor)
    {
        Int128 quotient = value / divisor;
        return value % divisor < 0 ? quotient - 1 : quotient;
    }
}
