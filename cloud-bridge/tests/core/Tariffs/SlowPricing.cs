using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Tests.Core.Tariffs;

/// <summary>
/// OCPI's rules read again from the specification and done slowly, minute by minute, on the OCPI tariff itself, with the zone itself and
/// with fractions. It shares no code with the engine; where both agree, neither has made a slip of its own.
/// </summary>
internal sealed class SlowPricing
{
    private readonly OcpiTariff _tariff;
    private readonly SessionStory _story;
    private readonly List<Use> _uses = [];

    private SlowPricing(OcpiTariff tariff, SessionStory story)
    {
        _tariff = tariff;
        _story = story;
    }

    /// <summary>The exact totals without and with VAT.</summary>
    public static (Fraction Excl, Fraction Incl) Price(OcpiTariff tariff, SessionStory story)
    {
        SlowPricing pricing = new(tariff, story);
        pricing.Walk();
        return pricing.Total();
    }

    private void Walk()
    {
        long sessionMs = 0;
        long milliwattHours = 0;
        foreach (Phase phase in _story.Phases)
        {
            List<long> cuts = CutsOf(phase, sessionMs, milliwattHours);
            for (int i = 0; i + 1 < cuts.Count; i++)
            {
                long lengthMs = cuts[i + 1] - cuts[i];
                Look(phase, cuts[i], milliwattHours, lengthMs);
                milliwattHours += lengthMs * phase.MilliwattHoursPerMs;
            }

            sessionMs += phase.Milliseconds;
        }
    }

    /// <summary>Every minute of the clock and of the session, and each instant at which a kWh limit is reached.</summary>
    private List<long> CutsOf(Phase phase, long startMs, long milliwattHours)
    {
        SortedSet<long> cuts = [startMs, startMs + phase.Milliseconds];
        long startUtcMs = _story.Start.ToUnixTimeMilliseconds();
        long firstMinuteMs = (((startUtcMs + startMs) / 60000) + 1) * 60000;
        for (long utcMs = firstMinuteMs; utcMs < startUtcMs + startMs + phase.Milliseconds; utcMs += 60000)
        {
            cuts.Add(utcMs - startUtcMs);
        }

        foreach (OcpiRestrictions restrictions in _tariff.Elements.Select(element => element.Restrictions).OfType<OcpiRestrictions>())
        {
            foreach (long? seconds in new[] { restrictions.MinDuration, restrictions.MaxDuration })
            {
                cuts.Add((seconds ?? 0) * 1000);
            }

            foreach (decimal? kwh in new[] { restrictions.MinKwh, restrictions.MaxKwh }.Where(_ => phase.MilliwattHoursPerMs > 0))
            {
                cuts.Add(startMs + ((long)((kwh ?? 0) * 1_000_000) - milliwattHours) / phase.MilliwattHoursPerMs);
            }
        }

        return [.. cuts.Where(cut => cut >= startMs && cut <= startMs + phase.Milliseconds)];
    }

    private void Look(Phase phase, long sessionMs, long milliwattHours, long lengthMs)
    {
        ZonedDateTime local = (_story.Start + Duration.FromMilliseconds(sessionMs)).InZone(_story.Zone);
        List<int> active =
        [
            .. Enumerable
                .Range(0, _tariff.Elements.Count)
                .Where(index => IsActive(_tariff.Elements[index].Restrictions, local, phase, sessionMs, milliwattHours)),
        ];
        int flat = active.FindIndex(index => HasFlat(_tariff.Elements[index]));
        // Where the load has decided which fee holds, none is due while nothing is drawn.
        bool isByLoad = flat >= 0 && _tariff.Elements.Take(active[flat] + 1)
            .Any(element => HasFlat(element) && element.Restrictions is { Reservation: null } bound
                && (bound.MinCurrent > 0 || bound.MaxCurrent != null || bound.MinPower > 0 || bound.MaxPower != null));
        if (!isByLoad || phase.Amps > 0 || phase.Kilowatts > 0)
        {
            Note(active, PriceDimension.Flat, Fraction.Of(1, 1));
        }

        Note(active, PriceDimension.Energy, Fraction.Of(lengthMs * phase.MilliwattHoursPerMs, 1_000_000));
        if (phase.Kind != PeriodKind.Waiting)
        {
            Note(
                active,
                phase.Kind == PeriodKind.Charging ? PriceDimension.Time : PriceDimension.ParkingTime,
                Fraction.Of(lengthMs, 3_600_000));
        }
    }

    private static bool HasFlat(OcpiTariffElement element)
    {
        return element.PriceComponents.Any(component => component.Type == PriceDimension.Flat);
    }

