using System.Text.Json.Serialization;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Registry.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Http;

/// <summary>Where a service manager or a load balancer asks how the bridge is. Everyone may ask; only staff is told which part is
/// ill.</summary>
public static class HealthPaths
{
    /// <summary>Maps both.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", GetHealth)
            .AllowAnonymous()
            .WithTags("Health")
            .WithSummary("Whether the process lives: if not, start it again.")
            .Produces<Health>(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/readyz", GetReadiness)
            .AllowAnonymous()
            .WithTags("Health")
            .WithSummary("Whether the bridge can do its work now; parts are told to operators and technicians only.")
            .Produces<Health>(StatusCodes.Status503ServiceUnavailable);
    }

    private static JsonHttpResult<Health> GetHealth(Readiness readiness)
    {
        return Answer(readiness.IsAlive, readiness.IsAlive ? "healthy" : "not healthy", null);
    }

    private static JsonHttpResult<Health> GetReadiness(Readiness readiness, HttpContext context)
    {
        IReadOnlyList<HealthLine> lines = readiness.Check();
        bool isReady = lines.All(line => line.IsWell || line.StopsNobody);
        bool isStaff = context.User.IsInRole(Role.Operator) || context.User.IsInRole(Role.Technician);
        return Answer(isReady, isReady ? "ready" : "not ready", isStaff ? lines : null);
    }

    private static JsonHttpResult<Health> Answer(bool isWell, string status, IReadOnlyList<HealthLine>? checks)
    {
        return TypedResults.Json(
            new Health(status, checks),
            statusCode: isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>The state of the bridge.</summary>
/// <param name="Status">"healthy" or "ready", or the same with "not".</param>
/// <param name="Checks">One line for each part; left out for who is not staff.</param>
public sealed record Health(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<HealthLine>? Checks = null);
