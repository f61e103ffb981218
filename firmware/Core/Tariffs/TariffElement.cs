namespace Firmware.Core.Tariffs;

/// <summary>
/// A TariffElement of OCPI 2.2.1 (11.4.5) in integers: at most one price component for each dimension, and the restrictions under which
/// they hold. A property left out has the value that restricts nothing.
/// </summary>
public sealed class TariffElement
{
    /// <summary>The value of a price that is not there; a price of 0 is a price.</summary>
    public const long NoPrice = -1;

    /// <summary>Monday to Sunday.</summary>
    public const int AllDays = 127;

    /// <summary>The last day that a calendar of four-digit years has, 9999-12-31, in days since 1970-01-01.</summary>
    public const int DayMax = 2932896;

    /// <summary>Highest limit of energy in mWh: 1,000,000 kWh.</summary>
    public const long LimitMaxMilliwattHours = 1000000000000;

    /// <summary>Highest limit of current in mA: 100,000 A.</summary>
    public const long LimitMaxMilliamps = 100000000;

    /// <summary>Highest limit of power in mW: 100,000 kW.</summary>
    public const long LimitMaxMilliwatts = 100000000000;

    /// <summary>Highest limit of duration in seconds, some 31 years: its milliseconds fit in 64 bits many times.</summary>
    public const long LimitMaxSeconds = 1000000000;

    /// <summary>The duration that restricts nothing, in seconds: its milliseconds still fit in 64 bits.</summary>
    public const long OpenSeconds = long.MaxValue / 1000;

    /// <summary>Price per kWh, excluding VAT, in micro-units of the currency; -1 when the element has none.</summary>
    public long EnergyPriceMicros { get; set; } = NoPrice;

    /// <summary>VAT on it in millionths: 10 % is 100,000.</summary>
    public int EnergyVatPpm { get; set; }

    /// <summary>Billing step in Wh; 0 is none.</summary>
    public int EnergyStepWattHours { get; set; }

    /// <summary>Price per hour of charging, in micro-units; -1 when the element has none.</summary>
    public long TimePriceMicros { get; set; } = NoPrice;

    /// <summary>VAT on it in millionths.</summary>
    public int TimeVatPpm { get; set; }

    /// <summary>Billing step in seconds.</summary>
    public int TimeStepSeconds { get; set; }

    /// <summary>Price per hour of parking, in micro-units; -1 when the element has none.</summary>
    public long ParkingTimePriceMicros { get; set; } = NoPrice;

    /// <summary>VAT on it in millionths.</summary>
    public int ParkingTimeVatPpm { get; set; }

    /// <summary>Billing step in seconds.</summary>
    public int ParkingTimeStepSeconds { get; set; }

    /// <summary>Flat fee in micro-units; -1 when the element has none.</summary>
    public long FlatPriceMicros { get; set; } = NoPrice;

    /// <summary>VAT on it in millionths.</summary>
    public int FlatVatPpm { get; set; }

    /// <summary>First minute of the local day, inclusive.</summary>
    public int StartMinute { get; set; }

    /// <summary>Last minute of the local day, exclusive; 1440 is midnight. Before <see cref="StartMinute"/> the window wraps over
    /// midnight.</summary>
    public int EndMinute { get; set; } = 1440;

    /// <summary>First local day, inclusive, in days since 1970-01-01.</summary>
    public int StartDay { get; set; }

    /// <summary>Last local day, exclusive, in days since 1970-01-01.</summary>
    public int EndDay { get; set; } = int.MaxValue;

    /// <summary>Local weekdays, bit 0 Monday to bit 6 Sunday.</summary>
    public int DayOfWeekMask { get; set; } = AllDays;

    /// <summary>Energy of the session so far, inclusive, in mWh.</summary>
    public long MinMilliwattHours { get; set; }

    /// <summary>Energy of the session so far, exclusive, in mWh.</summary>
    public long MaxMilliwattHours { get; set; } = long.MaxValue;

    /// <summary>Current, inclusive, in mA.</summary>
    public long MinMilliamps { get; set; }

    /// <summary>Current, exclusive, in mA.</summary>
    public long MaxMilliamps { get; set; } = long.MaxValue;

    /// <summary>Power, inclusive, in mW.</summary>
    public long MinMilliwatts { get; set; }

    /// <summary>Power, exclusive, in mW.</summary>
    public long MaxMilliwatts { get; set; } = long.MaxValue;

    /// <summary>Duration of the session, inclusive, in seconds.</summary>
    public long MinDurationSeconds { get; set; }

    /// <summary>Duration of the session, exclusive, in seconds.</summary>
    public long MaxDurationSeconds { get; set; } = OpenSeconds;

    /// <summary>The element prices reservations only; this agent has none, so it never matches.</summary>
    public bool IsReservationOnly { get; set; }

