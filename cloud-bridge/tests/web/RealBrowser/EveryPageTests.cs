using System.Collections.Concurrent;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.RealBrowser;
using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>What holds for every page of the bridge, for whoever may open it.</summary>
[TestClass]
public sealed class EveryPageTests
{
    private static readonly string[] Visitors = [Visitor.Operator, Visitor.Technician, Visitor.Owner, Visitor.Stranger];

    // Every visitor goes once, side by side, when the first test asks what they saw.
    private static readonly Lazy<Task<Tour[]>> Tours = new(() =>
    {
        ConcurrentDictionary<string, bool> seen = new();
        return Task.WhenAll(Visitors.Select(visitor => Tour.GoAsync(_stage!, visitor, seen)));
    });

    private static SeasonStage _stage = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task SetAsync(TestContext _)
    {
        _stage = await SeasonStage.SetAsync();
    }

    [ClassCleanup]
    public static async Task ClearAsync()
    {
        await _stage.DisposeAsync();
    }

    [TestMethod]
    [DataRow("phone-light")]
    [DataRow("phone-dark")]
    [DataRow("desktop-light")]
    [DataRow("desktop-dark")]
    [TestCategory(LongRun.Category)]
    public async Task No_page_violates_WCAG_2_2_on_level_A_or_AA(string look)
    {
        if (Look.OfThisRun.All(own => own.Name != look))
        {
            LongRun.OrSkip();
        }

        Tour[] tours = await Tours.Value;

        string[] found = [.. tours.SelectMany(tour => tour.Violations[look])];

        string counts = $"{found.Length} violations on {tours.Sum(tour => tour.CheckedCount)} pages";
        TestContext.WriteLine(counts);
        Assert.IsEmpty(found, $"{counts}:\n{string.Join('\n', found)}");
    }

    [TestMethod]
    public async Task A_planted_violation_is_found()
    {
        await using IBrowserContext profile = await Visitor.ProfileAsync(_stage.Host, Visitor.Stranger, Look.PhoneDark);
        IPage page = await profile.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.EvaluateAsync("document.querySelector('label').remove()");
        await page.EvaluateAsync("document.querySelector('h1').style.color = '#333'");

        string found = string.Join('\n', await Accessibility.ViolationsAsync(page));
        string ofColours = string.Join('\n', await Accessibility.ContrastAsync(page));

        StringAssert.Contains(found, "label: ");
        StringAssert.Contains(found, "color-contrast: ");
        StringAssert.StartsWith(ofColours, "color-contrast: ");
    }

    [TestMethod]
    [DataRow(Visitor.Operator)]
    [DataRow(Visitor.Technician)]
    [DataRow(Visitor.Owner)]
    [DataRow(Visitor.Stranger)]
    public async Task Every_page_has_a_title_and_one_first_heading_and_the_browser_complains_of_nothing(string visitor)
    {
        Tour tour = await TourOfAsync(visitor);

        Assert.IsEmpty(tour.Outline, string.Join('\n', tour.Outline));
    }

    [TestMethod]
    [DataRow(Visitor.Operator)]
    [DataRow(Visitor.Owner)]
    [DataRow(Visitor.Stranger)]
    public async Task No_page_scrolls_sideways_on_a_narrow_phone(string visitor)
    {
        Tour tour = await TourOfAsync(visitor);

        Assert.IsEmpty(tour.Sideways, string.Join('\n', tour.Sideways));
    }

    [TestMethod]
    [DataRow(Visitor.Operator)]
    [DataRow(Visitor.Owner)]
    [DataRow(Visitor.Stranger)]
    public async Task Every_page_has_the_same_parts_without_script(string visitor)
    {
        Tour tour = await TourOfAsync(visitor);

        Assert.IsEmpty(tour.WithoutScript, string.Join('\n', tour.WithoutScript));
    }

    private async Task<Tour> TourOfAsync(string visitor)
    {
        Tour tour = (await Tours.Value)[Array.IndexOf(Visitors, visitor)];
        TestContext.WriteLine($"{tour.PageCount} pages");
        return tour;
    }
}
