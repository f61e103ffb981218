using System.Collections.Concurrent;
using CloudBridge.Tests.Stage.RealBrowser;
using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>
/// One visitor's way through every page that it gets to see. To load a page costs more than to look at it: each is opened once, and while
/// it is open everything is looked at that holds for every page.
/// </summary>
internal sealed class Tour
{
    // Headings, columns, links, and what can be filled in and pressed, of the page that is open and of its text as the bridge sends it,
    // in which no script runs. A second visit by a browser without scripts took as long as everything else.
    private const string PartsOfBoth = """
        async path => {
            const parts = page => [...page.querySelectorAll('main :is(h1, h2, h3, th, a, label, button)')]
                .map(part => part.textContent.replace(/\s+/g, ' ').trim());
            const sent = await (await fetch(path)).text();
            return [parts(new DOMParser().parseFromString(sent, 'text/html')), parts(document)];
        }
        """;

    // What a page shows; the mark that makes its forms safe is another on each load.
    private const string Content = """
        () => {
            const main = document.querySelector('main').cloneNode(true);
            main.querySelectorAll('input[type=hidden]').forEach(field => field.remove());
            return main.innerHTML;
        }
        """;

    private static readonly Look Narrow = new("narrow", Look.NarrowWidth, 740, false);

    private readonly string _visitor;

    private Tour(string visitor)
    {
        _visitor = visitor;
    }

    /// <summary>Pages that are not as every page is: path and what is wrong.</summary>
    public List<string> Outline { get; } = [];

    /// <summary>Pages that are wider than a narrow phone.</summary>
    public List<string> Sideways { get; } = [];

    /// <summary>Pages that have other parts when scripts are off.</summary>
    public List<string> WithoutScript { get; } = [];

    /// <summary>Violations of WCAG, by name of the look.</summary>
    public Dictionary<string, List<string>> Violations { get; } = Look.All.ToDictionary(look => look.Name, _ => new List<string>());

    /// <summary>How many pages were seen.</summary>
    public int PageCount { get; private set; }

    /// <summary>How many of them nobody had asked axe about before.</summary>
    public int CheckedCount { get; private set; }

    /// <summary>Sends a visitor through the pages. One that has the same content for another visitor is asked about once.</summary>
    public static async Task<Tour> GoAsync(SeasonStage stage, string visitor, ConcurrentDictionary<string, bool> seen)
    {
        await using IBrowserContext profile = await Visitor.ProfileAsync(stage.Host, visitor, Look.Desktop);
        IReadOnlyList<string> paths = await PageList.OfAsync(profile, stage);
        Assert.IsNotEmpty(paths);
        Complaints complaints = new(profile);
        IPage page = await profile.NewPageAsync();
        Tour tour = new(visitor);
        foreach (string path in paths)
        {
            await Look.Desktop.ApplyAsync(page);
            await page.GotoAsync(path);
            await tour.LookAtOutlineAsync(path, page, complaints);
            await tour.CompareAsync(path, page);
            if (seen.TryAdd(path + await page.EvaluateAsync<string>(Content), true))
            {
                await tour.CheckAsync(path, page);
            }

            await tour.MeasureAsync(path, page);
            // What axe makes the browser say is not the page's.
            complaints.Take();
            tour.PageCount++;
        }

        return tour;
    }

    private async Task LookAtOutlineAsync(string path, IPage page, Complaints complaints)
    {
        int headings = await page.Locator("h1").CountAsync();
        Add(Outline, path, headings == 1 ? [] : [$"{headings} first headings"]);
        Add(Outline, path, (await page.TitleAsync()).Length > 0 ? [] : ["no title"]);
        Add(Outline, path, complaints.Take());
    }

    private async Task CompareAsync(string path, IPage page)
    {
        // Figures and times move on; what can be read about and done does not.
        string[][] both = await page.EvaluateAsync<string[][]>(PartsOfBoth, path);
        (string[] without, string[] with) = (both[0], both[1]);
        Add(
            WithoutScript,
            path,
            without.SequenceEqual(with)
                ? []
                : [$"has {string.Join(", ", without.Except(with))} instead of {string.Join(", ", with.Except(without))}"]);
    }

    private async Task MeasureAsync(string path, IPage page)
    {
        await Narrow.ApplyAsync(page);
        int width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Add(Sideways, path, width <= Look.NarrowWidth ? [] : [$"is {width} px wide, because of {await WidestAsync(page)}"]);
    }

    // By night only colours are others.
    private async Task CheckAsync(string path, IPage page)
    {
        CheckedCount++;
        foreach (Look look in Look.OfThisRun)
        {
            await look.ApplyAsync(page);
            await Picture.TakeAsync(page, $"page{path.Split('?')[0].Replace('/', '-')}-{look.Name}");
            Add(Violations[look.Name], path, await (look.IsDark ? Accessibility.ContrastAsync(page) : Accessibility.ViolationsAsync(page)));
        }
    }

    private void Add(List<string> found, string path, IReadOnlyList<string> words)
    {
        found.AddRange(words.Select(word => $"{path} ({_visitor}): {word}"));
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
