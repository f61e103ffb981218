using CloudBridge.Core.Tariffs.Ocpi;
using CsCheck;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Tariffs;

/// <summary>Random tariffs, mostly at the edges: midnight, wrapping windows, hours that daylight saving takes or repeats, odd VAT,
/// bounds.</summary>
internal static class RandomTariff
{
    private static readonly int[] Minutes = [0, 1, 119, 120, 150, 180, 360, 480, 720, 1020, 1080, 1320, 1380, 1439];
    private static readonly decimal[] Prices = [0m, 0.000001m, 0.01m, 0.06087m, 0.25m, 0.333333m, 1m, 1.20m, 2m, 5m, 99.999999m];
    private static readonly decimal?[] VatRates = [null, 0m, 5.2m, 7m, 7.7775m, 10m, 19m, 19.6m, 25m, 100m];
    private static readonly int[] Steps = [0, 0, 1, 2, 7, 60, 100, 300, 900, 1000, 3600];
    private static readonly decimal[] Kwh = [0.001m, 0.1m, 1m, 2.5m, 10m, 20m, 36m, 72m, 100m];
    private static readonly long[] Seconds = [1, 59, 60, 61, 900, 1800, 3600, 5400, 7200, 36000];
    private static readonly decimal[] Amps = [0.001m, 6m, 10m, 16m, 31.999m, 32m, 32.001m, 43m];
    private static readonly decimal[] Kilowatts = [3.6m, 3.600001m, 7.2m, 7.4m, 14.4m, 18m, 22m, 36m];

    private static readonly Gen<OcpiPriceComponent> Component =
        from type in Gen.Int[0, 3]
        from price in Pick(Prices)
        from vat in Pick(VatRates)
        from step in Pick(Steps)
        select new OcpiPriceComponent((PriceDimension)type, price, vat, step);

    private static readonly Gen<(int? From, int? Until)> Window =
        from has in Gen.Int[0, 3]
        from start in Pick(Minutes)
        from end in Pick(Minutes)
        let until = end == 0 || end == start ? 1440 : end
        select ((int?)(has is 1 or 3 ? start : null), (int?)(has is 2 or 3 ? until : null));

    /// <summary>Tariffs with 1 to 6 elements; dates lie around the day given.</summary>
    public static Gen<OcpiTariff> Around(LocalDate day)
    {
        return from count in Gen.Int[1, 6]
               from elements in Element(day).List[count]
               from bounds in Bounds()
               select new OcpiTariff
               {
                   CountryCode = "DE",
                   PartyId = "ALL",
                   Id = "random",
                   Currency = "EUR",
                   MinPrice = bounds.Minimum,
                   MaxPrice = bounds.Maximum,
                   Elements = elements,
                   LastUpdated = Instant.FromUtc(2019, 1, 1, 0, 0),
               };
    }

    public static Gen<T> Pick<T>(T[] values)
    {
        return Gen.Int[0, values.Length - 1].Select(index => values[index]);
    }

    private static Gen<OcpiTariffElement> Element(LocalDate day)
    {
        return from count in Gen.Int[1, 4]
               from components in Component.List[count]
               from has in Gen.Int[0, 3]
               from restrictions in Restrictions(day)
               select new OcpiTariffElement([.. components.DistinctBy(component => component.Type)], has == 0 ? null : restrictions);
    }

    private static Gen<OcpiRestrictions> Restrictions(LocalDate day)
    {
        return from window in Window
            from dates in Range([-1, 0, 1, 2])
            from kwh in Range(Kwh)
            from amps in Range(Amps)
            from power in Range(Kilowatts)
            from duration in Range(Seconds)
            from days in Gen.Int[-127, 126]
            from reservation in Gen.Int[0, 11]
            select new OcpiRestrictions
            {
                StartMinute = window.From,
                EndMinute = window.Until,
                StartDate = dates.From is int first ? day.PlusDays(first) : null,
                EndDate = dates.Until is int last ? day.PlusDays(last) : null,
                MinKwh = kwh.From,
                MaxKwh = kwh.Until,
                MinCurrent = amps.From,
                MaxCurrent = amps.Until,
                MinPower = power.From,
                MaxPower = power.Until,
                MinDuration = duration.From,
                MaxDuration = duration.Until,
                DaysOfWeek =
                [
                    .. Enumerable
                        .Range(1, 7)
                        .Where(number => days > 0 && (days & (1 << (number - 1))) != 0)
                        .Select(number => (IsoDayOfWeek)number),
                ],
                Reservation = reservation == 0 ? ReservationRestriction.Reservation : null,
            };
    }

    /// <summary>A lower and an upper end, usually neither: else hardly any element would ever hold.</summary>
    private static Gen<(T? From, T? Until)> Range<T>(T[] sorted)
        where T : struct
    {
        return from has in Gen.Int[0, 11]
               from first in Gen.Int[0, sorted.Length - 2]
               from second in Gen.Int[first + 1, sorted.Length - 1]
               select (has is 1 or 3 ? sorted[first] : (T?)null, has is 2 or 3 ? sorted[second] : (T?)null);
    }

    private static Gen<(OcpiPrice? Minimum, OcpiPrice? Maximum)> Bounds()
    {
        return from has in Gen.Int[0, 7]
            from low in Pick(Prices)
            from high in Pick(Prices)
            let minimum = Math.Min(low, high)
            let maximum = Math.Max(low, high) * 3
            select (
                has is 1 or 3 ? new OcpiPrice(minimum, minimum + 0.07m) : null,
                has is 2 or 3 ? new OcpiPrice(maximum, maximum + 0.5m) : null);
    }
}
