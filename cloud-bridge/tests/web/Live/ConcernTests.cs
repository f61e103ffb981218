using CloudBridge.Core.Operations.Live;
using CloudBridge.Web.Http;

namespace CloudBridge.Tests.Web.Live;

[TestClass]
public sealed class ConcernTests
{
    [TestMethod]
    public void The_page_of_somebody_without_a_charger_is_not_rendered_for_every_change_of_the_fleet()
    {
        ChangeFeed feed = new();
        using ChangeFeed.Listener none = feed.Listen(LivePaths.ConcernsOf([]));
        using ChangeFeed.Listener one = feed.Listen(LivePaths.ConcernsOf(["c1"]));
        using ChangeFeed.Listener all = feed.Listen(LivePaths.ConcernsOf(null));
        feed.Publish("c1");

        Assert.IsFalse(none.WaitAsync(CancellationToken.None).IsCompleted);
        Assert.IsTrue(one.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
        Assert.IsTrue(all.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
    }
}