    private void Note(List<int> active, PriceDimension dimension, Fraction volume)
    {
        foreach (int index in active)
        {
            OcpiPriceComponent? component = _tariff
                .Elements[index]
                .PriceComponents.FirstOrDefault(candidate => candidate.Type == dimension);
            if (component is null)
            {
                continue;
            }

            bool isFlatAgain = dimension == PriceDimension.Flat && _uses.Any(use => use.Component == component && use.Element == index);
            if (volume > Fraction.Zero && !isFlatAgain)
            {
                _uses.Add(new Use(index, component, volume));
            }

            return;
        }
    }

    private static bool IsActive(OcpiRestrictions? restrictions, ZonedDateTime local, Phase phase, long sessionMs, long milliwattHours)
    {
        if (restrictions is null)
        {
            return true;
        }

        decimal kwh = milliwattHours / 1_000_000m;
        return restrictions.Reservation is null
            && IsInWindow(restrictions, (local.Hour * 60) + local.Minute)
            && (restrictions.DaysOfWeek.Count == 0 || restrictions.DaysOfWeek.Contains(local.DayOfWeek))
            && !(local.Date < restrictions.StartDate) && !(local.Date >= restrictions.EndDate)
            && !(kwh < restrictions.MinKwh) && !(kwh >= restrictions.MaxKwh)
            && !(phase.Amps < restrictions.MinCurrent) && !(phase.Amps >= restrictions.MaxCurrent)
            && !(phase.Kilowatts < restrictions.MinPower) && !(phase.Kilowatts >= restrictions.MaxPower)
            && !(sessionMs < restrictions.MinDuration * 1000) && !(sessionMs >= restrictions.MaxDuration * 1000);
    }

    private static bool IsInWindow(OcpiRestrictions restrictions, int minute)
    {
        int start = restrictions.StartMinute ?? 0;
        int end = restrictions.EndMinute ?? 1440;
        // Walks the window minute by minute round the clock, so that wrapping needs no thought.
        int length = end > start ? end - start : end - start + 1440;
        return Enumerable.Range(start, length).Any(candidate => candidate % 1440 == minute);
    }

    private (Fraction Excl, Fraction Incl) Total()
    {
        List<Use> billed = [.. _uses];
        AddStep(billed, PriceDimension.Energy, PriceDimension.Energy, Fraction.Of(1, 1000));
        AddStep(billed, PriceDimension.Time, PriceDimension.ParkingTime, Fraction.Of(1, 3600));
        Fraction excl = Fraction.Zero;
        Fraction incl = Fraction.Zero;
        foreach (Use use in billed)
        {
            Fraction cost = use.Volume * Fraction.Of(use.Component.Price);
            excl += cost;
            incl += cost * Fraction.Of(1 + ((use.Component.Vat ?? 0) / 100));
        }

        return (
            Bound(excl, _tariff.MinPrice?.ExclVat, _tariff.MaxPrice?.ExclVat),
            Bound(incl, _tariff.MinPrice?.InclVat, _tariff.MaxPrice?.InclVat));
    }

    private void AddStep(List<Use> billed, PriceDimension first, PriceDimension second, Fraction unit)
    {
        // The second, parking, has the step of both wherever it was used.
        Use? last = _uses.LastOrDefault(use => use.Component.Type == second) ?? _uses.LastOrDefault(use => use.Component.Type == first);
        if (last is null || last.Component.StepSize == 0)
        {
            return;
        }

        Fraction used = _uses
            .Where(use => use.Component.Type == last.Component.Type)
            .Aggregate(Fraction.Zero, (sum, use) => sum + use.Volume);
        Fraction step = unit * Fraction.Of(last.Component.StepSize, 1);
        Fraction stepped = used.UpTo(step);
        Fraction noise = used.Minus(stepped.Minus(step));
        if (last.Component.Type == PriceDimension.Energy && noise > Fraction.Zero && noise < Fraction.Of(1, 10_000))
        {
            stepped = stepped.Minus(step);
        }

        billed.Add(last with { Volume = stepped.Minus(used) });
    }

    private static Fraction Bound(Fraction amount, decimal? minimum, decimal? maximum)
    {
        if (minimum is not null && amount < Fraction.Of(minimum.Value))
        {
            return Fraction.Of(minimum.Value);
        }

        return maximum is not null && amount > Fraction.Of(maximum.Value) ? Fraction.Of(maximum.Value) : amount;
    }

    private sealed record Use(int Element, OcpiPriceComponent Component, Fraction Volume);
}
