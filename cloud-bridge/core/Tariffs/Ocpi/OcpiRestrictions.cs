using NodaTime;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>ReservationRestrictionType of OCPI 2.2.1, 11.4.3.</summary>
public enum ReservationRestriction
{
    /// <summary>The time that a charger is kept free.</summary>
    Reservation,

    /// <summary>A reservation that nobody used.</summary>
    ReservationExpires,
}

/// <summary>
/// TariffRestrictions of OCPI 2.2.1, 11.4.6. All must hold; lower ends are inclusive, upper ends exclusive; null restricts nothing.
/// Times and dates are the charger's local ones.
/// </summary>
public sealed record OcpiRestrictions
{
    /// <summary>start_time in minutes of the day, 0 to 1439. The specification is silent on one left out: it is 00:00.</summary>
    public int? StartMinute { get; init; }

    /// <summary>end_time in minutes of the day, 1 to 1440; 00:00 is read as 1440. The specification is silent on one left out: it is
    /// 24:00.</summary>
    public int? EndMinute { get; init; }

    /// <summary>start_date.</summary>
    public LocalDate? StartDate { get; init; }

    /// <summary>end_date.</summary>
    public LocalDate? EndDate { get; init; }

    /// <summary>min_kwh of the session so far.</summary>
    public decimal? MinKwh { get; init; }

    /// <summary>max_kwh of the session so far.</summary>
    public decimal? MaxKwh { get; init; }

    /// <summary>min_current in A, the sum of all phases.</summary>
    public decimal? MinCurrent { get; init; }

    /// <summary>max_current in A.</summary>
    public decimal? MaxCurrent { get; init; }

    /// <summary>min_power in kW.</summary>
    public decimal? MinPower { get; init; }

    /// <summary>max_power in kW.</summary>
    public decimal? MaxPower { get; init; }

    /// <summary>min_duration of the session in seconds.</summary>
    public long? MinDuration { get; init; }

    /// <summary>max_duration of the session in seconds.</summary>
    public long? MaxDuration { get; init; }

    /// <summary>
    /// day_of_week; empty restricts nothing. The specification is silent on the weekday of a window that wraps over midnight: it is that of
    /// the instant, so a MONDAY window from 22:00 to 06:00 holds on Monday before 06:00 and from 22:00.
    /// </summary>
    public IReadOnlyList<IsoDayOfWeek> DaysOfWeek { get; init; } = [];

    /// <summary>Set on elements that price reservations.</summary>
    public ReservationRestriction? Reservation { get; init; }
}
