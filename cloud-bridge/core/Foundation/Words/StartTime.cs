using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Core.Foundation.Words;

/// <summary>A time from which something holds, as people and programs write it everywhere: local time of a zone, or UTC with a Z.</summary>
public static class StartTime
{
    /// <summary>
    /// Reads local time in a zone, such as 2026-03-01T18:00, or UTC, such as 2026-03-01T17:00:00Z; empty is now. Null with what is wrong. A
    /// local time that the clock change leaves out is the one an hour later, one that comes twice is the first.
    /// </summary>
    public static Instant? Read(string? text, DateTimeZone zone, Instant now, out string defect)
    {
        ArgumentNullException.ThrowIfNull(zone);
        defect = "";
        if (string.IsNullOrWhiteSpace(text))
        {
            return now;
        }

        ParseResult<Instant> utc = InstantPattern.ExtendedIso.Parse(text);
        ParseResult<LocalDateTime> local = LocalDateTimePattern.GeneralIso.Parse(text.Length == 16 ? text + ":00" : text);
        Instant? start = utc.Success ? utc.Value : local.Success ? zone.AtLeniently(local.Value).ToInstant() : null;
        if (start == null || start < Instant.FromUtc(1971, 1, 1, 0, 0) || start > Instant.FromUtc(9000, 1, 1, 0, 0))
        {
            defect = $"'{text}' is no time: give one like 2026-03-01T18:00 in {zone.Id}, or UTC like 2026-03-01T17:00:00Z";
            return null;
        }

        return start;
    }
}
