using Microsoft.Playwright;

namespace CloudBridge.Tests.RealBrowser;

/// <summary>What holds for every page of the bridge, for whoever may open it.</summary>
[TestClass]
public sealed class EveryPageTests
{
    // Headings, columns, links, and what can be filled in and pressed.
    private const string Parts = "main :is(h1, h2, h3, th, a, label, button)";

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
    public async Task No_page_violates_WCAG_2_2_on_level_A_or_AA(string look)
    {
        List<string> found = [];
        HashSet<string> seen = [];
        foreach (string visitor in new[] { Visitor.Operator, Visitor.Owner, Visitor.Stranger })
        {
            await using IBrowserContext profile = await Visitor.ProfileAsync(_stage.Host, visitor, Look.Of(look));
            await VisitAsync(profile, async (path, page) =>
            {
                // A bill or a charger that one visitor sees as another did is the same page.
                if (!seen.Add(path + await page.Locator("main").InnerHTMLAsync()))
                {
                    return;
                }

                await Picture.TakeAsync(page, $"page{path.Split('?')[0].Replace('/', '-')}-{look}");
                found.AddRange((await Accessibility.ViolationsAsync(page)).Select(violation => $"{path} ({visitor}): {violation}"));
            });
        }

        TestContext.WriteLine($"{seen.Count} pages, {found.Count} violations");
        Assert.IsEmpty(found, $"{found.Count} violations on {seen.Count} pages:\n{string.Join('\n', found)}");
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

        StringAssert.Contains(found, "label: ");
        StringAssert.Contains(found, "color-contrast: ");
    }

    [TestMethod]
    [DataRow(Visitor.Operator)]
    [DataRow(Visitor.Technician)]
    [DataRow(Visitor.Owner)]
    [DataRow(Visitor.Stranger)]
    public async Task Every_page_has_a_title_and_one_first_heading_and_the_browser_complains_of_nothing(string visitor)
    {
        List<string> found = [];
        await using IBrowserContext profile = await Visitor.ProfileAsync(_stage.Host, visitor, Look.Desktop);
        Complaints complaints = new(profile);
        await VisitAsync(profile, async (path, page) =>
        {
            int headings = await page.Locator("h1").CountAsync();
            Add(found, path, headings == 1 ? [] : [$"{headings} first headings"]);
            Add(found, path, (await page.TitleAsync()).Length > 0 ? [] : ["no title"]);
            Add(found, path, complaints.Take());
        });

        Assert.IsEmpty(found, string.Join('\n', found));
    }

    [TestMethod]
    [DataRow(Visitor.Operator)]
    [DataRow(Visitor.Owner)]
    [DataRow(Visitor.Stranger)]
    public async Task No_page_scrolls_sideways_on_a_narrow_phone(string visitor)
    {
        List<string> found = [];
        await using IBrowserContext profile = await Visitor.ProfileAsync(
            _stage.Host,
            visitor,
            new Look("narrow", Look.NarrowWidth, 740, false));
        await VisitAsync(profile, async (path, page) =>
        {
            int width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Add(found, path, width <= Look.NarrowWidth ? [] : [$"is {width} px wide, because of {await WidestAsync(page)}"]);
        });

        Assert.IsEmpty(found, string.Join('\n', found));
    }

    [TestMethod]
    [DataRow(Visitor.Operator)]
    [DataRow(Visitor.Owner)]
    [DataRow(Visitor.Stranger)]
    public async Task Every_page_has_the_same_parts_without_script(string visitor)
    {
        List<string> found = [];
        await using IBrowserContext profile = await Visitor.ProfileAsync(_stage.Host, visitor, Look.Desktop);
        await using IBrowserContext plain = await Visitor.ProfileAsync(_stage.Host, visitor, Look.Desktop, hasScripts: false);
        IPage page = await plain.NewPageAsync();
        await VisitAsync(profile, async (path, scripted) =>
        {
            await page.GotoAsync(path);
            // Figures and times move on; what can be read about and done does not.
            IReadOnlyList<string> without = await page.Locator(Parts).AllInnerTextsAsync();
            IReadOnlyList<string> with = await scripted.Locator(Parts).AllInnerTextsAsync();
            Add(
                found,
                path,
                without.SequenceEqual(with)
                    ? []
                    : [$"has {string.Join(", ", without.Except(with))} instead of {string.Join(", ", with.Except(without))}"]);
        });

        Assert.IsEmpty(found, string.Join('\n', found));
    }

    private static async Task VisitAsync(IBrowserContext profile, Func<string, IPage, Task> look)
    {
        IReadOnlyList<string> paths = await PageList.OfAsync(profile, _stage);
        Assert.IsNotEmpty(paths);
        IPage page = await profile.NewPageAsync();
        foreach (string path in paths)
        {
            await page.GotoAsync(path);
            await look(path, page);
        }
    }

    private static void Add(List<string> found, string path, IReadOnlyList<string> words)
    {
        found.AddRange(words.Select(word => $"{path}: {word}"));
    }

    private static Task<string> WidestAsync(IPage page)
    {
        return page.EvaluateAsync<string>(
            """
            () => [...document.querySelectorAll('main *, header *')].filter(e => e.getBoundingClientRect().right > innerWidth)
                .map(e => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} "${e.textContent.trim().slice(0, 40)}"`)
                .slice(-3).join(', ')
            """);
    }
}
