using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CloudBridge.Core.Operations.Claims;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Http;

/// <summary>
/// Where open pages hear that something changed (server-sent events). An event carries no content: the page asks for itself again and swaps
/// its live parts, so what a page may show is decided in one place. A browser whose connection broke connects again by itself, and the
/// first event of each connection makes it ask for what it missed.
/// </summary>
public static class LivePaths
{
    /// <summary>Changes of one charger, for whoever may see what it does.</summary>
    public const string OfCharger = "/live/{chargerId}";

    /// <summary>Changes of all chargers, for operators and technicians.</summary>
    public const string OfAll = "/live";

    /// <summary>Changes of an owner's chargers and running sessions.</summary>
    public const string OfOwn = "/my/live";

    private const string Changed = "changed";

    // Many changes within a moment are one event: a page is rendered at most this often for one viewer. A page of a whole fleet, in which
    // something changes all the time, costs more than one of a charger.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseOfAll = TimeSpan.FromSeconds(2);

    // Without a change an event comes all the same: proxies end silent connections, and what has grown old must not look like now.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>Maps all.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(OfAll, ListenToAll).RequireAuthorization(Policy.Technicians).ExcludeFromDescription();
        app.MapGet(OfOwn, ListenToOwn).RequireAuthorization(Policy.Owners).ExcludeFromDescription();
        app.MapGet(OfCharger, ListenToOne).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Which changes concern a page of some chargers, none of somebody who has none; null, which is every one, for the board of
    /// all.</summary>
    public static Func<string, bool>? ConcernsOf(IReadOnlyList<string>? chargerIds)
    {
        return chargerIds == null ? null : id => chargerIds.Contains(id);
    }

    private static Results<ServerSentEventsResult<string>, StatusCodeHttpResult> ListenToAll(HttpContext context)
    {
        return Listen(null, PauseOfAll, context);
    }

    private static Results<ServerSentEventsResult<string>, StatusCodeHttpResult> ListenToOne(
        string chargerId,
        ChargerRegistry chargers,
        ChargerDoor door,
        HttpContext context)
    {
        return chargers.Has(chargerId) && door.MaySee(context.User, chargerId)
            ? Listen([chargerId], Pause, context)
            : TypedResults.StatusCode(StatusCodes.Status404NotFound);
    }

    private static Results<ServerSentEventsResult<string>, StatusCodeHttpResult> ListenToOwn(
        IOwnership ownership,
        OwnSessions own,
        HttpContext context)
    {
        string? accountId = ownership.AccountOf(context.User);
        return accountId == null
            ? TypedResults.StatusCode(StatusCodes.Status404NotFound)
            : Listen(own.ChargersOf(accountId), Pause, context);
    }

    private static Results<ServerSentEventsResult<string>, StatusCodeHttpResult> Listen(
        IReadOnlyList<string>? chargerIds,
        TimeSpan pause,
        HttpContext context)
    {
        IDisposable? viewer = context
            .RequestServices.GetRequiredService<LiveViewers>()
            .TryEnter(chargerIds ?? [], context.Connection.RemoteIpAddress?.ToString() ?? "");
        if (viewer == null)
        {
            // The browser tries again by itself, ever more rarely.
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        context.Response.RegisterForDispose(viewer);
        return TypedResults.ServerSentEvents(EventsAsync(chargerIds, pause, context));
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        IReadOnlyList<string>? chargerIds,
        TimeSpan pause,
        HttpContext context,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // A bridge that stops must not wait for pages that stay open.
        CancellationToken stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            stopping,
            cancellationToken);
        using ChangeFeed.Listener listener = context.RequestServices.GetRequiredService<ChangeFeed>().Listen(ConcernsOf(chargerIds));
        do
        {
            yield return new SseItem<string>("", Changed);
        }
        while (await NextAsync(listener, pause, end.Token));
    }

    // Whether another event is due; false at the end.
    private static async Task<bool> NextAsync(ChangeFeed.Listener listener, TimeSpan pause, CancellationToken end)
    {
        try
        {
            await Task.Delay(pause, end);
            using CancellationTokenSource beat = CancellationTokenSource.CreateLinkedTokenSource(end);
            beat.CancelAfter(Beat);
            await listener.WaitAsync(beat.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return !end.IsCancellationRequested;
        }
    }
}
