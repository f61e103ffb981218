using System;
using Firmware.Core.Tariffs;

namespace Firmware.Tests.Tariffs;

/// <summary>Instants of the tests, and the local time of Amsterdam in 2019 as the bridge would send it.</summary>
public static class LocalTime
{
    /// <summary>An instant, UTC in unix ms.</summary>
    public static long Utc(int year, int month, int day, int hour, int minute)
    {
        return (new DateTime(year, month, day, hour, minute, 0).Ticks - DateTime.UnixEpoch.Ticks) / 10000;
    }

    /// <summary>Local time is UTC.</summary>
    public static UtcOffset[] Greenwich()
    {
        return new[] { new UtcOffset { FromUtcMs = 0, OffsetSeconds = 0 } };
    }

    /// <summary>UTC+1; UTC+2 from 31 March 01:00 UTC to 27 October 01:00 UTC.</summary>
    public static UtcOffset[] Amsterdam2019()
    {
        return new[]
        {
            new UtcOffset { FromUtcMs = Utc(2019, 1, 1, 0, 0), OffsetSeconds = 3600 },
            new UtcOffset { FromUtcMs = Utc(2019, 3, 31, 1, 0), OffsetSeconds = 7200 },
            new UtcOffset { FromUtcMs = Utc(2019, 10, 27, 1, 0), OffsetSeconds = 3600 },
        };
    }
}
