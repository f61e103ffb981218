using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudBridge.Tests.Core.Work;

[TestClass]
public sealed class WorkLoopTests
{
    private const int DatabaseIsLocked = 5;

    private readonly List<string> _storageFailures = [];
    private readonly List<string> _defects = [];
    private readonly Heartbeat _heartbeat = new("loop", TimeSpan.FromHours(1), TimeProvider.System);
    private int _passes;

    [TestMethod]
    public async Task A_database_that_is_away_is_told_once_until_it_is_back_and_the_loop_goes_on()
    {
        await using WorkLoop loop = Loop(
            Locked, Locked, Locked, Good, Locked, Good);

        loop.Start();
        await loop.Completion;

        Assert.AreEqual(7, _passes);
        CollectionAssert.AreEqual(new[] { "locked", "locked" }, _storageFailures);
        Assert.IsEmpty(_defects);
    }

    [TestMethod]
    public async Task A_defect_is_told_once_counted_and_told_again_after_it_went_well()
    {
        await using WorkLoop loop = Loop(Defective, Defective, Good, Defective, Good);

        loop.Start();
        await loop.Completion;

        Assert.AreEqual(6, _passes);
        CollectionAssert.AreEqual(new[] { "loop: no such word", "loop: no such word" }, _defects);
        Assert.AreEqual(3, loop.Defects.Count);
        Assert.IsNull(loop.Defects.Words);
    }

    [TestMethod]
    public async Task A_cancellation_that_nobody_asked_for_ends_no_loop()
    {
        await using WorkLoop loop = Loop(() => throw new OperationCanceledException("the peer gave up"), Good);

        loop.Start();
        await loop.Completion;

        Assert.AreEqual(3, _passes);
        CollectionAssert.AreEqual(new[] { "loop: the peer gave up" }, _defects);
    }

    [TestMethod]
    public async Task A_loop_whose_pass_fails_is_stuck_for_readiness_and_one_whose_part_fails_is_not()
    {
        await using WorkLoop loop = Loop();
        loop.Heartbeat = _heartbeat;
        loop.Start();
        await loop.Completion;

        List<string> done = [];
        foreach (string charger in new[] { "c1", "c2", "c3" })
        {
            await loop.TryAsync("charger " + charger, () =>
            {
                done.Add(charger == "c2" ? throw new FormatException("no such word") : charger);
                return Task.CompletedTask;
            });
        }

        CollectionAssert.AreEqual(new[] { "c1", "c3" }, done);
        Assert.AreEqual("met a defect at charger c2, look at the log", _heartbeat.Trouble);
        Assert.IsFalse(_heartbeat.IsStuck);

        await loop.TryAsync("charger c2", () => Task.CompletedTask);
        Assert.IsNull(_heartbeat.Trouble);

        loop.Defects.Add(LoopDefects.Everything, new FormatException("no such word"));
        Assert.AreEqual("met a defect, look at the log", _heartbeat.Trouble);
        Assert.IsTrue(_heartbeat.IsStuck);
    }

    [TestMethod]
    public async Task A_ring_during_a_pass_is_not_lost()
    {
        int passes = 0;
        WorkLoop? loop = null;
        loop = new WorkLoop(
            "loop",
            _ =>
            {
                passes++;
                loop!.Wake();
                // A day: only the ring brings the second pass.
                return Task.FromResult<TimeSpan?>(passes == 2 ? null : TimeSpan.FromDays(1));
            },
            TimeSpan.Zero,
            NullLogger.Instance);

        loop.Start();
        await loop.Completion;
        await loop.DisposeAsync();

        Assert.AreEqual(2, passes);
    }

    [TestMethod]
    public async Task Disposed_it_ends_in_the_middle_of_a_pause()
    {
        TaskCompletionSource passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        WorkLoop loop = new(
            "loop",
            _ =>
            {
                passed.TrySetResult();
                return Task.FromResult<TimeSpan?>(TimeSpan.FromDays(1));
            },
            TimeSpan.Zero,
            NullLogger.Instance);

        loop.Start();
        await passed.Task;
        await loop.DisposeAsync();

        Assert.IsTrue(loop.Completion.IsCompletedSuccessfully);
    }

    private static void Good()
    {
    }

    private static void Locked()
    {
        throw new SqliteException("locked", DatabaseIsLocked);
    }

    private static void Defective()
    {
        throw new FormatException("no such word");
    }

    // One step a pass, and a last pass that ends the loop.
    private WorkLoop Loop(params Action[] steps)
    {
        return new WorkLoop(
            "loop",
            _ =>
            {
                int step = _passes++;
                if (step < steps.Length)
                {
                    steps[step]();
                }

                return Task.FromResult<TimeSpan?>(step < steps.Length ? TimeSpan.Zero : null);
            },
            TimeSpan.Zero,
            NullLogger.Instance)
        {
            StorageFailed = _storageFailures.Add,
            DefectMet = (about, cause) => _defects.Add($"{about}: {cause.Message}"),
        };
    }
}
