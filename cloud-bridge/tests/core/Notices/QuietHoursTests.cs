using CloudBridge.Core.Operations.Notices;

namespace CloudBridge.Tests.Core.Notices;

[TestClass]
public class QuietHoursTests
{
    [TestMethod]
    // 22:00-06:00 in Berlin, two hours ahead in summer and one in winter.
    [DataRow("2026-06-01T19:59:00Z", null)]
    [DataRow("2026-06-01T20:00:00Z", "2026-06-02T04:00:00Z")]
    [DataRow("2026-06-02T03:59:59Z", "2026-06-02T04:00:00Z")]
    [DataRow("2026-06-02T04:00:00Z", null)]
    [DataRow("2026-12-01T21:30:00Z", "2026-12-02T05:00:00Z")]
    // The night in which clocks go forward: 06:00 is 04:00 UTC.
    [DataRow("2026-03-28T22:00:00Z", "2026-03-29T04:00:00Z")]
    public void Quiet_over_midnight_ends_in_the_morning(string now, string? end)
    {
        long? endMs = new QuietHours(22 * 60, 6 * 60, "Europe/Berlin").EndUtcMs(
            DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());
        Assert.AreEqual(
            end == null ? null : DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
            endMs);
    }

    [TestMethod]
    [DataRow("12:59", false)]
    [DataRow("13:00", true)]
    [DataRow("14:29", true)]
    [DataRow("14:30", false)]
    public void Quiet_within_a_day_ends_on_that_day(string now, bool isQuiet)
    {
        long nowMs = DateTimeOffset
            .Parse($"2026-06-01T{now}:00Z", System.Globalization.CultureInfo.InvariantCulture)
            .ToUnixTimeMilliseconds();
        long? endMs = new QuietHours(13 * 60, (14 * 60) + 30, "UTC").EndUtcMs(nowMs);
        Assert.AreEqual(
            isQuiet
                ? DateTimeOffset.Parse("2026-06-01T14:30:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()
                : null,
            endMs);
    }

    [TestMethod]
    // Clocks go back from 03:00 to 02:00 at 01:00 UTC: 02:30 is there twice, at 00:30 and 01:30 UTC.
    [DataRow("2026-10-25T00:10:00Z", "2026-10-25T00:30:00Z")]
    [DataRow("2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z")]
    public void An_end_that_comes_twice_is_never_in_the_past(string now, string end)
    {
        long? endMs = new QuietHours(22 * 60, (2 * 60) + 30, "Europe/Berlin").EndUtcMs(
            DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());
        Assert.AreEqual(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), endMs);
    }

    [TestMethod]
    public void Quiet_hours_are_read_as_people_write_them()
    {
        Assert.AreEqual((1320, 360), QuietHours.Read("22:00-06:00"));
        Assert.AreEqual((1320, 360), QuietHours.Read("22:00 - 6:00"));
        Assert.IsNull(QuietHours.Read("22:00-22:00"));
        Assert.IsNull(QuietHours.Read("24:00-06:00"));
        Assert.IsNull(QuietHours.Read("late"));
    }
}
