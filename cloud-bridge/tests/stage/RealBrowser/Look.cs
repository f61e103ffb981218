using Microsoft.Playwright;

namespace CloudBridge.Tests.Stage.RealBrowser;

/// <summary>How a page is looked at: on which screen, by day or by night.</summary>
/// <param name="Name">What a test calls it.</param>
/// <param name="Width">Width in CSS pixels.</param>
/// <param name="Height">Height in CSS pixels.</param>
/// <param name="IsDark">Whether the device asks for dark pages.</param>
public sealed record Look(string Name, int Width, int Height, bool IsDark)
{
    /// <summary>The narrowest phone that pages must fit, WCAG's 320 px apart.</summary>
    public const int NarrowWidth = 360;

    /// <summary>A phone by day.</summary>
    public static readonly Look Phone = new("phone-light", 390, 844, false);

    /// <summary>A phone at night.</summary>
    public static readonly Look PhoneDark = new("phone-dark", 390, 844, true);

    /// <summary>A desk by day.</summary>
    public static readonly Look Desktop = new("desktop-light", 1280, 900, false);

    /// <summary>A desk at night.</summary>
    public static readonly Look DesktopDark = new("desktop-dark", 1280, 900, true);

    /// <summary>All four.</summary>
    public static IReadOnlyList<Look> All { get; } = [Phone, PhoneDark, Desktop, DesktopDark];

    /// <summary>Those of this run: each width and each hour of the day once, and in a long run each width at each hour.</summary>
    public static IReadOnlyList<Look> OfThisRun { get; } = LongRun.IsAsked ? All : [Phone, DesktopDark];

    /// <summary>The screen.</summary>
    public ViewportSize Size => new() { Width = Width, Height = Height };

    /// <summary>What the device asks for.</summary>
    public ColorScheme ColorScheme => IsDark ? ColorScheme.Dark : ColorScheme.Light;

    /// <summary>The look of a name.</summary>
    public static Look Of(string name)
    {
        return All.Single(look => look.Name == name);
    }

    /// <summary>Makes an open page look so.</summary>
    public async Task ApplyAsync(IPage page)
    {
        // A browser takes its time to make a window larger.
        if (page.ViewportSize?.Width != Width || page.ViewportSize.Height != Height)
        {
            await page.SetViewportSizeAsync(Width, Height);
        }

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme });
    }
}
