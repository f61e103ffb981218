using System.Diagnostics;
using CloudBridge.Tests.Stage.RealBrowser;
using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>One screen with an open page, in a profile of its own.</summary>
internal sealed class Screen : IAsyncDisposable
{
    // Resolves with the first change of the page after which it says the text at the place: no polling, so that it can be timed.
    private const string Says = """
        ([place, text]) => new Promise(done => {
            const look = () => {
                if ([...document.querySelectorAll(place)].some(found => found.textContent.includes(text))) { watch.disconnect(); done(); }
            };
            const watch = new MutationObserver(look);
            watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
            look();
        })
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IBrowserContext _profile;

    private Screen(Look look, IBrowserContext profile, IPage page)
    {
        Look = look;
        _profile = profile;
        Page = page;
        Complaints = new Complaints(profile);
    }

    /// <summary>How it looks.</summary>
    public Look Look { get; }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>What its browser complains of.</summary>
    public Complaints Complaints { get; }

    /// <summary>A screen on which somebody signs in with a password, as people do.</summary>
    public static async Task<Screen> SignInAsync(Look look, Uri address, string name, string password)
    {
        IBrowserContext profile = await Chromium.ProfileAsync(look, address);
        Screen screen = new(look, profile, await profile.NewPageAsync());
        // A lamp that blinks is drawn sixty times a second, on each screen and for minutes.
        await screen.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });
        await screen.Page.GotoAsync("/sign-in");
        await screen.Page.GetByLabel("Name or e-mail").FillAsync(name);
        await screen.Page.GetByLabel("Password").FillAsync(password);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        return screen;
    }

    /// <summary>Opens a page.</summary>
    public Task OpenAsync(string path)
    {
        return Page.GotoAsync(path);
    }

    /// <summary>Seconds until the page says something at a place that a style names, counted from an instant of
    /// <see cref="Stopwatch"/>.</summary>
    public async Task<double> SecondsUntilItSaysAsync(string place, string text, long fromTimestamp)
    {
        Task said = Page.EvaluateAsync(Says, new[] { place, text });
        if (await Task.WhenAny(said, Task.Delay(Patience)) != said)
        {
            Assert.Fail(
                $"after {Patience.TotalSeconds} s the page does not say \"{text}\" at {place}, but: "
                    + $"{await Page.Locator("main").InnerTextAsync()}");
        }

        await said;
        return Stopwatch.GetElapsedTime(fromTimestamp).TotalSeconds;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _profile.DisposeAsync();
    }
}
