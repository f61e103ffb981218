using Hardware.Bench.Servers;
using NodaTime;

namespace Hardware.Bench.Chaos.Money;

/// <summary>Prices what a bill says was used: exactly, or between two amounts where the bill says that it does not know when it
/// was.</summary>
public static class BillPricer
{
    // Of a price for a piece, a kWh and an hour, for a piece, a mWh and a ms.
    private const decimal PartsPerPiece = Price.PartsPerUnit;
    private const decimal PartsPerMilliwattHour = Price.PartsPerUnit / 1000000;
    private const decimal PartsPerMs = Price.PartsPerUnit / 3600000;

    private const long MilliwattHoursPerStep = 1000;
    private const long MsPerStep = 1000;

    // Below a tenth of a Wh above a whole step is the meter's noise, and no further step.
    private const long NoiseMilliwattHours = 100;

    /// <summary>What a bill is to ask for what it states, at least and at most; both are the same where its times are known.</summary>
    public static (Price Least, Price Most) PriceOf(StatedBill bill, PlainTariff tariff)
    {
        ArgumentNullException.ThrowIfNull(bill);
        ArgumentNullException.ThrowIfNull(tariff);
        if (bill.Session.NotBefore != null || bill.Session.NotAfter != null || bill.IsEstimated)
        {
            return PriceInDoubt(bill.Session, tariff);
        }

        Price price = new(ExactOf(bill.Session, tariff), tariff.Vat);
        return (price, price);
    }

    /// <summary>What is wrong with a bill's amounts; null when they are right to the cent and to the millionth.</summary>
    public static string? FindWrong(StatedBill bill, PlainTariff tariff)
    {
        (Price least, Price most) = PriceOf(bill, tariff);
        bool isRight =
            bill.TotalExclMinor >= least.NetCents && bill.TotalExclMinor <= most.NetCents
            && bill.TotalInclMinor >= least.GrossCents && bill.TotalInclMinor <= most.GrossCents
            && bill.TotalExclMicros >= least.NetMicros && bill.TotalExclMicros <= most.NetMicros
            && bill.TotalInclMicros >= least.GrossMicros && bill.TotalInclMicros <= most.GrossMicros;
        return isRight
            ? null
            : $"bill {bill.Number} of {bill.Session.SessionId}: {bill.TotalExclMinor} cents net and {bill.TotalInclMinor} gross "
                + $"({bill.TotalExclMicros} and {bill.TotalInclMicros} millionths); what it states costs {least.NetCents} and "
                + $"{least.GrossCents} ({least.NetMicros} and {least.GrossMicros})"
                + (least == most ? "" : $" to {most.NetCents} and {most.GrossCents} ({most.NetMicros} and {most.GrossMicros})");
    }

    private static decimal ExactOf(StatedSession session, PlainTariff tariff)
    {
        decimal net = 0;
        HashSet<int> fees = [];
        Tally energy = new(PartsPerMilliwattHour, MilliwattHoursPerStep, NoiseMilliwattHours);
        Tally time = new(PartsPerMs, MsPerStep, 0);
        Tally parking = new(PartsPerMs, MsPerStep, 0);
        foreach (StatedPeriod period in session.Periods)
        {
            Instant at = Instant.FromDateTimeOffset(period.Start);
            if (tariff.PriceAt("FLAT", at) is { } fee && fees.Add(fee.Element))
            {
                net += fee.Amount * PartsPerPiece;
            }

            energy.Add(tariff.PriceAt("ENERGY", at), period.EnergyMilliwattHours);
            time.Add(tariff.PriceAt("TIME", at), period.ChargingMs);
            parking.Add(tariff.PriceAt("PARKING_TIME", at), period.ParkingMs);
        }

        // Where both were used, time has no step of its own.
        return net + energy.Cost(hasStep: true) + time.Cost(hasStep: !parking.IsUsed) + parking.Cost(hasStep: true);
    }

    private static (Price Least, Price Most) PriceInDoubt(StatedSession session, PlainTariff tariff)
    {
        Instant from = Instant.FromDateTimeOffset(session.NotBefore ?? session.Start);
        Instant until = Instant.FromDateTimeOffset(session.NotAfter ?? session.End);
        decimal least = 0;
        decimal most = 0;
        Widen("FLAT", 1, PartsPerPiece, 0, 0);
        long milliwattHours = session.Periods.Sum(period => period.EnergyMilliwattHours);
        Widen("ENERGY", milliwattHours, PartsPerMilliwattHour, MilliwattHoursPerStep, NoiseMilliwattHours);
        Widen("TIME", session.Periods.Sum(period => period.ChargingMs), PartsPerMs, MsPerStep, 0);
        Widen("PARKING_TIME", session.Periods.Sum(period => period.ParkingMs), PartsPerMs, MsPerStep, 0);
        return (new Price(least, tariff.Vat), new Price(most, tariff.Vat));

        void Widen(string dimension, long volume, decimal parts, long volumePerStep, long noise)
        {
            (decimal lowest, decimal highest) = tariff.PricesWithin(dimension, from, until);
            long step = volume == 0 ? 0 : volumePerStep * tariff.StepMax(dimension);
            // Noise of the meter may be taken off.
            least += Math.Max(0, volume - noise) * parts * lowest;
            most += (volume + step) * parts * highest;
        }
    }

    /// <summary>What was used of one dimension.</summary>
    private sealed class Tally(decimal partsPerVolume, long volumePerStep, long noise)
    {
        private decimal _cost;
        private long _volume;
        private long _lastVolume;
        private PlainPrice? _last;

        public bool IsUsed => _last != null;

        public void Add(PlainPrice? price, long volume)
        {
            if (price == null || volume == 0)
            {
                return;
            }

            _lastVolume = price == _last ? _lastVolume + volume : volume;
            _last = price;
            _volume += volume;
            _cost += volume * price.Amount * partsPerVolume;
        }

        public decimal Cost(bool hasStep)
        {
            long over = hasStep && _last is { Step: > 0 } ? _volume % (_last.Step * volumePerStep) : 0;
            if (over == 0)
            {
                return _cost;
            }

            long more = over < noise && over <= _lastVolume ? -over : (_last!.Step * volumePerStep) - over;
            return _cost + (more * _last!.Amount * partsPerVolume);
        }
    }
}
