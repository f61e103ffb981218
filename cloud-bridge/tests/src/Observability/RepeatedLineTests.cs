using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Src.Storage;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core.Ports;
using Microsoft.Extensions.Logging;

namespace CloudBridge.Tests.Src.Observability;

/// <summary>Nobody outside decides how much the bridge writes to its log.</summary>
[TestClass]
public sealed class RepeatedLineTests
{
    private const int SumEvent = 171;

    // Ten at once, and what is told of the rest when the bridge stops.
    private const int LinesMax = 11;

    [TestMethod]
    public void The_first_ten_of_a_minute_are_written_and_the_rest_is_told_at_its_end()
    {
        HandClock clock = new();
        using KeptLog kept = new();
        using SummedLoggers loggers = new(kept, clock);
        ILogger log = loggers.CreateLogger("Door");

        Write(log, 1, 1000);

        Assert.AreEqual(10, kept.Texts().Count);
        Assert.AreEqual("line 1 of event 1", kept.Texts()[0]);
        clock.EndWindows();
        Assert.AreEqual("990 more lines of event 1 were left out within a minute. The last: line 1000 of event 1", kept.Texts()[^1]);
        Write(log, 1, 3);
        clock.EndWindows();
        Assert.AreEqual("3 more lines of event 1 were left out within a minute. The last: line 3 of event 1", kept.Texts()[^1]);
        Assert.AreEqual(12, kept.Texts().Count);
    }

    [TestMethod]
    public void After_a_quiet_minute_the_next_line_is_news_and_nothing_is_counted_any_more()
    {
        HandClock clock = new();
        using KeptLog kept = new();
        using SummedLoggers loggers = new(kept, clock);
        ILogger log = loggers.CreateLogger("Door");
        Write(log, 1, 12);
        clock.EndWindows();
        Assert.AreEqual(1, clock.TimerCount);

        clock.EndWindows();

        Assert.AreEqual(0, clock.TimerCount);
        Write(log, 1, 10);
        Assert.AreEqual(21, kept.Texts().Count);
    }

    [TestMethod]
    public void Each_event_category_and_level_is_a_kind_of_its_own_and_debug_is_not_summed()
    {
        using KeptLog kept = new();
        using (SummedLoggers loggers = new(kept, new HandClock()))
        {
            Write(loggers.CreateLogger("Door"), 1, 15);
            Write(loggers.CreateLogger("Door"), 2, 4);
            Write(loggers.CreateLogger("Window"), 1, 4);
            Write(loggers.CreateLogger("Door"), 1, 4, LogLevel.Error);
            Write(loggers.CreateLogger("Door"), 1, 100, LogLevel.Debug);
            Assert.AreEqual(10 + 4 + 4 + 4 + 100, kept.Texts().Count);
        }

        // Nothing that was counted is lost when the bridge stops.
        StringAssert.StartsWith(kept.Texts(SumEvent).Single(), "5 more lines of event 1 ");
    }

    [TestMethod]
    public void The_last_of_many_lines_is_cut_and_shown_without_what_controls_a_terminal()
    {
        using KeptLog kept = new();
        using (SummedLoggers loggers = new(kept, new HandClock()))
        {
            for (int i = 0; i <= RepeatedLine.AtOnceMax; i++)
            {
                loggers.CreateLogger("Door").Log(LogLevel.Warning, 1, new string('\n', 100000), null, (text, _) => text);
            }
        }

        string last = kept.Texts(SumEvent).Single();
        Assert.IsTrue(last.Length < 6200, $"{last.Length}");
        Assert.IsFalse(last.Contains('\n', StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_flood_of_refused_connections_subscriptions_and_passwords_writes_a_few_lines()
    {
        using KeptLog log = new() { Least = LogLevel.Warning };
        RunningBridge bridge = await RunningBridge.StartAsync();
        bridge.Loggers = log;
        await bridge.RestartAsync();
        await using ScriptedCharger charger = await bridge.ConnectAsync();
        for (int i = 0; i < 200; i++)
        {
            await using ScriptedCharger stranger = new(new string('\u001b', 20000) + i, RunningBridge.DeviceKey);
            await Assert.ThrowsAsync<Exception>(() => stranger.ConnectAsync(bridge.Host.Broker.Port));
        }

        for (int i = 0; i < 500; i++)
        {
            Assert.IsTrue((int)await charger.SubscribeAsync($"chargeagent/v1/{new string('x', 5000)}/{i}") >= 0x80);
        }

        bridge.Host.People.TryAdd("ann", Role.Operator, "correct horse battery");
        using (Browser browser = new(bridge.Host.PagesAddress))
        {
            for (int i = 0; i < 15; i++)
            {
                await browser.SignInAsync("ann", "wrong");
            }
        }

        await charger.DisposeAsync();
        await bridge.DisposeAsync();

        IReadOnlyList<string> lines = log.Texts();
        long length = lines.Sum(line => (long)line.Length);
        Console.WriteLine($"{lines.Count} lines with {length} characters");
        Assert.AreEqual(10, log.Texts(201).Count);
        Assert.AreEqual(10, log.Texts(202).Count);
        Assert.AreEqual(10, log.Texts(2).Count);
        Assert.AreEqual(
            "190 more lines of event 201, 490 more lines of event 202, 5 more lines of event 2",
            string.Join(", ", log.Texts(SumEvent).Select(line => line.Split(" were")[0]).Order(StringComparer.Ordinal)));
        Assert.IsTrue(lines.Count <= 3 * LinesMax, $"{lines.Count} lines");
        Assert.IsTrue(length < 30000, $"{length} characters");
    }

    private static void Write(ILogger log, int eventId, int count, LogLevel level = LogLevel.Warning)
    {
        for (int i = 1; i <= count; i++)
        {
            log.Log(level, eventId, i, null, (number, _) => $"line {number} of event {eventId}");
        }
    }

    /// <summary>A clock whose timers ring when a test says so.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly List<HandTimer> _timers = [];

        public int TimerCount => _timers.Count;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.AreEqual(TimeSpan.FromMinutes(1), dueTime);
            HandTimer timer = new(callback, state, _timers);
            _timers.Add(timer);
            return timer;
        }

        public void EndWindows()
        {
            foreach (HandTimer timer in _timers.ToArray())
            {
                timer.Ring();
            }
        }
    }

    private sealed class HandTimer(TimerCallback callback, object? state, List<HandTimer> timers) : ITimer
    {
        public void Ring()
        {
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            return true;
        }

        public void Dispose()
        {
            timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
