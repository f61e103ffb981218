using Firmware.Core.Promises;

namespace Firmware.Core.Tariffs;

/// <summary>
/// An exact amount of money: whole micro-units and a remainder that no division has cut off. Prices are per kWh and per hour and VAT is in
/// millionths, so every product is a whole number of 1/18,000,000,000,000 micro-units; the amount is rounded once, when a total is made.
/// </summary>
public sealed class Amount
{
    // The least common multiple of 1,000,000 mWh in a kWh and 3,600,000 ms in an hour.
    private const long VolumeParts = 18000000;
    private const long VatParts = 1000000;
    private const long RemainderParts = VolumeParts * VatParts;

    private const long VolumePerPriceMax = 3600000;
    private const long VolumeMax = 8000000000;

    // 1 MWh and a step of another, 90 days and a step of one.
    private const long PricesMax = 2200;

    private long _remainder;

    /// <summary>Whole micro-units, rounded down.</summary>
    public long Micros { get; private set; }

    /// <summary>Sets the amount to 0.</summary>
    public void Clear()
    {
        Micros = 0;
        _remainder = 0;
    }

    /// <summary>Adds another amount.</summary>
    public void Add(Amount other)
    {
        Micros += other.Micros;
        _remainder += other._remainder;
        Carry();
    }

    /// <summary>Adds volume x price / volumePerPrice x factor, exactly; the factor is in millionths, 1,000,000 without VAT.</summary>
    public void AddProduct(long volume, long priceMicros, long volumePerPrice, long factorPpm)
    {
        Guard.InRange(volume, 0, VolumeMax, "volume");
        Guard.InRange(priceMicros, 0, Tariff.PriceMaxMicros, "priceMicros");
        Guard.InRange(volumePerPrice, 1, VolumePerPriceMax, "volumePerPrice");
        Guard.InRange(factorPpm, 0, VatParts + Tariff.VatMaxPpm, "factorPpm");
        Guard.InRange(volume / volumePerPrice, 0, PricesMax, "volume / volumePerPrice");

        // Whole prices and the broken one apart, because their product would not fit: 2,200 x 1e12, and 3.6e6 x 1e12 = 3.6e18.
        long broken = volume % volumePerPrice * priceMicros;
        long micros = (volume / volumePerPrice * priceMicros) + (broken / volumePerPrice);
        long parts = broken % volumePerPrice * (VolumeParts / volumePerPrice);

        // At most 2.2e15 micro-units, so the factor, too, is taken apart: 2.2e9 x 2e6, and 1e6 x 2e6.
        long scaled = micros % VatParts * factorPpm;
        Micros += (micros / VatParts * factorPpm) + (scaled / VatParts);
        _remainder += (scaled % VatParts * VolumeParts) + (parts * factorPpm);
        Carry();
    }

    /// <summary>Raises or lowers the amount to whole micro-units.</summary>
    public void Clamp(long minimumMicros, long maximumMicros)
    {
        if (Micros < minimumMicros)
        {
            Micros = minimumMicros;
            _remainder = 0;
        }
        else if (Micros >= maximumMicros)
        {
            Micros = maximumMicros;
            _remainder = 0;
        }
    }

    /// <summary>The amount in units of the given decimals (0 to 5), half up: 5.625 with 2 decimals is 563.</summary>
    public long Rounded(int decimals)
    {
        long unitMicros = 1000000;
        for (int i = 0; i < decimals; i++)
        {
            unitMicros /= 10;
        }

        // The remainder is below one micro-unit, and half of an even unit is a whole number of them: it can never decide.
        return (Micros + (unitMicros / 2)) / unitMicros;
    }

    private void Carry()
    {
        Micros += _remainder / RemainderParts;
        _remainder %= RemainderParts;
    }
}
