using CloudBridge.Core.Billing.Releases;
using CloudBridge.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Api;

/// <summary>Quarantine over HTTP: what could not be taken, and what is discarded of it.</summary>
public static class QuarantineApi
{
    private const int CountMax = 200;

    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/quarantine", (Watch watch, int? offset, int? count) =>
                TypedResults.Ok(watch.Quarantine(OffsetOf(offset), CountOf(count))))
            .WithTags("Watch")
            .WithSummary("Messages that could not be taken, with the reason.")
            .RequireAuthorization(Policy.Technicians);
        api.MapGet("/quarantine/discarded", (DiscardDesk desk, int? offset, int? count) =>
                TypedResults.Ok(desk.List(OffsetOf(offset), CountOf(count))))
            .WithTags("Watch")
            .WithSummary("Messages that were discarded from quarantine, by whom and why, the last first. Their content is gone.");
        api.MapPost("/quarantine/discard", Discard)
            .WithTags("Watch")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary(
                "Takes a message out of quarantine for good, by charger, topic and hash, or with isAll everything of a charger, * being "
                    + "all that nobody has added. What it was is kept, with the reason and the name of whoever asks.");
    }

    private static Results<Ok<DiscardAnswer>, ProblemHttpResult> Discard(DiscardDesk desk, HttpContext context, DiscardRequest request)
    {
        DiscardScope? scope = request.Scope();
        if (scope == null)
        {
            return Problem("Say what to discard: chargerId with topic and contentHash, or chargerId with isAll.");
        }

        DiscardResult result = desk.Discard(
            scope,
            new ReleaseOrder(context.User.Identity?.Name ?? "operator", (request.Reason ?? "").Trim()));
        return result.Count == 0 ? Problem(result.Sentence) : TypedResults.Ok(new DiscardAnswer(result.Count, result.Sentence));
    }

    private static ProblemHttpResult Problem(string detail)
    {
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static int OffsetOf(int? offset)
    {
        return Math.Max(offset ?? 0, 0);
    }

    private static int CountOf(int? count)
    {
        return Math.Clamp(count ?? 50, 1, CountMax);
    }
}

/// <summary>What is to be discarded from quarantine.</summary>
/// <param name="ChargerId">Whose; "*" with isAll is all that nobody has added.</param>
/// <param name="Topic">Topic of one message.</param>
/// <param name="ContentHash">Hash of one message, whole.</param>
/// <param name="IsAll">Everything of the charger.</param>
/// <param name="Reason">Why.</param>
public sealed record DiscardRequest(string? ChargerId, string? Topic, string? ContentHash, bool? IsAll, string? Reason)
{
    /// <summary>What is meant; null where that is not said.</summary>
    public DiscardScope? Scope()
    {
        bool isOne = !string.IsNullOrEmpty(Topic) && !string.IsNullOrEmpty(ContentHash);
        return string.IsNullOrEmpty(ChargerId) || isOne == (IsAll == true) ? null
            : isOne ? new DiscardScope(ChargerId, Topic, ContentHash)
            : DiscardScope.AllOf(ChargerId);
    }
}

/// <summary>What came of it.</summary>
/// <param name="Count">Rows that are gone.</param>
/// <param name="Sentence">The same for people.</param>
public sealed record DiscardAnswer(long Count, string Sentence);
