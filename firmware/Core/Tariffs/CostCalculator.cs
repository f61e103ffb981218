using Firmware.Core.Promises;

namespace Firmware.Core.Tariffs;

/// <summary>
/// Adds up what was used under each element of a tariff and makes the cost of it: step size, VAT, minimum and maximum price as OCPI 2.2.1
/// says (11.4.2, 11.3). Nothing is rounded here.
/// </summary>
public sealed class CostCalculator
{
    private readonly long[][] _volumes = new long[PriceUnit.DimensionCount][];
    private Tariff? _tariff;
    private int _lastEnergyElement;
    private int _lastTimeElement;
    private int _lastParkingElement;
    private PriceDimension _lastTimeDimension;

    /// <summary>A calculator with nothing in it.</summary>
    public CostCalculator()
    {
        for (int i = 0; i < _volumes.Length; i++)
        {
            _volumes[i] = new long[Tariff.ElementCountMax];
        }
    }

    /// <summary>Whether steps are billed: not where it is in doubt which element came last.</summary>
    public bool HasSteps { get; set; } = true;

    /// <summary>Starts a session under a tariff.</summary>
    public void Begin(Tariff tariff)
    {
        _tariff = tariff;
        _lastEnergyElement = PriceSelection.None;
        _lastTimeElement = PriceSelection.None;
        _lastParkingElement = PriceSelection.None;
        for (int i = 0; i < _volumes.Length; i++)
        {
            for (int k = 0; k < Tariff.ElementCountMax; k++)
            {
                _volumes[i][k] = 0;
            }
        }
    }

    /// <summary>Adds a period, priced by its packed selection; periods come in order of time.</summary>
    public void Add(ChargingPeriod period)
    {
        int flat = PriceSelection.ElementOf(period.PackedSelection, PriceDimension.Flat);
        if (flat != PriceSelection.None && CurrentTariff().IsFlatDue(flat, period))
        {
            _volumes[(int)PriceDimension.Flat][flat] = 1;
        }

        AddVolume(period, PriceDimension.Energy, period.EnergyMilliwattHours);
        if (period.Kind == PeriodKind.Parking)
        {
            AddVolume(period, PriceDimension.Time, period.ChargingMs);
            AddVolume(period, PriceDimension.ParkingTime, period.ParkingMs);
        }
        else
        {
            AddVolume(period, PriceDimension.ParkingTime, period.ParkingMs);
            AddVolume(period, PriceDimension.Time, period.ChargingMs);
        }
    }

    /// <summary>What was used under an element, in the volume unit of the dimension, without the step.</summary>
    public long VolumeOf(PriceDimension dimension, int element)
    {
        return _volumes[(int)dimension][element];
    }

    /// <summary>What is billed under an element, with the step.</summary>
    public long BilledVolumeOf(PriceDimension dimension, int element)
    {
        return VolumeOf(dimension, element) + StepVolume(dimension, element);
    }

    /// <summary>The cost of all that was added.</summary>
    public void Total(Cost cost)
    {
        Tariff tariff = CurrentTariff();
        cost.Clear();
        for (int i = 0; i < PriceUnit.DimensionCount; i++)
        {
            PriceDimension dimension = (PriceDimension)i;
            for (int element = 0; element < tariff.Elements.Length; element++)
            {
                long volume = BilledVolumeOf(dimension, element);
                if (volume != 0)
                {
                    AddCost(tariff.Elements[element], dimension, volume, cost);
                }
            }

            cost.TotalExcl.Add(cost.Excl(dimension));
            cost.TotalIncl.Add(cost.Incl(dimension));
        }

        cost.TotalExcl.Clamp(tariff.MinExclMicros, tariff.MaxExclMicros);
        cost.TotalIncl.Clamp(tariff.MinInclMicros, tariff.MaxInclMicros);
    }

    private static void AddCost(TariffElement element, PriceDimension dimension, long volume, Cost cost)
    {
        long priceMicros = element.PriceMicrosOf(dimension);
        long volumePerPrice = PriceUnit.VolumePerPrice(dimension);
        cost.Excl(dimension).AddProduct(volume, priceMicros, volumePerPrice, 1000000);
        cost.Incl(dimension).AddProduct(volume, priceMicros, volumePerPrice, 1000000 + element.VatPpmOf(dimension));
    }

    private Tariff CurrentTariff()
    {
        Guard.IsTrue(_tariff != null, "Begin comes first");
        return _tariff!;
    }

    private void AddVolume(ChargingPeriod period, PriceDimension dimension, long volume)
    {
        int element = PriceSelection.ElementOf(period.PackedSelection, dimension);
        if (element == PriceSelection.None || volume == 0)
        {
            return;
        }

        _volumes[(int)dimension][element] += volume;
        Guard.InRange(SumOf(dimension), 0, PriceUnit.VolumeMax(dimension), "volume");
        if (dimension == PriceDimension.Energy)
        {
            _lastEnergyElement = element;
        }
        else
        {
            _lastTimeElement = element;
            _lastTimeDimension = dimension;
            _lastParkingElement = dimension == PriceDimension.ParkingTime ? element : _lastParkingElement;
        }
    }

    private long SumOf(PriceDimension dimension)
    {
        long sum = 0;
        long[] volumes = _volumes[(int)dimension];
        for (int i = 0; i < volumes.Length; i++)
        {
            sum += volumes[i];
        }

        return sum;
    }

    /// <summary>
    /// What the step adds, or takes where what is above the last whole step is only noise. It is taken once for each group (ENERGY; TIME
    /// with PARKING_TIME): the session's total of one dimension is rounded up and the difference billed at the price of its last element.
    /// </summary>
    private long StepVolume(PriceDimension dimension, int element)
    {
        if (element != LastElementOf(dimension) || !HasSteps)
        {
            return 0;
        }

        Tariff tariff = CurrentTariff();
        long step = tariff.Elements[element].StepVolumeOf(dimension);
        long over = step == 0 ? 0 : SumOf(dimension) % step;
        if (over == 0)
        {
            return 0;
        }

        bool isNoise =
            tariff.Format != Tariff.FirstFormat && dimension == PriceDimension.Energy && over < PriceUnit.NoiseMilliwattHours
            && over <= VolumeOf(dimension, element);
        return isNoise ? -over : step - over;
    }

    // The element whose step holds for a dimension; none where the step of its group is another dimension's.
    private int LastElementOf(PriceDimension dimension)
    {
        if (dimension == PriceDimension.Energy)
        {
            return _lastEnergyElement;
        }

        // Where time and parking were both priced, the step is taken for the parking only (OCPI 2.2.1, 10.3.1.1), whichever came last.
        if (CurrentTariff().Format != Tariff.FirstFormat && _lastParkingElement != PriceSelection.None)
        {
            return dimension == PriceDimension.ParkingTime ? _lastParkingElement : PriceSelection.None;
        }

        return dimension == _lastTimeDimension ? _lastTimeElement : PriceSelection.None;
    }
}
