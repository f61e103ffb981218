using System.Net.ServerSentEvents;
using CloudBridge.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Live;

/// <summary>
/// Where open pages hear that something changed (server-sent events). An event carries no content: the page asks for itself again and swaps
/// its live parts, so what a page may show is decided in one place. A browser whose connection broke connects again by itself, and the first
/// event of each connection makes it ask for what it missed.
/// </summary>
public static class LivePaths
{
    /// <summary>Changes of one charger, for whoever may open its public page.</summary>
    public const string OfCharger = "/live/{chargerId}";

    /// <summary>Changes of all chargers, for operators and technicians.</summary>
    public const string OfAll = "/live";

    private const string Changed = "changed";

    // Many changes within a moment are one event: a page is rendered at most this often for one viewer.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Maps both.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(OfAll, (ChangeFeed feed, HttpContext context) => Listen(feed, null, context))
            .RequireAuthorization(Policy.Technicians).ExcludeFromDescription();
        app.MapGet(OfCharger, (string chargerId, ChangeFeed feed, HttpContext context) => Listen(feed, chargerId, context))
            .AllowAnonymous().ExcludeFromDescription();
    }

    private static ServerSentEventsResult<string> Listen(ChangeFeed feed, string? chargerId, HttpContext context)
    {
        return TypedResults.ServerSentEvents(Events(feed, chargerId, context));
    }

    private static async IAsyncEnumerable<SseItem<string>> Events(ChangeFeed feed, string? chargerId, HttpContext context)
    {
        // A bridge that stops must not wait for pages that stay open.
        CancellationToken stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using ChangeFeed.Listener listener = feed.Listen(chargerId == null ? null : id => id == chargerId);
        do
        {
            yield return new SseItem<string>("", Changed);
        }
        while (await NextAsync(listener, end.Token));
    }

    private static async Task<bool> NextAsync(ChangeFeed.Listener listener, CancellationToken end)
    {
        try
        {
            await Task.Delay(Pause, end);
            await listener.WaitAsync(end);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
