using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>Asks axe-core for violations of WCAG 2.2, levels A and AA.</summary>
internal static class Accessibility
{
    // Only what is wrong is worth sending back: axe would describe each element that passes as well.
    private static readonly AxeRunOptions Levels = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] },
    };

    private static readonly AxeRunOptions Contrast = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] },
    };

    /// <summary>The violations of a page as it stands, a line for each place.</summary>
    public static Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        return RunAsync(page, Levels);
    }

    /// <summary>The violations of a page that its colours make.</summary>
    public static Task<IReadOnlyList<string>> ContrastAsync(IPage page)
    {
        return RunAsync(page, Contrast);
    }

    private static async Task<IReadOnlyList<string>> RunAsync(IPage page, AxeRunOptions options)
    {
        AxeResult result = await page.RunAxe(options);
        return
        [
            .. result.Violations.SelectMany(violation =>
                violation.Nodes.Select(node => $"{violation.Id}: {violation.Help} at {node.Target}: {Reason(node)} in {Short(node.Html)}")),
        ];
    }

    private static string Reason(AxeResultNode node)
    {
        return string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message));
    }

    private static string Short(string html)
    {
        return html.Length > 160 ? html[..160] + "…" : html;
    }
}
