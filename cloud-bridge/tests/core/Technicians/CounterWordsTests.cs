using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Operations.Technicians;

namespace CloudBridge.Tests.Core.Technicians;

[TestClass]
public sealed class CounterWordsTests
{
    [TestMethod]
    public void A_healthy_charger_has_nothing_odd()
    {
        IReadOnlyList<CounterWords> words = Of(
            """
            {"recordsWaiting":0,"outboxBytesFree":122847,"alertsDropped":0,"recordsGivenUp":0,"messagesRefused":0,"sensorErrors":0,
             "meterGaps":0,"meterImplausible":0,"zeroOffsetMilliamps":-20,
             "contactorCycles":1234,"hotOpenings":12,"overTemperatureTrips":0,"bootCount":3,"bootReason":"power-up","uptimeMs":86400000,
              "clockQuality":"S","firmware":"0.1.0",
             "tariffVersion":4,"tariffHash":"0123456789abcdef"}
            """);
        Assert.HasCount(17, words);
        Assert.IsEmpty(
            words.Where(figure => figure.IsOdd),
            string.Join(", ", words.Where(figure => figure.IsOdd).Select(figure => figure.Name)));
        // 122,847 bytes are 119 KiB and a rest, of 15 x 8 = 120 KiB; 24 h and the 90 s since then.
        Assert.AreEqual("119 of 120 KiB", Value(words, "Room for more records"));
        Assert.AreEqual("1\u202f234", Value(words, "Contactor closed"));
        Assert.AreEqual("−20 mA", Value(words, "Current shown with the contactor open"));
        Assert.AreEqual("24\u00a0h\u00a001\u00a0min", Value(words, "Running for"));
        Assert.AreEqual("3, the last by power-up", Value(words, "Boots"));
    }

    [TestMethod]
    [DataRow("{\"recordsWaiting\":11}", "Records waiting for their receipt")]
    [DataRow("{\"outboxBytesFree\":61439}", "Room for more records")]
    [DataRow("{\"messagesRefused\":1}", "Messages refused since boot")]
    [DataRow("{\"sensorErrors\":1}", "Failed sensor reads since boot")]
    [DataRow("{\"zeroOffsetMilliamps\":21}", "Current shown with the contactor open")]
    [DataRow("{\"contactorCycles\":1199,\"hotOpenings\":12}", "Contactor opened under load")]
    [DataRow("{\"clockQuality\":\"U\"}", "Clock")]
    [DataRow("{\"tariffVersion\":3,\"tariffHash\":\"fedcba9876543210\"}", "On the charger")]
    public void What_is_beyond_its_normal_is_odd(string message, string name)
    {
        Assert.AreEqual(name, Of(message).Single(figure => figure.IsOdd).Name);
    }

    [TestMethod]
    public void What_older_firmware_does_not_tell_is_not_shown()
    {
        Assert.IsEmpty(Of("{\"version\":1,\"online\":true,\"status\":\"Available\"}"));
    }

    [TestMethod]
    public void Of_a_silent_charger_nobody_knows_how_long_it_runs()
    {
        IReadOnlyList<CounterWords> words = CounterWords.Of(FlatMessage.Read("{\"uptimeMs\":5000}")!, null, null);
        Assert.AreEqual("5\u00a0s", Value(words, "Running, when last heard"));
    }

    [TestMethod]
    public void Log_lines_come_newest_first_and_what_is_none_is_left_out()
    {
        IReadOnlyList<LogLine> lines = LogLine.Of(
        [
            new TimedText(1000, "{\"version\":1,\"uptimeMs\":5,\"level\":\"Warning\",\"source\":\"tariff\",\"text\":\"refused\"}"),
            new TimedText(2000, "no JSON"),
            new TimedText(3000, "[1]"),
            new TimedText(4000, "{\"version\":1,\"uptimeMs\":9,\"level\":\"Error\",\"source\":\"fault\",\"text\":\"MainsLost raised\"}"),
        ]);
        Assert.HasCount(2, lines);
        Assert.AreEqual(new LogLine(4000, true, "fault", "MainsLost raised"), lines[0]);
        Assert.AreEqual(new LogLine(1000, false, "tariff", "refused"), lines[1]);
    }

    private static IReadOnlyList<CounterWords> Of(string message)
    {
        return CounterWords.Of(FlatMessage.Read(message)!, 90000, "0123456789abcdef");
    }

    private static string Value(IReadOnlyList<CounterWords> words, string name)
    {
        return words.Single(figure => figure.Name == name).Value;
    }
}
