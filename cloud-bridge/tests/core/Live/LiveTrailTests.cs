using CloudBridge.Core.Operations.Live;
using CloudBridge.Tests.Stage.Live;

namespace CloudBridge.Tests.Core.Live;

[TestClass]
public sealed class LiveTrailTests
{
    private const long Now = 1780315200000;
    private const long Hour = 3600000;

    [TestMethod]
    public void A_day_of_values_each_second_fits_and_keeps_its_recent_minutes_finest()
    {
        LiveTrail trail = new();
        for (long ms = 0; ms <= 24 * Hour; ms += 1000)
        {
            trail.Add(LiveText.Reading(Now + ms, powerMilliwatts: ms / 100));
        }

        IReadOnlyList<TrailPoint> points = trail.Points();
        Assert.HasCount(LiveTrail.CountMax, points);
        Assert.AreEqual(Now, points[0].AtUtcMs);
        Assert.AreEqual(Now + (24 * Hour), points[^1].AtUtcMs);
        CollectionAssert.AreEqual(points.Select(point => point.AtUtcMs).Order().ToArray(), points.Select(point => point.AtUtcMs).ToArray());
        // Nowhere a hole: at most 40 minutes a day ago, and half a minute or so just now.
        Assert.IsLessThanOrEqualTo(40 * 60000L, points.Zip(points.Skip(1), (first, second) => second.AtUtcMs - first.AtUtcMs).Max());
        Assert.IsLessThanOrEqualTo(60000L, points[^1].AtUtcMs - points[^3].AtUtcMs);
        // What is there is what was told then.
        Assert.IsTrue(points.All(point => point.PowerMilliwatts == (point.AtUtcMs - Now) / 100));
    }

    [TestMethod]
    public void What_is_older_than_a_day_is_forgotten()
    {
        LiveTrail trail = new();
        trail.Add(LiveText.Reading(Now));
        trail.Add(LiveText.Reading(Now + 10000));
        trail.Add(LiveText.Reading(Now + 10000 + (24 * Hour)));

        CollectionAssert.AreEqual(
            new[] { Now + 10000, Now + 10000 + (24 * Hour) },
            trail.Points().Select(point => point.AtUtcMs).ToArray());
    }

    [TestMethod]
    public void A_new_session_and_a_silence_break_the_line()
    {
        LiveTrail trail = new();
        trail.Add(LiveText.Reading(Now, 1));
        trail.Add(LiveText.Reading(Now + 10000, 1));
        trail.Add(LiveText.Reading(Now + 80000, 1));
        trail.Add(LiveText.Reading(Now + 90000, 2));

        CollectionAssert.AreEqual(new[] { true, false, true, true }, trail.Points().Select(point => point.IsBreak).ToArray());
    }

    [TestMethod]
    public void A_charger_that_flaps_all_day_is_bounded_too()
    {
        LiveTrail trail = new();
        for (int i = 0; i < 2 * LiveTrail.CountMax; i++)
        {
            trail.Add(LiveText.Reading(Now + (i * 70000)));
        }

        Assert.HasCount(LiveTrail.CountMax, trail.Points());
        Assert.AreEqual(Now + (((2 * LiveTrail.CountMax) - 1) * 70000L), trail.Points()[^1].AtUtcMs);
    }
}
