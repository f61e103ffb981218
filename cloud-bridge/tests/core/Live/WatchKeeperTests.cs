using CloudBridge.Core.Operations.Live;
using CloudBridge.Tests.Stage.Ingest;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudBridge.Tests.Core.Live;

[TestClass]
public sealed class WatchKeeperTests
{
    private readonly LiveViewers _viewers = new();
    private readonly SetClock _clock = new();
    private readonly List<string> _sent = [];
    private bool _isConnected = true;

    [TestMethod]
    public async Task A_charger_is_watched_while_a_page_on_it_is_open_and_no_other_one_ever()
    {
        await using WatchKeeper keeper = Keeper();
        using IDisposable board = _viewers.TryEnter([], "10.0.0.1")!;
        await keeper.StepAsync(CancellationToken.None);
        Assert.IsEmpty(_sent);

        IDisposable first = _viewers.TryEnter(["c1"], "10.0.0.2")!;
        IDisposable second = _viewers.TryEnter(["c1"], "10.0.0.3")!;
        await keeper.StepAsync(CancellationToken.None);
        await PassAsync(keeper, 29);
        CollectionAssert.AreEqual(new[] { "c1" }, _sent);
        await PassAsync(keeper, 1);
        CollectionAssert.AreEqual(new[] { "c1", "c1" }, _sent);

        first.Dispose();
        first.Dispose();
        await PassAsync(keeper, 30);
        Assert.HasCount(3, _sent);
        second.Dispose();
        await PassAsync(keeper, 30);
        Assert.HasCount(3, _sent);
        Assert.IsEmpty(_viewers.WatchedChargers());
    }

    [TestMethod]
    public async Task Somebody_who_comes_back_does_not_wait_for_the_half_minute()
    {
        await using WatchKeeper keeper = Keeper();
        _viewers.TryEnter(["c1"], "10.0.0.2")!.Dispose();
        using (_viewers.TryEnter(["c1"], "10.0.0.2"))
        {
            await keeper.StepAsync(CancellationToken.None);
        }

        await keeper.StepAsync(CancellationToken.None);
        using IDisposable again = _viewers.TryEnter(["c1"], "10.0.0.2")!;
        await keeper.StepAsync(CancellationToken.None);

        Assert.HasCount(2, _sent);
    }

    [TestMethod]
    public async Task A_command_that_could_not_go_out_is_tried_again_at_once()
    {
        await using WatchKeeper keeper = Keeper();
        using IDisposable viewer = _viewers.TryEnter(["c1"], "10.0.0.2")!;
        _isConnected = false;
        await keeper.StepAsync(CancellationToken.None);
        _isConnected = true;
        await keeper.StepAsync(CancellationToken.None);
        await keeper.StepAsync(CancellationToken.None);

        Assert.HasCount(2, _sent);
    }

    [TestMethod]
    public void One_address_cannot_take_all_connections()
    {
        List<IDisposable?> pages =
        [
            .. Enumerable.Range(0, LiveViewers.CountPerAddressMax).Select(_ => _viewers.TryEnter(["c1"], "10.0.0.2")),
        ];
        Assert.IsTrue(pages.All(page => page != null));
        Assert.IsNull(_viewers.TryEnter(["c1"], "10.0.0.2"));
        Assert.IsNotNull(_viewers.TryEnter(["c1"], "10.0.0.3"));

        pages[0]!.Dispose();
        Assert.IsNotNull(_viewers.TryEnter(["c1"], "10.0.0.2"));
    }

    [TestMethod]
    public void All_connections_together_are_bounded()
    {
        for (int i = 0; i < LiveViewers.CountMax; i++)
        {
            string address = (i / LiveViewers.CountPerAddressMax).ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.IsNotNull(_viewers.TryEnter(["c1"], address));
        }

        Assert.AreEqual(LiveViewers.CountMax, _viewers.Count);
        Assert.IsNull(_viewers.TryEnter([], "another"));
    }

    private WatchKeeper Keeper()
    {
        return new WatchKeeper(
            _viewers,
            (chargerId, _) =>
            {
                _sent.Add(chargerId);
                return Task.FromResult(_isConnected);
            },
            _clock,
            NullLogger<WatchKeeper>.Instance);
    }

    private async Task PassAsync(WatchKeeper keeper, int seconds)
    {
        _clock.Now += TimeSpan.FromSeconds(seconds);
        await keeper.StepAsync(CancellationToken.None);
    }

    [TestMethod]
    public async Task A_command_that_meets_a_defect_does_not_end_the_watching_of_all()
    {
        int tries = 0;
        await using WatchKeeper keeper = new(
            _viewers,
            (_, _) => Interlocked.Increment(ref tries) == 1 ? throw new InvalidOperationException("a defect") : Task.FromResult(true),
            _clock,
            NullLogger<WatchKeeper>.Instance);
        using IDisposable page = _viewers.TryEnter(["c1"], "10.0.0.1")!;
        keeper.Start();

        await Eventually.BecomesTrueAsync(() => Volatile.Read(ref tries) >= 2);
    }
}