    /// <summary>Price of a dimension in micro-units, or <see cref="NoPrice"/>.</summary>
    public long PriceMicrosOf(PriceDimension dimension)
    {
        switch (dimension)
        {
            case PriceDimension.Energy: return EnergyPriceMicros;
            case PriceDimension.Time: return TimePriceMicros;
            case PriceDimension.ParkingTime: return ParkingTimePriceMicros;
            default: return FlatPriceMicros;
        }
    }

    /// <summary>VAT of a dimension in millionths.</summary>
    public int VatPpmOf(PriceDimension dimension)
    {
        switch (dimension)
        {
            case PriceDimension.Energy: return EnergyVatPpm;
            case PriceDimension.Time: return TimeVatPpm;
            case PriceDimension.ParkingTime: return ParkingTimeVatPpm;
            default: return FlatVatPpm;
        }
    }

    /// <summary>Billing step of a dimension in its volume unit; 0 is none.</summary>
    public long StepVolumeOf(PriceDimension dimension)
    {
        switch (dimension)
        {
            case PriceDimension.Energy: return EnergyStepWattHours * 1000L;
            case PriceDimension.Time: return TimeStepSeconds * 1000L;
            case PriceDimension.ParkingTime: return ParkingTimeStepSeconds * 1000L;
            default: return 0;
        }
    }

    /// <summary>Whether it holds only within some current or power.</summary>
    public bool HoldsByLoad()
    {
        return MinMilliamps > 0 || MaxMilliamps != long.MaxValue || MinMilliwatts > 0 || MaxMilliwatts != long.MaxValue;
    }

    /// <summary>The first property that is out of range, in words; null when all are well.</summary>
    public string? FindDefect()
    {
        for (int i = 0; i < PriceUnit.DimensionCount; i++)
        {
            PriceDimension dimension = (PriceDimension)i;
            if (PriceMicrosOf(dimension) < NoPrice || PriceMicrosOf(dimension) > Tariff.PriceMaxMicros)
            {
                return "a price is outside 0 to 1,000,000 currency units";
            }
            if (VatPpmOf(dimension) < 0 || VatPpmOf(dimension) > Tariff.VatMaxPpm)
            {
                return "a VAT rate is outside 0 to 100 %";
            }
            if (StepVolumeOf(dimension) < 0 || StepVolumeOf(dimension) > PriceUnit.StepMax(dimension))
            {
                return "a step is outside 0 to 1 MWh or one day";
            }
        }

        if (StartMinute < 0 || StartMinute > 1439 || EndMinute < 0 || EndMinute > 1440)
        {
            return "a time of day is outside 00:00 to 24:00";
        }
        if (DayOfWeekMask < 1)
        {
            return "day_of_week names no day";
        }
        if (DayOfWeekMask > AllDays)
        {
            return "day_of_week names a day beyond Sunday";
        }
        if (StartDay < 0 || StartDay > DayMax || EndDay < 0 || (EndDay > DayMax && EndDay != int.MaxValue))
        {
            return "a date is outside 1970-01-01 to 9999-12-31";
        }
        if (EndDay < StartDay)
        {
            return "end_date lies before start_date";
        }
        if (!AreLimits(MinMilliwattHours, MaxMilliwattHours, LimitMaxMilliwattHours, long.MaxValue))
        {
            return "min_kwh or max_kwh is outside 0 to 1,000,000 kWh";
        }
        if (!AreLimits(MinMilliamps, MaxMilliamps, LimitMaxMilliamps, long.MaxValue))
        {
            return "min_current or max_current is outside 0 to 100,000 A";
        }
        if (!AreLimits(MinMilliwatts, MaxMilliwatts, LimitMaxMilliwatts, long.MaxValue))
        {
            return "min_power or max_power is outside 0 to 100,000 kW";
        }
        if (!AreLimits(MinDurationSeconds, MaxDurationSeconds, LimitMaxSeconds, OpenSeconds))
        {
            return "min_duration or max_duration is outside 0 to 1,000,000,000 s";
        }
        if (MaxMilliwattHours < MinMilliwattHours)
        {
            return "max_kwh lies below min_kwh";
        }
        if (MaxMilliamps < MinMilliamps)
        {
            return "max_current lies below min_current";
        }
        if (MaxMilliwatts < MinMilliwatts)
        {
            return "max_power lies below min_power";
        }
        if (MaxDurationSeconds < MinDurationSeconds)
        {
            return "max_duration lies below min_duration";
        }
        return null;
    }

    private static bool AreLimits(long minimum, long maximum, long limitMax, long open)
    {
        return minimum >= 0 && minimum <= limitMax && maximum >= 0 && (maximum <= limitMax || maximum == open);
    }
}
