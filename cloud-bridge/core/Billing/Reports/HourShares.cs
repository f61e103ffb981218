using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>
/// Divides a bill among the hours of the local day. Each line goes to the hours in which its price was in force, in proportion to what it
/// is charged for (energy, charging or parking time), a flat fee to the hour it became due in, and what a minimum or maximum price adds or
/// takes like the rest of the bill. Inside a charging period use is even. The hours add up to the bill: largest remainder.
/// </summary>
public sealed class HourShares
{
    // Shares are floored to billionths of a minor unit, far below what could move a cent.
    private static readonly Int128 PartsPerUnit = 1000000000;

    // Weights are at most 8e18 (90 days in ms, times the above): with 1e18 for the ratio that is 8e36, below the 1.7e38 of 128 bits.
    private static readonly Int128 RatioParts = PartsPerUnit * PartsPerUnit;

    private readonly ChargingPeriod[] _periods;
    private readonly long[][] _hours;
    private readonly DateTimeZone _zone;
    private readonly int _startHour;
    private readonly Int128[] _exclParts = new Int128[LocalHours.Count];
    private readonly Int128[] _vatParts = new Int128[LocalHours.Count];

    private HourShares(Bill bill, Tariff? tariff)
    {
        _zone = DateTimeZoneProviders.Tzdb[bill.Tariff.TimeZone];
        _periods = BilledPeriods.Of(bill.Session);
        if (tariff != null)
        {
            new SessionPricer().Price(tariff, _periods, _periods.Length, new Cost());
        }

        _hours = [.. _periods.Select(period => LocalHours.Of(period, _zone))];
        _startHour = LocalHours.At(bill.Session.Start.ToUnixTimeMilliseconds(), _zone);
    }

    /// <summary>The hours of a bill in which there is something; without the tariff it was priced with, each line goes to all hours of its
    /// kind.</summary>
    public static IReadOnlyList<HourShare> Of(Bill bill, Tariff? tariff)
    {
        ArgumentNullException.ThrowIfNull(bill);
        HourShares shares = new(bill, tariff);
        foreach (BillLine line in bill.Lines.Where(line => line.Element != null))
        {
            shares.Add(line, shares.WeightsOf(line));
        }

        foreach (BillLine line in bill.Lines.Where(line => line.Element == null))
        {
            shares.Add(line, shares.OfAll());
        }

        return shares.Rounded(bill);
    }

    private void Add(BillLine line, Int128[] weights)
    {
        Int128 sum = Sum(weights);
        for (int hour = 0; hour < LocalHours.Count; hour++)
        {
            _exclParts[hour] += Share(line.ExclMinor, weights[hour], sum);
            _vatParts[hour] += Share(line.VatMinor, weights[hour], sum);
        }
    }

    private Int128[] WeightsOf(BillLine line)
    {
        PriceDimension dimension = Enum.Parse<PriceDimension>(line.Kind);
        if (dimension == PriceDimension.Flat)
        {
            ChargingPeriod? due = Array.Find(_periods, period => IsPriced(period, dimension, line));
            return Only(due == null ? _startHour : LocalHours.At(due.StartUtcMs, _zone));
        }

        Int128[] weights = Weights(period => IsPriced(period, dimension, line) ? VolumeOf(period, dimension) : 0);
        // Where a time was in doubt, the bill took the cheapest price it can have had, which need not be that of the time it states.
        weights = Sum(weights) > 0 ? weights : Weights(period => VolumeOf(period, dimension));
        return Sum(weights) > 0 ? weights : Only(_startHour);
    }

    private Int128[] OfAll()
    {
        Int128[] weights = [.. _exclParts.Select(part => Int128.Abs(part) / 1000000)];
        return Sum(weights) > 0 ? weights : Only(_startHour);
    }

    private Int128[] Weights(Func<ChargingPeriod, long> volumeOf)
    {
        Int128[] weights = new Int128[LocalHours.Count];
        for (int i = 0; i < _periods.Length; i++)
        {
            Int128 volume = volumeOf(_periods[i]) * PartsPerUnit;
            if (_periods[i].DurationMs == 0)
            {
                weights[_startHour] += volume;
                continue;
            }

            for (int hour = 0; hour < LocalHours.Count; hour++)
            {
                weights[hour] += volume * _hours[i][hour] / _periods[i].DurationMs;
            }
        }

        return weights;
    }

    private static Int128[] Only(int hour)
    {
        Int128[] weights = new Int128[LocalHours.Count];
        weights[hour] = 1;
        return weights;
    }

    private List<HourShare> Rounded(Bill bill)
    {
        long[] excl = LargestRemainder.Divide(bill.TotalExclMinor, _exclParts, PartsPerUnit);
        long[] vat = LargestRemainder.Divide(bill.TotalVatMinor, _vatParts, PartsPerUnit);
        long[] energy = LargestRemainder.Divide(
            bill.Session.EnergyMilliwattHours,
            Weights(period => period.EnergyMilliwattHours),
            PartsPerUnit);
        return
        [
            .. Enumerable
                .Range(0, LocalHours.Count)
                .Select(hour => new HourShare(hour, energy[hour], excl[hour], excl[hour] + vat[hour]))
                .Where(share => share != new HourShare(share.LocalHour, 0, 0, 0)),
        ];
    }

    private static bool IsPriced(ChargingPeriod period, PriceDimension dimension, BillLine line)
    {
        return PriceSelection.ElementOf(period.PackedSelection, dimension) == line.Element;
    }

    private static long VolumeOf(ChargingPeriod period, PriceDimension dimension)
    {
        return dimension switch
        {
            PriceDimension.Energy => period.EnergyMilliwattHours,
            PriceDimension.Time => period.ChargingMs,
            PriceDimension.ParkingTime => period.ParkingMs,
            _ => 0,
        };
    }

    private static Int128 Sum(Int128[] weights)
    {
        return weights.Aggregate((Int128)0, (sum, weight) => sum + weight);
    }

    private static Int128 Share(long minor, Int128 weight, Int128 sum)
    {
        return minor * (weight * RatioParts / sum) / PartsPerUnit;
    }
}

/// <summary>What of a bill falls into one hour of the local day.</summary>
/// <param name="LocalHour">0 to 23.</param>
/// <param name="EnergyMilliwattHours">Energy in mWh.</param>
/// <param name="ExclMinor">Amount excluding VAT, in minor units.</param>
/// <param name="InclMinor">Amount including VAT, in minor units.</param>
public sealed record HourShare(int LocalHour, long EnergyMilliwattHours, long ExclMinor, long InclMinor);
