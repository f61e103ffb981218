using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>
/// The way back from the device form to OCPI: what a charger holds, for a person to read and for tests to price. It prices the same; what
/// a charger has no use for is lost: texts, validity, whether VAT is absent or 0, and which kind of reservation an element prices.
/// </summary>
public static class DeviceTariffDecompiler
{
    private const decimal Million = 1_000_000;
    private static readonly LocalDate FirstDate = new(1970, 1, 1);

    /// <summary>The tariff in OCPI's terms, under a party's name.</summary>
    public static OcpiTariff Decompile(Tariff device, string countryCode, string partyId, Instant lastUpdated)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new OcpiTariff
        {
            CountryCode = countryCode,
            PartyId = partyId,
            Id = device.Id,
            Currency = device.Currency,
            MinPrice =
                device.MinExclMicros == 0 && device.MinInclMicros == 0
                    ? null
                    : new OcpiPrice(device.MinExclMicros / Million, device.MinInclMicros / Million),
            MaxPrice =
                device.MaxExclMicros == long.MaxValue
                    ? null
                    : new OcpiPrice(device.MaxExclMicros / Million, device.MaxInclMicros / Million),
            Elements = [.. device.Elements.Select(element => new OcpiTariffElement([.. Components(element)], Restrictions(element)))],
            LastUpdated = lastUpdated,
        };
    }

    private static IEnumerable<OcpiPriceComponent> Components(TariffElement element)
    {
        foreach (PriceDimension dimension in Enum.GetValues<PriceDimension>())
        {
            long priceMicros = element.PriceMicrosOf(dimension);
            if (priceMicros != TariffElement.NoPrice)
            {
                yield return new OcpiPriceComponent(
                    dimension,
                    priceMicros / Million,
                    element.VatPpmOf(dimension) / 10_000m,
                    (int)(element.StepVolumeOf(dimension) / 1000));
            }
        }
    }

    private static OcpiRestrictions Restrictions(TariffElement element)
    {
        return new OcpiRestrictions
        {
            StartMinute = element.StartMinute == 0 ? null : element.StartMinute,
            EndMinute = element.EndMinute is 0 or 1440 ? null : element.EndMinute,
            StartDate = element.StartDay == 0 ? null : FirstDate.PlusDays(element.StartDay),
            EndDate = element.EndDay == int.MaxValue ? null : FirstDate.PlusDays(element.EndDay),
            MinKwh = Lower(element.MinMilliwattHours, Million),
            MaxKwh = Upper(element.MaxMilliwattHours, Million),
            MinCurrent = Lower(element.MinMilliamps, 1000),
            MaxCurrent = Upper(element.MaxMilliamps, 1000),
            MinPower = Lower(element.MinMilliwatts, Million),
            MaxPower = Upper(element.MaxMilliwatts, Million),
            MinDuration = element.MinDurationSeconds == 0 ? null : element.MinDurationSeconds,
            MaxDuration = element.MaxDurationSeconds == TariffElement.OpenSeconds ? null : element.MaxDurationSeconds,
            DaysOfWeek = [.. DaysOf(element.DayOfWeekMask)],
            Reservation = element.IsReservationOnly ? ReservationRestriction.Reservation : null,
        };
    }

    private static IEnumerable<IsoDayOfWeek> DaysOf(int mask)
    {
        return mask == TariffElement.AllDays ? [] : OcpiWords.Days.Values.Where(day => (mask & (1 << ((int)day - 1))) != 0);
    }

    private static decimal? Lower(long value, decimal unit)
    {
        return value == 0 ? null : value / unit;
    }

    private static decimal? Upper(long value, decimal unit)
    {
        return value == long.MaxValue ? null : value / unit;
    }
}
