using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>The words of OCPI's enumerations and what they stand for here.</summary>
internal static class OcpiWords
{
    /// <summary>TariffDimensionType.</summary>
    public static readonly IReadOnlyDictionary<string, PriceDimension> Dimensions = new Dictionary<string, PriceDimension>
    {
        ["ENERGY"] = PriceDimension.Energy,
        ["FLAT"] = PriceDimension.Flat,
        ["PARKING_TIME"] = PriceDimension.ParkingTime,
        ["TIME"] = PriceDimension.Time,
    };

    /// <summary>TariffType.</summary>
    public static readonly IReadOnlyDictionary<string, TariffType> Types = new Dictionary<string, TariffType>
    {
        ["AD_HOC_PAYMENT"] = TariffType.AdHocPayment,
        ["PROFILE_CHEAP"] = TariffType.ProfileCheap,
        ["PROFILE_FAST"] = TariffType.ProfileFast,
        ["PROFILE_GREEN"] = TariffType.ProfileGreen,
        ["REGULAR"] = TariffType.Regular,
    };

    /// <summary>DayOfWeek.</summary>
    public static readonly IReadOnlyDictionary<string, IsoDayOfWeek> Days = new Dictionary<string, IsoDayOfWeek>
    {
        ["MONDAY"] = IsoDayOfWeek.Monday,
        ["TUESDAY"] = IsoDayOfWeek.Tuesday,
        ["WEDNESDAY"] = IsoDayOfWeek.Wednesday,
        ["THURSDAY"] = IsoDayOfWeek.Thursday,
        ["FRIDAY"] = IsoDayOfWeek.Friday,
        ["SATURDAY"] = IsoDayOfWeek.Saturday,
        ["SUNDAY"] = IsoDayOfWeek.Sunday,
    };

    /// <summary>ReservationRestrictionType.</summary>
    public static readonly IReadOnlyDictionary<string, ReservationRestriction> Reservations = new Dictionary<string, ReservationRestriction>
    {
        ["RESERVATION"] = ReservationRestriction.Reservation,
        ["RESERVATION_EXPIRES"] = ReservationRestriction.ReservationExpires,
    };

    /// <summary>The word for a value.</summary>
    public static string Of<T>(IReadOnlyDictionary<string, T> words, T value)
        where T : struct
    {
        return words.First(pair => pair.Value.Equals(value)).Key;
    }
}
