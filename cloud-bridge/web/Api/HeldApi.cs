using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Contract;
using CloudBridge.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Api;

/// <summary>Held sessions over HTTP: what is held, and what is decided about it.</summary>
public static class HeldApi
{
    private const int CountMax = 200;

    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/held", List)
            .WithTags("Watch")
            .WithSummary("Sessions that are not billed, with the reason.")
            .RequireAuthorization(Policy.Technicians);
        api.MapPost("/held/{id}/release", Release)
            .WithTags("Watch")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary(
                "Decides about a held session: bill is Lower (the lower of the charger's amount and the bridge's), Bridge, or Waive (no "
                    + "bill); without it, it is tried again as it is. The reason is kept with the name of whoever asks.");
    }

    private static Ok<IReadOnlyList<HeldRow>> List(Watch watch, int? offset, int? count)
    {
        return TypedResults.Ok(watch.Held(Math.Max(offset ?? 0, 0), Math.Clamp(count ?? 50, 1, CountMax)));
    }

    private static Results<Ok<ReleaseAnswer>, ProblemHttpResult> Release(
        HeldDesk desk,
        HttpContext context,
        string id,
        ReleaseRequest request)
    {
        string? decision = HeldDecision.Read(request.Bill);
        if (decision == null && !string.IsNullOrEmpty(request.Bill))
        {
            return TypedResults.Problem(
                $"bill is '{request.Bill}': give Lower, Bridge or Waive, or leave it out.",
                statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        ReleaseResult result = desk.Decide(
            id,
            new ReleaseOrder(context.User.Identity?.Name ?? "operator", (request.Reason ?? "").Trim(), decision));
        return result.Release == null
            ? TypedResults.Problem(result.Sentence, statusCode: StatusCodes.Status422UnprocessableEntity)
            : TypedResults.Ok(new ReleaseAnswer(result.Release.Outcome.ToString(), result.Release.BillNumber, result.Sentence));
    }
}

/// <summary>What is decided about a held session.</summary>
/// <param name="Bill">Lower, Bridge or Waive; null to try again as it is.</param>
/// <param name="Reason">Why.</param>
public sealed record ReleaseRequest(string? Bill, string? Reason);

/// <summary>What came of it.</summary>
/// <param name="Outcome">Billed or Waived.</param>
/// <param name="BillNumber">The bill; null without one.</param>
/// <param name="Sentence">The same for people.</param>
public sealed record ReleaseAnswer(string Outcome, string? BillNumber, string Sentence);
