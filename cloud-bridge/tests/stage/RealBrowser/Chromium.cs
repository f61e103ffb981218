using Microsoft.Playwright;

namespace CloudBridge.Tests.Stage.RealBrowser;

/// <summary>
/// The Chromium of this machine, started once for all tests and driven by Playwright, whose package brings its own driver. Nothing is
/// downloaded: where no Chromium is installed, a test says aloud that it was skipped.
/// </summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    // A browser that only sees pages of this machine has nobody to talk to: no updates, no sync, no QUIC. As root it cannot make its
    // sandbox.
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private static readonly Lazy<Task<IBrowser>> Browser = new(LaunchAsync);
    private static IPlaywright? _playwright;

    /// <summary>A fresh profile that looks like a device, with no cookies.</summary>
    public static async Task<IBrowserContext> ProfileAsync(Look look, Uri address)
    {
        IBrowser browser = await Browser.Value;
        IBrowserContext profile = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = look.Size,
            ColorScheme = look.ColorScheme,
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
        // Machines are noisy; how long something took is measured, and not by a time-out.
        profile.SetDefaultTimeout(60000);
        Assertions.SetDefaultExpectTimeout(60000);
        return profile;
    }

    /// <summary>Ends the browser with the last test.</summary>
    public static async Task CloseAsync()
    {
        if (Browser.IsValueCreated && Browser.Value.IsCompletedSuccessfully)
        {
            await (await Browser.Value).CloseAsync();
        }

        _playwright?.Dispose();
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        string? path = FindOnPath();
        if (path == null)
        {
            Assert.Inconclusive($"SKIPPED in a browser: none of {string.Join(", ", Names)} is on the PATH.");
        }

        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Flags });
    }

    private static string? FindOnPath()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
