using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Host;
using CloudBridge.Tests.Stage.RealBrowser;
using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>
/// A page as a picture that is the same on every machine: in the font that documents have, which travels with the program, instead of the
/// one that a machine happens to have.
/// </summary>
internal static class PicturePage
{
    private const string Font = "Picture Sans";
    private const string LiveLine = "#live-line";

    /// <summary>A page of somebody's own profile, which knows the font.</summary>
    public static async Task<IPage> OfAsync(BridgeHost bridge, string visitor)
    {
        IBrowserContext profile = await Visitor.ProfileAsync(bridge, visitor, Look.Desktop);
        // Bytes in the page itself: the pages' policy has no place for fonts that are loaded.
        await profile.AddInitScriptAsync($$"""
            const face = (weight, bytes) =>
                document.fonts.add(new FontFace('{{Font}}', Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0)), { weight }));
            face('100 500', '{{BytesOf("NotoSans-Regular.ttf")}}');
            face('501 900', '{{BytesOf("NotoSans-Bold.ttf")}}');
            """);
        return await profile.NewPageAsync();
    }

    /// <summary>Opens a path in the font of pictures, and waits until the page has come to rest.</summary>
    public static async Task OpenAsync(IPage page, Look look, string path)
    {
        await look.ApplyAsync(page);
        await page.GotoAsync(path);
        await page.EvaluateAsync($"document.body.style.fontFamily = '\"{Font}\"'");
        if (await page.Locator(LiveLine).CountAsync() > 0)
        {
            await Assertions.Expect(page.Locator(LiveLine)).ToHaveAttributeAsync("data-state", "on");
        }

        string[] fonts = await page.EvaluateAsync<string[]>("document.fonts.ready.then(fonts => [...fonts].map(font => font.status))");
        CollectionAssert.AreEqual(new[] { "loaded", "loaded" }, fonts);
    }

    /// <summary>What the page's window shows, as a PNG.</summary>
    public static Task<byte[]> ShootAsync(IPage page)
    {
        return page.ScreenshotAsync(new PageScreenshotOptions { Animations = ScreenshotAnimations.Disabled });
    }

    private static string BytesOf(string file)
    {
        using Stream font = typeof(Database).Assembly.GetManifestResourceStream(file)!;
        using MemoryStream bytes = new();
        font.CopyTo(bytes);
        return Convert.ToBase64String(bytes.ToArray());
    }
}
