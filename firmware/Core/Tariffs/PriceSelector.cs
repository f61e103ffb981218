namespace Firmware.Core.Tariffs;

/// <summary>
/// Finds the element in force: for each dimension the first in the tariff's order that prices it and whose restrictions all hold at the
/// instant, in local time (OCPI 2.2.1, 11.4.5 and 11.4.6).
/// </summary>
public static class PriceSelector
{
    private const long MsPerMinute = 60000;
    private const long MsPerDay = 86400000;

    /// <summary>Selects for one instant, with the bounds within which the selection holds.</summary>
    public static void Select(Tariff tariff, PriceContext context, PriceSelection selection)
    {
        selection.Open(context);
        int offsetIndex = tariff.OffsetIndexAt(context.UtcMs);
        if (offsetIndex + 1 < tariff.UtcOffsets.Length)
        {
            selection.UntilUtcMs = tariff.UtcOffsets[offsetIndex + 1].FromUtcMs;
        }

        long localMs = context.UtcMs + (tariff.UtcOffsets[offsetIndex].OffsetSeconds * 1000L);
        int day = (int)(localMs / MsPerDay);
        long msOfDay = localMs % MsPerDay;
        Until(selection, context.UtcMs, msOfDay, MsPerDay);
        for (int i = 0; i < tariff.Elements.Length; i++)
        {
            TariffElement element = tariff.Elements[i];
            if (element.IsReservationOnly)
            {
                continue;
            }

            NarrowTime(element, context.UtcMs, msOfDay, selection);
            NarrowSession(element, context, selection);
            if (IsInLocalTime(element, day, msOfDay) && IsInSession(element, context))
            {
                OfferAll(element, i, selection);
            }
        }
    }

    private static void OfferAll(TariffElement element, int index, PriceSelection selection)
    {
        for (int i = 0; i < PriceUnit.DimensionCount; i++)
        {
            if (element.PriceMicrosOf((PriceDimension)i) != TariffElement.NoPrice)
            {
                selection.Offer((PriceDimension)i, index);
            }
        }
    }

    private static bool IsInLocalTime(TariffElement element, int day, long msOfDay)
    {
        // 1970-01-01 was a Thursday: bit 3.
        int weekday = (day + 3) % 7;
        if ((element.DayOfWeekMask & (1 << weekday)) == 0 || day < element.StartDay || day >= element.EndDay)
        {
            return false;
        }

        long startMs = element.StartMinute * MsPerMinute;
        long endMs = element.EndMinute * MsPerMinute;
        return startMs < endMs ? msOfDay >= startMs && msOfDay < endMs : msOfDay >= startMs || msOfDay < endMs;
    }

    private static bool IsInSession(TariffElement element, PriceContext context)
    {
        return context.SessionMilliwattHours >= element.MinMilliwattHours && context.SessionMilliwattHours < element.MaxMilliwattHours
            && context.CurrentMilliamps >= element.MinMilliamps && context.CurrentMilliamps < element.MaxMilliamps
            && context.PowerMilliwatts >= element.MinMilliwatts && context.PowerMilliwatts < element.MaxMilliwatts
            && context.SessionMs >= element.MinDurationSeconds * 1000 && context.SessionMs < element.MaxDurationSeconds * 1000;
    }

    private static void NarrowTime(TariffElement element, long utcMs, long msOfDay, PriceSelection selection)
    {
        Until(selection, utcMs, msOfDay, element.StartMinute * MsPerMinute);
        Until(selection, utcMs, msOfDay, element.EndMinute * MsPerMinute);
    }

    private static void Until(PriceSelection selection, long utcMs, long msOfDay, long boundaryMsOfDay)
    {
        long boundaryUtcMs = utcMs + boundaryMsOfDay - msOfDay;
        if (boundaryMsOfDay > msOfDay && boundaryUtcMs < selection.UntilUtcMs)
        {
            selection.UntilUtcMs = boundaryUtcMs;
        }
    }

    private static void NarrowSession(TariffElement element, PriceContext context, PriceSelection selection)
    {
        selection.UntilMilliwattHours = Above(
            context.SessionMilliwattHours,
            element.MinMilliwattHours,
            element.MaxMilliwattHours,
            selection.UntilMilliwattHours);
        selection.UntilSessionMs = Above(
            context.SessionMs,
            element.MinDurationSeconds * 1000,
            element.MaxDurationSeconds * 1000,
            selection.UntilSessionMs);
        selection.MaxMilliamps = Above(context.CurrentMilliamps, element.MinMilliamps, element.MaxMilliamps, selection.MaxMilliamps);
        selection.MinMilliamps = Below(context.CurrentMilliamps, element.MinMilliamps, element.MaxMilliamps, selection.MinMilliamps);
        selection.MaxMilliwatts = Above(context.PowerMilliwatts, element.MinMilliwatts, element.MaxMilliwatts, selection.MaxMilliwatts);
        selection.MinMilliwatts = Below(context.PowerMilliwatts, element.MinMilliwatts, element.MaxMilliwatts, selection.MinMilliwatts);
    }

    private static long Above(long value, long lower, long upper, long bound)
    {
        bound = lower > value && lower < bound ? lower : bound;
        return upper > value && upper < bound ? upper : bound;
    }

    private static long Below(long value, long lower, long upper, long bound)
    {
        // A lower limit of 0 is no limit: nothing can be below it.
        bound = lower > 0 && lower <= value && lower > bound ? lower : bound;
        return upper <= value && upper > bound ? upper : bound;
    }
}
