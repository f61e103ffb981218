using CloudBridge.Web.Access;
using NodaTime;

namespace CloudBridge.Web.Ocpi;

/// <summary>Which functional modules are for whom: a partner has those that the operator gave it, an operator's token has all.</summary>
internal static class OcpiModules
{
    /// <summary>Begins to map a module; what a partner may not have is not there for it.</summary>
    public static RouteGroupBuilder Map(IEndpointRouteBuilder app, string module)
    {
        RouteGroupBuilder group = app.MapGroup($"{OcpiVersions.Root}/{module}")
            .WithTags("OCPI 2.2.1")
            .RequireAuthorization(Policy.Partners);
        group.AddEndpointFilter(async (call, next) =>
        {
            HttpContext context = call.HttpContext;
            Instant now = Instant.FromDateTimeOffset(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
            return IsFor(context, module) ? await next(call) : OcpiAnswer.NotFound(context, $"module {module} is not for this party", now);
        });
        return group;
    }

    /// <summary>Whether a module is for whoever asks.</summary>
    public static bool IsFor(HttpContext context, string module)
    {
        return context.Features.Get<ShownPartner>() is not ShownPartner shown || shown.Partner.Modules.Contains(module);
    }
}
