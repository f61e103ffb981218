using Microsoft.Playwright;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>What the browser complains of while pages are open: console errors, violated content policy, scripts that throw, files that do
/// not load.</summary>
internal sealed class Complaints
{
    private readonly List<string> _all = [];

    /// <summary>Listens to every page of a profile, also to those that open later.</summary>
    public Complaints(IBrowserContext profile)
    {
        profile.Console += (_, message) => Add(message.Type is "error" or "warning", $"console: {message.Text} ({message.Location})");
        profile.WebError += (_, error) => Add(true, $"script: {error.Error}");
        profile.RequestFailed += (_, request) => Add(IsFailure(request), $"request: {request.Url} {request.Failure}");
    }

    /// <summary>All so far; the list is emptied.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_all)
        {
            string[] taken = [.. _all];
            _all.Clear();
            return taken;
        }
    }

    // A page that is left ends its stream of changes, and a request of its own that was on the way.
    private static bool IsFailure(IRequest request)
    {
        return request.Failure != "net::ERR_ABORTED";
    }

    private void Add(bool isOne, string words)
    {
        if (isOne)
        {
            lock (_all)
            {
                _all.Add(words);
            }
        }
    }
}
