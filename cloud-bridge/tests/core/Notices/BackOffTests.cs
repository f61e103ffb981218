using CloudBridge.Core.Operations.Notices;

namespace CloudBridge.Tests.Core.Notices;

[TestClass]
public class BackOffTests
{
    [TestMethod]
    public void Twelve_tries_are_spread_over_a_day()
    {
        SendResult failed = SendResult.Failed("no answer");
        long nowMs = 0;
        List<long> waits = [];
        for (long tries = 1; BackOff.NextUtcMs(failed, tries, nowMs, 0) is long nextMs; tries++)
        {
            waits.Add((nextMs - nowMs) / 1000);
            nowMs = nextMs;
        }

        CollectionAssert.AreEqual(new long[] { 40, 80, 160, 320, 640, 1280, 2560, 5120, 10240, 20480, 40960 }, waits);
        // 40 * (2^11 - 1) = 81880 s are 22 h 44 min.
        Assert.AreEqual(81880, nowMs / 1000);
    }

    [TestMethod]
    public void Jitter_adds_at_most_a_tenth()
    {
        // 40 s and 500 thousandths of their tenth: 42 s.
        Assert.AreEqual(42000, BackOff.NextUtcMs(SendResult.Failed("no answer"), 1, 0, 500));
    }

    [TestMethod]
    public void Who_wants_to_be_left_alone_longer_is_but_not_for_ever()
    {
        Assert.AreEqual(600000, BackOff.NextUtcMs(SendResult.Failed("429", TimeSpan.FromMinutes(10)), 1, 0, 0));
        Assert.AreEqual(40000, BackOff.NextUtcMs(SendResult.Failed("429", TimeSpan.FromSeconds(1)), 1, 0, 0));
        Assert.AreEqual(86400000, BackOff.NextUtcMs(SendResult.Failed("429", TimeSpan.FromDays(400)), 1, 0, 0));
    }

    [TestMethod]
    public void What_is_refused_is_given_up_at_once()
    {
        Assert.IsNull(BackOff.NextUtcMs(SendResult.Refused("410"), 1, 0, 0));
    }
}
