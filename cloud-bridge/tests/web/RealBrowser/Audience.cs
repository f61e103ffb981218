using System.Diagnostics;
using System.Globalization;
using CloudBridge.Tests.Stage.RealBrowser;
using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>
/// One person at a screen of each look of this run, two or four, that all show the same page: phone and desktop, light and dark. They
/// follow one story.
/// </summary>
internal sealed class Audience : IAsyncDisposable
{
    private readonly IReadOnlyList<Screen> _screens;
    private readonly TestContext _context;

    private Audience(IReadOnlyList<Screen> screens, TestContext context)
    {
        _screens = screens;
        _context = context;
    }

    /// <summary>Signs somebody in on each screen and opens a page.</summary>
    public static async Task<Audience> SeatAsync(StoryStage stage, string visitor, string path, TestContext context)
    {
        List<Screen> screens = [];
        foreach (Look look in Look.OfThisRun)
        {
            Screen screen = await stage.ScreenAsync(visitor, look);
            await screen.Page.GotoAsync(path);
            screens.Add(screen);
        }

        Audience audience = new(screens, context);
        await audience.RememberAsync();
        return audience;
    }

    /// <summary>From here on the pages must not be loaded anew: one that was has lost the mark, one that was kept up to date has
    /// not.</summary>
    public Task RememberAsync()
    {
        return EachAsync(page => page.EvaluateAsync("window.isStillTheSame = true"));
    }

    /// <summary>Something happens, and every screen says so; prints how long that took.</summary>
    public async Task SeesAsync(string what, Func<Task> happen, string place, string text)
    {
        long start = Stopwatch.GetTimestamp();
        await happen();
        double[] seconds = await Task.WhenAll(_screens.Select(screen => screen.SecondsUntilItSaysAsync(place, text, start)));
        _context.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{what}: on the page after {seconds.Min():0.00} to {seconds.Max():0.00} s"));
    }

    /// <summary>Every screen says this by now or soon.</summary>
    public Task SeesAsync(string place, string text)
    {
        return Task.WhenAll(_screens.Select(screen => screen.SecondsUntilItSaysAsync(place, text, 0)));
    }

    /// <summary>By now or soon no screen shows anything at this place; meanwhile time may be skipped once a second.</summary>
    public async Task SeesNothingAsync(string place, Action? skip = null)
    {
        for (int second = 0; second < 60; second++)
        {
            int[] counts = await Task.WhenAll(_screens.Select(screen => screen.Page.Locator(place).CountAsync()));
            if (counts.All(count => count == 0))
            {
                return;
            }

            skip?.Invoke();
            await _screens[0].Page.WaitForTimeoutAsync(1000);
        }

        Assert.Fail($"after a minute {place} is still there: {await _screens[0].Page.Locator(place).First.InnerTextAsync()}");
    }

    /// <summary>By now or soon the amount at a place is so high on every screen.</summary>
    public Task SeesAtLeastAsync(decimal amount, string place)
    {
        return EachAsync(page =>
            page.WaitForFunctionAsync(
                "([place, amount]) => parseFloat(document.querySelector(place)?.textContent) >= amount",
                new object[] { place, (double)amount },
                // By itself it would ask with each frame
                new PageWaitForFunctionOptions { PollingInterval = 100 }));
    }

    /// <summary>The amount at a place, the smallest of all screens.</summary>
    public async Task<decimal> AmountAsync(string place)
    {
        string[] texts = await Task.WhenAll(_screens.Select(screen => screen.Page.Locator(place).First.InnerTextAsync()));
        return texts.Min(text => decimal.Parse(text.Split('\u00a0', ' ')[0], CultureInfo.InvariantCulture));
    }

    /// <summary>No screen was loaded anew, none violates WCAG as it stands, and no browser complains; a picture of each is kept where
    /// pictures are wanted.</summary>
    public async Task LooksWellAsync(string name, bool isSamePage = true)
    {
        List<string> found = [];
        foreach (Screen screen in _screens)
        {
            found.AddRange(
                (await Accessibility.ViolationsAsync(screen.Page))
                    .Concat(screen.Complaints.Take())
                    .Select(words => $"{name}, {screen.Look.Name}: {words}"));
            if (isSamePage)
            {
                Assert.IsTrue(
                    await screen.Page.EvaluateAsync<bool>("window.isStillTheSame === true"),
                    $"{screen.Look.Name} was loaded anew");
            }

            await Picture.TakeAsync(screen.Page, $"{name}-{screen.Look.Name}");
        }

        Assert.IsEmpty(found, string.Join('\n', found));
    }

    /// <summary>Does something on every screen.</summary>
    public async Task EachAsync(Func<IPage, Task> act)
    {
        foreach (Screen screen in _screens)
        {
            await act(screen.Page);
        }
    }

    /// <summary>Does something on the phone that shows light pages.</summary>
    public Task OnPhoneAsync(Func<IPage, Task> act)
    {
        return act(_screens.First(screen => screen.Look == Look.Phone).Page);
    }

    /// <summary>Forgets what browsers complained of while the bridge was away.</summary>
    public void Forgive()
    {
        foreach (Screen screen in _screens)
        {
            screen.Complaints.Take();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (Screen screen in _screens)
        {
            await screen.DisposeAsync();
        }
    }
}
