using System.Security.Cryptography;
using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>
/// Turns an OCPI tariff into the device form: micro-units, mWh, mA, mW, local minutes, and the local time of one zone as a table, because a
/// charger knows no zones. No value is rounded on the way: the reader takes only what the charger's units can hold.
/// </summary>
public static class DeviceTariffCompiler
{
    /// <summary>How far ahead a published tariff knows the local time: 15 months.</summary>
    public static readonly Duration Horizon = Duration.FromDays(458);

    private const int HashLength = 16;
    private static readonly LocalDate FirstDate = new(1970, 1, 1);

    /// <summary>Compiles for the 15 months from an instant on.</summary>
    public static bool TryCompile(
        OcpiTariff tariff,
        DateTimeZone zone,
        Instant from,
        int version,
        out Tariff? device,
        out IReadOnlyList<TariffDefect> defects)
    {
        return TryCompile(tariff, zone, new Interval(from, from + Horizon), version, out device, out defects);
    }

    /// <summary>
    /// Compiles for any interval, such as that of sessions to be priced again; at its ends local time stands still. What was published in
    /// the first format keeps its rules, in which a step of 1 was none.
    /// </summary>
    public static bool TryCompile(
        OcpiTariff tariff,
        DateTimeZone zone,
        Interval interval,
        int version,
        out Tariff? device,
        out IReadOnlyList<TariffDefect> defects,
        int format = Tariff.CurrentFormat)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        ArgumentNullException.ThrowIfNull(zone);
        device = new Tariff
        {
            Format = format,
            Id = tariff.Id,
            Version = version,
            Hash = HashOf(tariff),
            Currency = tariff.Currency,
            CurrencyDecimals = CurrencyTable.TryGetDecimals(tariff.Currency, out int decimals) ? decimals : -1,
            MinExclMicros = Micros(tariff.MinPrice?.ExclVat ?? 0),
            MinInclMicros = Micros(tariff.MinPrice?.InclVat ?? 0),
            MaxExclMicros = tariff.MaxPrice is null ? long.MaxValue : Micros(tariff.MaxPrice.ExclVat),
            MaxInclMicros = tariff.MaxPrice is null ? long.MaxValue : Micros(tariff.MaxPrice.InclVat),
            Elements = [.. tariff.Elements.Select(element => Compile(element, format))],
            UtcOffsets = OffsetsOf(zone, interval),
        };
        string? defect =
            device.UtcOffsets.Length > Tariff.OffsetCountMax
                ? $"the charger can hold {Tariff.OffsetCountMax} changes of local time, and "
                    + $"{zone.Id} has {device.UtcOffsets.Length} in this time"
                : device.FindDefect();
        defects = defect is null ? [] : [new TariffDefect("$", defect)];
        device = defect is null ? device : null;
        return defect is null;
    }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the tariff's canonical OCPI text.</summary>
    public static string HashOf(OcpiTariff tariff)
    {
        return Convert.ToHexStringLower(SHA256.HashData(OcpiTariffWriter.Write(tariff)))[..HashLength];
    }

    private static TariffElement Compile(OcpiTariffElement element, int format)
    {
        TariffElement device = new() { IsReservationOnly = element.IsReservationOnly };
        foreach (OcpiPriceComponent component in element.PriceComponents)
        {
            SetPrice(device, component, format);
        }

        if (element.Restrictions is not null)
        {
            SetRestrictions(device, element.Restrictions);
        }

        return device;
    }

    private static void SetPrice(TariffElement device, OcpiPriceComponent component, int format)
    {
        long priceMicros = Micros(component.Price);
        int vatPpm = (int)((component.Vat ?? 0) * 10_000);
        int step = format == Tariff.FirstFormat && component.StepSize == 1 ? 0 : component.StepSize;
        switch (component.Type)
        {
            case PriceDimension.Energy:
                (device.EnergyPriceMicros, device.EnergyVatPpm, device.EnergyStepWattHours) = (priceMicros, vatPpm, step);
                break;
            case PriceDimension.Time:
                (device.TimePriceMicros, device.TimeVatPpm, device.TimeStepSeconds) = (priceMicros, vatPpm, step);
                break;
            case PriceDimension.ParkingTime:
                (device.ParkingTimePriceMicros, device.ParkingTimeVatPpm, device.ParkingTimeStepSeconds) = (priceMicros, vatPpm, step);
                break;
            default:
                (device.FlatPriceMicros, device.FlatVatPpm) = (priceMicros, vatPpm);
                break;
        }
    }

    private static void SetRestrictions(TariffElement device, OcpiRestrictions restrictions)
    {
        device.StartMinute = restrictions.StartMinute ?? device.StartMinute;
        device.EndMinute = restrictions.EndMinute ?? device.EndMinute;
        device.StartDay = DayOf(restrictions.StartDate) ?? device.StartDay;
        device.EndDay = DayOf(restrictions.EndDate) ?? device.EndDay;
        device.MinMilliwattHours = Scaled(restrictions.MinKwh, 1_000_000) ?? device.MinMilliwattHours;
        device.MaxMilliwattHours = Scaled(restrictions.MaxKwh, 1_000_000) ?? device.MaxMilliwattHours;
        device.MinMilliamps = Scaled(restrictions.MinCurrent, 1_000) ?? device.MinMilliamps;
        device.MaxMilliamps = Scaled(restrictions.MaxCurrent, 1_000) ?? device.MaxMilliamps;
        device.MinMilliwatts = Scaled(restrictions.MinPower, 1_000_000) ?? device.MinMilliwatts;
        device.MaxMilliwatts = Scaled(restrictions.MaxPower, 1_000_000) ?? device.MaxMilliwatts;
        device.MinDurationSeconds = restrictions.MinDuration ?? device.MinDurationSeconds;
        device.MaxDurationSeconds = restrictions.MaxDuration ?? device.MaxDurationSeconds;
        if (restrictions.DaysOfWeek.Count > 0)
        {
            device.DayOfWeekMask = restrictions.DaysOfWeek.Aggregate(0, (mask, day) => mask | (1 << ((int)day - 1)));
        }
    }

    private static UtcOffset[] OffsetsOf(DateTimeZone zone, Interval interval)
    {
        List<UtcOffset> offsets = [];
        foreach (NodaTime.TimeZones.ZoneInterval part in zone.GetZoneIntervals(interval))
        {
            int offsetSeconds = part.WallOffset.Seconds;
            if (offsets.Count == 0 || offsets[^1].OffsetSeconds != offsetSeconds)
            {
                Instant start = part.HasStart ? Instant.Max(part.Start, interval.Start) : interval.Start;
                offsets.Add(new UtcOffset { FromUtcMs = start.ToUnixTimeMilliseconds(), OffsetSeconds = offsetSeconds });
            }
        }

        return [.. offsets];
    }

    private static int? DayOf(LocalDate? date)
    {
        return date is null ? null : Period.DaysBetween(FirstDate, date.Value);
    }

    private static long Micros(decimal value)
    {
        return (long)(value * 1_000_000);
    }

    private static long? Scaled(decimal? value, int factor)
    {
        return (long?)(value * factor);
    }
}
