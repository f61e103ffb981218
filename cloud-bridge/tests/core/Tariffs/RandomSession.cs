using CsCheck;
using Firmware.Core.Tariffs;
using NodaTime;
using NodaTime.TimeZones;

namespace CloudBridge.Tests.Core.Tariffs;

/// <summary>Random sessions in zones with and without daylight saving, mostly around its changes and around midnight.</summary>
internal static class RandomSession
{
    // Lord Howe moves by half an hour, Casablanca four times a year, Kathmandu lies at +5:45.
    private static readonly string[] Zones =
    [
        "UTC",
        "Europe/Amsterdam",
        "America/Los_Angeles",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "America/St_Johns",
        "Pacific/Auckland",
    ];

    private static readonly int[] Lengths = [1, 59, 60, 61, 300, 600, 900, 1800, 3600, 5400, 7200, 21600];
    private static readonly int[] Powers = [0, 1, 2, 4, 5, 8, 10];
    private static readonly decimal[] Amps = [0m, 0.001m, 6m, 16m, 31.999m, 32m, 40m];

    private static readonly Gen<Phase> AnyPhase =
        from kind in Gen.Int[0, 4]
        from isEdge in Gen.Bool
        from edge in RandomTariff.Pick(Lengths)
        from any in Gen.Int[1, 10000]
        from power in RandomTariff.Pick(Powers)
        from amps in RandomTariff.Pick(Amps)
        let seconds = isEdge ? edge : any
        select kind <= 2
            ? new Phase(PeriodKind.Charging, seconds, power, amps)
            : new Phase(kind == 3 ? PeriodKind.Parking : PeriodKind.Waiting, seconds, 0, 0);

    /// <summary>Sessions of 1 to 6 phases between 2019 and 2025.</summary>
    public static readonly Gen<SessionStory> Any =
        from zone in RandomTariff.Pick(Zones).Select(id => DateTimeZoneProviders.Tzdb[id])
        from start in Start(zone)
        from count in Gen.Int[1, 6]
        from phases in AnyPhase.List[count]
        select new SessionStory(zone, start, phases);

    private static Gen<Instant> Start(DateTimeZone zone)
    {
        return from day in Gen.Int[0, 2500]
               from place in Gen.Int[0, 2]
               from seconds in Gen.Int[-10800, 7200]
               from isWhole in Gen.Bool
               let anywhere = Instant.FromUtc(2019, 1, 1, 0, 0) + Duration.FromDays(day)
               let near = place == 0 ? anywhere : place == 1 ? Midnight(zone, anywhere) : Change(zone, anywhere)
               select near + Duration.FromSeconds(isWhole ? seconds / 1800 * 1800 : seconds);
    }

    private static Instant Midnight(DateTimeZone zone, Instant instant)
    {
        return zone.AtStartOfDay(instant.InZone(zone).Date).ToInstant();
    }

    private static Instant Change(DateTimeZone zone, Instant instant)
    {
        ZoneInterval interval = zone.GetZoneInterval(instant);
        return interval.HasEnd && interval.End < Instant.FromUtc(2030, 1, 1, 0, 0) ? interval.End : instant;
    }
}
