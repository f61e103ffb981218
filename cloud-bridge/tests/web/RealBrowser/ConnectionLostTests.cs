using CloudBridge.Tests.Stage;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>A page that has lost its connection says so where one looks.</summary>
[TestClass]
public sealed class ConnectionLostTests
{
    // Top and bottom of the strip, height of the window, how far it is scrolled, and the top of what the page begins with.
    private const string Places = """
        () => {
            const strip = document.getElementById("live-line").getBoundingClientRect();
            return [strip.top, strip.bottom, innerHeight, scrollY, document.querySelector("header").getBoundingClientRect().top];
        }
        """;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public async Task Connection_lost_is_in_the_window_wherever_one_has_scrolled_and_covers_nothing_of_the_pages_beginning()
    {
        await using StoryStage stage = await StoryStage.SetAsync();
        await using Audience people = await Audience.SeatAsync(stage, Visitor.Operator, "/chargers/" + StoryStage.ChargerId, TestContext);
        await people.SeesAsync("#live-line[data-state='on'][role='status']", "Live");
        await people.EachAsync(page => page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)"));

        await stage.StopBridgeAsync();
        await people.SeesAsync("#live-line[data-state='off'][role='status']", "Connection lost");

        List<string> found = [];
        await people.EachAsync(async page =>
        {
            double[] atEnd = await page.EvaluateAsync<double[]>(Places);
            Assert.IsTrue(atEnd is [>= 0, _, _, > 0, _] && atEnd[1] <= atEnd[2], string.Join(' ', atEnd));
            await page.EvaluateAsync("scrollTo(0, 0)");
            double[] atTop = await page.EvaluateAsync<double[]>(Places);
            Assert.IsTrue(atTop is [>= 0, _, _, 0, _] && atTop[1] <= atTop[4], string.Join(' ', atTop));
            found.AddRange(await Accessibility.ViolationsAsync(page));
            await Picture.TakeAsync(page, $"connection-lost-{page.ViewportSize!.Width}");
        });
        Assert.IsEmpty(found, string.Join('\n', found));

        await people.SeesAsync("bridge started again", stage.StartBridgeAsync, "#live-line[data-state='on']", "Live");
    }
}
