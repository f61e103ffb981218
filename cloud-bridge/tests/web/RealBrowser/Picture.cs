using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>Pictures of pages for people: only where the environment names a folder for them.</summary>
internal static class Picture
{
    private const string Variable = "CHARGEAGENT_SCREENSHOTS";

    /// <summary>Keeps what the page's window shows as a PNG.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        string? folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
        {
            return;
        }

        await page.EvaluateAsync("scrollTo(0, 0)");
        await page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }
}
