using Firmware.Core.Ports;

namespace Firmware.Tests.Contracts;

/// <summary>What every clock does.</summary>
[TestClass]
public class ClockContract
{
    [TestMethod]
    public void Monotonic_time_never_goes_back()
    {
        IClock clock = BoardUnderTest.Board.Clock;
        long lastMs = clock.MonotonicMs;
        for (int i = 0; i < 1000; i++)
        {
            long nowMs = clock.MonotonicMs;
            Assert.IsTrue(nowMs >= lastMs);
            lastMs = nowMs;
        }

        Assert.IsTrue(lastMs >= 0);
    }

    [TestMethod]
    public void A_synchronised_clock_stands_after_the_year_2021()
    {
        IClock clock = BoardUnderTest.Board.Clock;
        // 2021-01-01T00:00:00Z; a clock that was never set says so by its quality.
        Assert.IsTrue(clock.Quality == ClockQuality.Unknown || clock.UtcUnixMs >= 1609459200000);
    }
}
