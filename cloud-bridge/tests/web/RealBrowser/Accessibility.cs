using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>Asks axe-core for violations of WCAG 2.2, levels A and AA.</summary>
internal static class Accessibility
{
    // Pages have no frames, so axe is asked in the page itself: Deque's own runner opens a further page for each answer, which took longer
    // than the answer. Only what is wrong is sent back: axe would describe each element that passes as well.
    private const string Ask = """
        async runOnly => {
            const { violations } = await axe.run(document, { resultTypes: ['violations'], runOnly });
            return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html, any, all, none }) => {
                const reasons = [...any, ...all, ...none].map(check => check.message).join('; ');
                return `${id}: ${help} at ${target}: ${reasons} in ${html.length > 160 ? html.slice(0, 160) + '…' : html}`;
            }));
        }
        """;

    private static readonly string[] Levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
    private static readonly string[] Contrast = ["color-contrast"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>The violations of a page as it stands, a line for each place.</summary>
    public static Task<string[]> ViolationsAsync(IPage page)
    {
        return AskAsync(page, Levels);
    }

    /// <summary>The violations of a page that its colours make.</summary>
    public static Task<string[]> ContrastAsync(IPage page)
    {
        return AskAsync(page, Contrast);
    }

    private static async Task<string[]> AskAsync(IPage page, string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'"))
        {
            await page.EvaluateAsync(Axe);
        }

        return await page.EvaluateAsync<string[]>(Ask, rules);
    }
}
