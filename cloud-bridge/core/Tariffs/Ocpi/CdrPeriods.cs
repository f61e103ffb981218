using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>Turns a CDR's periods into those of the tariff engine: kWh into mWh, hours into ms, and a current and a power for the
/// restrictions.</summary>
/// <remarks>
/// OCPI asks for current and power at each instant and a CDR does not have them, so this is decided here. Power is the energy of a period
/// over its length, held between MIN_POWER and MAX_POWER; without energy it is MAX_POWER, or MIN_POWER. Current is MAX_CURRENT, or
/// MIN_CURRENT. Hours that differ from the period's own length by less than their last decimal are that length, which the timestamps tell
/// exactly. A period without charging has 0, and one with TIME and PARKING_TIME parked last. Where a charging period has none of these
/// and the tariff asks, the CDR is refused.
/// </remarks>
public static class CdrPeriods
{
    private const decimal MsPerHour = 3_600_000;

    // The last of the 4 decimals in which a CDR tells hours.
    private const long DecimalMs = 360;

    /// <summary>The periods in order of time; false, and the defects, when the tariff asks for what the CDR does not tell.</summary>
    public static bool TryConvert(
        OcpiCdr cdr,
        Tariff tariff,
        out IReadOnlyList<ChargingPeriod> periods,
        out IReadOnlyList<TariffDefect> defects)
    {
        ArgumentNullException.ThrowIfNull(cdr);
        ArgumentNullException.ThrowIfNull(tariff);
        TariffDefectList found = new();
        List<ChargingPeriod> converted = [];
        if (cdr.Periods[0].StartDateTime > cdr.StartDateTime)
        {
            converted.Add(new ChargingPeriod
            {
                StartUtcMs = cdr.StartDateTime.ToUnixTimeMilliseconds(),
                DurationMs = LengthMs(cdr.StartDateTime, cdr.Periods[0].StartDateTime),
                Kind = PeriodKind.Waiting,
            });
        }

        for (int i = 0; i < cdr.Periods.Count; i++)
        {
            Instant end = i + 1 < cdr.Periods.Count ? cdr.Periods[i + 1].StartDateTime : cdr.EndDateTime;
            ChargingPeriod period = Convert(cdr.Periods[i], end);
            CheckKnown(cdr.Periods[i], period, tariff, found);
            if (!IsEmpty(period))
            {
                converted.Add(period);
            }
        }

        periods = converted;
        defects = found.All;
        return found.IsEmpty;
    }

    private static ChargingPeriod Convert(OcpiCdrPeriod cdr, Instant end)
    {
        ChargingPeriod period = new()
        {
            StartUtcMs = cdr.StartDateTime.ToUnixTimeMilliseconds(),
            DurationMs = LengthMs(cdr.StartDateTime, end),
            EnergyMilliwattHours = Rounded((cdr.Energy ?? 0) * 1_000_000),
            ChargingMs = Rounded((cdr.Time ?? 0) * MsPerHour),
            ParkingMs = Rounded((cdr.ParkingTime ?? 0) * MsPerHour),
            CurrentMilliamps = Rounded((cdr.MaxCurrent ?? cdr.MinCurrent ?? 0) * 1000),
        };
        period.ChargingMs = Whole(period.ChargingMs, period.DurationMs);
        period.ParkingMs = Whole(period.ParkingMs, period.DurationMs);
        period.PowerMilliwatts = PowerMilliwatts(cdr, period);
        period.Kind = period.ParkingMs > 0 ? PeriodKind.Parking : period.ChargingMs > 0 ? PeriodKind.Charging : PeriodKind.Waiting;
        return period;
    }

    private static long Whole(long volumeMs, long lengthMs)
    {
        return volumeMs > 0 && Math.Abs(volumeMs - lengthMs) < DecimalMs ? lengthMs : volumeMs;
    }

    private static long PowerMilliwatts(OcpiCdrPeriod cdr, ChargingPeriod period)
    {
        decimal lower = (cdr.MinPower ?? 0) * 1_000_000;
        decimal upper = (cdr.MaxPower ?? decimal.MaxValue / 1_000_000) * 1_000_000;
        if (cdr.Energy is null || period.DurationMs == 0)
        {
            return Rounded(cdr.MaxPower is null ? lower : upper);
        }

        decimal average = period.EnergyMilliwattHours * MsPerHour / period.DurationMs;
        return Rounded(Math.Max(lower, Math.Min(upper, average)));
    }

    private static void CheckKnown(OcpiCdrPeriod cdr, ChargingPeriod period, Tariff tariff, TariffDefectList defects)
    {
        if (
            cdr.MaxCurrent is null
            && cdr.MinCurrent is null
            && tariff.Elements.Any(element => RestrictsCurrent(element) && CanPrice(element, period)))
        {
            defects.Add(
                $"{cdr.JsonPath}.dimensions",
                "have neither MAX_CURRENT nor MIN_CURRENT, and the tariff's prices depend on the current");
        }

        bool isPowerKnown = cdr.MaxPower is not null || cdr.MinPower is not null || (cdr.Energy is not null && period.DurationMs > 0);
        if (!isPowerKnown && tariff.Elements.Any(element => RestrictsPower(element) && CanPrice(element, period)))
        {
            defects.Add(
                $"{cdr.JsonPath}.dimensions",
                "have neither ENERGY, MAX_POWER nor MIN_POWER, and the tariff's prices depend on the power");
        }
    }

    /// <summary>A period of no length in which nothing was used: it was never there, so it must not start a flat fee.</summary>
    private static bool IsEmpty(ChargingPeriod period)
    {
        return period.DurationMs == 0 && period.EnergyMilliwattHours == 0 && period.ChargingMs == 0 && period.ParkingMs == 0;
    }

    private static bool CanPrice(TariffElement element, ChargingPeriod period)
    {
        bool isCharging = period.ChargingMs > 0 || period.EnergyMilliwattHours > 0;
        return (element.EnergyPriceMicros != TariffElement.NoPrice && period.EnergyMilliwattHours > 0)
            || (element.TimePriceMicros != TariffElement.NoPrice && period.ChargingMs > 0)
            || (element.FlatPriceMicros != TariffElement.NoPrice && isCharging);
    }

    private static bool RestrictsCurrent(TariffElement element)
    {
        return !element.IsReservationOnly && (element.MinMilliamps > 0 || element.MaxMilliamps < long.MaxValue);
    }

    private static bool RestrictsPower(TariffElement element)
    {
        return !element.IsReservationOnly && (element.MinMilliwatts > 0 || element.MaxMilliwatts < long.MaxValue);
    }

    private static long LengthMs(Instant start, Instant end)
    {
        return end.ToUnixTimeMilliseconds() - start.ToUnixTimeMilliseconds();
    }

    private static long Rounded(decimal value)
    {
        return (long)decimal.Round(value, MidpointRounding.AwayFromZero);
    }
}
