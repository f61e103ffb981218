using System.Security.Claims;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Api;

/// <summary>Incidents over HTTP. Costs and prices are for operators; technicians see the rest.</summary>
public static class IncidentApi
{
    private const int CountMax = 200;

    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/incidents", List)
            .WithTags("Incidents")
            .WithSummary("Incidents: the open ones first and of them the worst, then the newest; without notices unless asked for.")
            .RequireAuthorization(Policy.Technicians);
        api.MapGet("/incidents/{id:long}", Get)
            .WithTags("Incidents")
            .WithSummary("One incident with what happened to it.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequireAuthorization(Policy.Technicians);
        api.MapPost("/incidents/{id:long}/acknowledge", Acknowledge)
            .WithTags("Incidents")
            .WithSummary("Says that whoever asks has it in hand, by the name of the token.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .RequireAuthorization(Policy.Technicians);
    }

    private static Ok<IncidentPage> List(
        IncidentArchive archive,
        ClaimsPrincipal user,
        bool? open,
        bool? notices,
        string? charger,
        string? site,
        string? severity,
        int? offset,
        int? count)
    {
        IncidentFilter filter = new()
        {
            IsOpen = open == true,
            HasNotices = notices == true,
            ChargerId = charger,
            SiteId = site,
            Severity = severity,
        };
        IReadOnlyList<Incident> incidents = archive.List(filter, Math.Max(offset ?? 0, 0), Math.Clamp(count ?? 50, 1, CountMax));
        return TypedResults.Ok(
            new IncidentPage(
                archive.Count(filter),
                [.. incidents.Select(incident => IncidentAnswer.Of(incident, user.IsInRole(Role.Operator)))]));
    }

    private static Results<Ok<IncidentStory>, ProblemHttpResult> Get(IncidentArchive archive, ClaimsPrincipal user, long id)
    {
        Incident? incident = archive.Find(id);
        bool hasMoney = user.IsInRole(Role.Operator);
        return incident == null
            ? Missing(id)
            : TypedResults.Ok(
                new IncidentStory(
                    IncidentAnswer.Of(incident, hasMoney),
                    [.. archive.EventsOf(id).Select(happened => IncidentEventAnswer.Of(happened, hasMoney))]));
    }

    private static Results<NoContent, ProblemHttpResult> Acknowledge(
        IncidentArchive archive,
        IncidentDesk desk,
        ClaimsPrincipal user,
        long id,
        AcknowledgeBody body)
    {
        if (archive.Find(id) == null)
        {
            return Missing(id);
        }

        string? refused = desk.Acknowledge(id, user.Identity!.Name!, body.Note);
        return refused == null
            ? TypedResults.NoContent()
            : TypedResults.Problem(refused, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static ProblemHttpResult Missing(long id)
    {
        return TypedResults.Problem($"There is no incident {id}.", statusCode: StatusCodes.Status404NotFound);
    }
}

/// <summary>What somebody says who has an incident in hand.</summary>
/// <param name="Note">A note for the others, at most 400 characters; may be left out.</param>
public sealed record AcknowledgeBody(string? Note);

/// <summary>A page of incidents.</summary>
/// <param name="Count">How many there are altogether.</param>
/// <param name="Incidents">Those of this page.</param>
public sealed record IncidentPage(long Count, IReadOnlyList<IncidentAnswer> Incidents);

/// <summary>An incident with what happened to it.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Events">What happened, oldest first.</param>
public sealed record IncidentStory(IncidentAnswer Incident, IReadOnlyList<IncidentEventAnswer> Events);

/// <summary>An incident as the API gives it. Times in unix ms.</summary>
/// <param name="IncidentId">Its number.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Cause">What tells it from others of its kind.</param>
/// <param name="Severity">Critical, Warning or Notice.</param>
/// <param name="Title">A line for people.</param>
/// <param name="ChargerId">The charger; null for a site's.</param>
/// <param name="SiteId">The site; null for none.</param>
/// <param name="RaisedUtcMs">When it began.</param>
/// <param name="ClearedUtcMs">When it ended; null while it goes on.</param>
/// <param name="Occurrences">How often it came before it was over.</param>
/// <param name="Facts">Its figures.</param>
/// <param name="AcknowledgedBy">Who has it in hand; null for nobody.</param>
/// <param name="AcknowledgedUtcMs">Since when.</param>
/// <param name="AcknowledgeNote">What that person wrote.</param>
public sealed record IncidentAnswer(
    long IncidentId,
    string Kind,
    string Subject,
    string Cause,
    string Severity,
    string Title,
    string? ChargerId,
    string? SiteId,
    long RaisedUtcMs,
    long? ClearedUtcMs,
    long Occurrences,
    IncidentFacts Facts,
    string? AcknowledgedBy,
    long? AcknowledgedUtcMs,
    string? AcknowledgeNote)
{
    /// <summary>With costs and prices, or without.</summary>
    public static IncidentAnswer Of(Incident incident, bool hasMoney)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return new IncidentAnswer(
            incident.IncidentId,
            incident.Kind,
            incident.Subject,
            incident.Cause,
            incident.Severity,
            IncidentWords.Title(incident),
            incident.ChargerId,
            incident.SiteId,
            incident.RaisedUtcMs,
            incident.ClearedUtcMs,
            incident.Occurrences,
            hasMoney ? incident.Facts : incident.Facts.WithoutMoney(),
            incident.AcknowledgedBy,
            incident.AcknowledgedUtcMs,
            incident.AcknowledgeNote);
    }
}

/// <summary>Something that happened to an incident, as the API gives it.</summary>
/// <param name="EventId">Its number over all incidents.</param>
/// <param name="Action">Raised, Updated, Cleared or Acknowledged.</param>
/// <param name="AtUtcMs">When, unix ms.</param>
/// <param name="Severity">The severity then.</param>
/// <param name="PersonName">Who did it; null for the bridge.</param>
/// <param name="Facts">The figures then.</param>
public sealed record IncidentEventAnswer(
    long EventId,
    string Action,
    long AtUtcMs,
    string Severity,
    string? PersonName,
    IncidentFacts Facts)
{
    /// <summary>With costs and prices, or without.</summary>
    public static IncidentEventAnswer Of(IncidentEvent happened, bool hasMoney)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return new IncidentEventAnswer(
            happened.EventId,
            happened.Action,
            happened.AtUtcMs,
            happened.Severity,
            happened.PersonName,
            hasMoney ? happened.Facts : happened.Facts.WithoutMoney());
    }
}
