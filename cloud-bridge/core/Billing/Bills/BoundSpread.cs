using System.Numerics;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>
/// Spreads what a minimum or maximum price changes over the rates of VAT of a bill, so that each amount has a rate. OCPI bounds the totals
/// without and with VAT each by itself (2.2.1, 11.3); a tax authority wants net times rate (EN 16931, BR-CO-17). Both hold wherever the
/// rates allow it. Amounts are exact, in parts of a micro-unit.
/// </summary>
/// <remarks>
/// Each rate first gets its proportion, then net is moved between the dearest and the cheapest rates until the VAT fits. A maximum never
/// adds to a rate and a minimum never takes from one. Where the two bounds contradict every rate, the lower holds: less is billed, never
/// more.
/// </remarks>
internal static class BoundSpread
{
    private const long Million = 1000000;

    /// <summary>The net of each rate.</summary>
    /// <param name="ratesPpm">Each rate once, in millionths; 0 may stand twice, as 0 % and as absent.</param>
    /// <param name="parts">Net of each rate before the bounds.</param>
    /// <param name="excl">The total without VAT, after its bound.</param>
    /// <param name="incl">The total with VAT, after its bound.</param>
    public static Int128[] Spread(IReadOnlyList<int> ratesPpm, IReadOnlyList<Int128> parts, Int128 excl, Int128 incl)
    {
        BigInteger[] before = [.. parts.Select(part => (BigInteger)part)];
        BigInteger sum = Sum(before);
        BigInteger[] net = sum == 0 ? OnNearestRate(ratesPpm, excl, incl) : [.. before.Select(part => part * excl / sum)];
        // What division has cut off, less than one part a rate.
        net[IndexOfMax(net)] += excl - Sum(net);

        Move(ratesPpm, before, net, isMinimum: excl >= sum, incl - excl);
        BigInteger gross = Sum(net) + VatOf(ratesPpm, net);
        return [.. net.Select(part => (Int128)(gross > incl ? part * incl / gross : part))];
    }

    private static BigInteger[] OnNearestRate(IReadOnlyList<int> ratesPpm, BigInteger excl, BigInteger incl)
    {
        BigInteger wanted = (incl - excl) * Million;
        int nearest = Enumerable.Range(0, ratesPpm.Count).MinBy(i => BigInteger.Abs((excl * ratesPpm[i]) - wanted));
        return [.. ratesPpm.Select((_, i) => i == nearest ? excl : 0)];
    }

    private static void Move(IReadOnlyList<int> ratesPpm, BigInteger[] before, BigInteger[] net, bool isMinimum, BigInteger vat)
    {
        int[] byRate = [.. Enumerable.Range(0, net.Length).OrderBy(i => ratesPpm[i])];
        (int low, int high) = (0, byRate.Length - 1);
        while (low < high)
        {
            if (ratesPpm[byRate[low]] == ratesPpm[byRate[high]])
            {
                // 0 % and no VAT at all: moving net between them changes nothing.
                return;
            }

            BigInteger over = VatOf(ratesPpm, net) - vat;
            (int from, int to) = over > 0 ? (byRate[high], byRate[low]) : (byRate[low], byRate[high]);
            BigInteger needed = BigInteger.Abs(over) * Million / Math.Abs(ratesPpm[from] - ratesPpm[to]);
            if (needed == 0)
            {
                return;
            }

            BigInteger canGive = isMinimum ? net[from] - before[from] : net[from];
            BigInteger canTake = isMinimum ? needed : before[to] - net[to];
            BigInteger moved = BigInteger.Max(0, BigInteger.Min(needed, BigInteger.Min(canGive, canTake)));
            net[from] -= moved;
            net[to] += moved;
            if (moved < needed)
            {
                bool isGiverSpent = canGive <= canTake;
                (low, high) = isGiverSpent == (over > 0) ? (low, high - 1) : (low + 1, high);
            }
        }
    }

    private static BigInteger VatOf(IReadOnlyList<int> ratesPpm, BigInteger[] net)
    {
        return Sum([.. net.Select((part, i) => part * ratesPpm[i])]) / Million;
    }

    private static BigInteger Sum(BigInteger[] parts)
    {
        return parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part);
    }

    private static int IndexOfMax(BigInteger[] parts)
    {
        return Enumerable.Range(0, parts.Length).MaxBy(i => parts[i]);
    }
}
