using CloudBridge.Web.Access;
using NodaTime;

namespace CloudBridge.Web.Ocpi.Partners;

/// <summary>
/// /ocpi/2.2.1/credentials (OCPI 2.2.1, 7.3): a party registers with the token it was invited with, renews its registration, or ends it.
/// What is done for a party that is registered, and only for one that is not, is told by 405, as the specification has it.
/// </summary>
public static class CredentialsPaths
{
    /// <summary>Maps the paths.</summary>
    public static void MapPartners(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup($"{OcpiVersions.Root}/{OcpiVersions.Credentials}")
            .WithTags("OCPI 2.2.1")
            .WithMetadata(new BeforeRegistration())
            .RequireAuthorization(Policy.Partners);
        group.MapGet("", Get).WithSummary("The credentials with which the partner that asks reaches this bridge.");
        group.MapPost("", (HttpContext context, CredentialsDesk desk) => desk.RegisterAsync(context, isAgain: false))
            .WithSummary("Registers the partner that asks.");
        group.MapPut("", (HttpContext context, CredentialsDesk desk) => desk.RegisterAsync(context, isAgain: true))
            .WithSummary("Renews the registration of the partner that asks: tokens, roles and endpoints.");
        group.MapDelete("", (HttpContext context, CredentialsDesk desk) => desk.End(context))
            .WithSummary("Ends the registration of the partner that asks.");
    }

    private static IResult Get(HttpContext context, OcpiHandshake handshake, TimeProvider clock)
    {
        Instant now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return context.Features.Get<ShownPartner>() is ShownPartner shown
            ? OcpiAnswer.Data(
                context,
                now,
                handshake.Own(shown.Token, OcpiAddress.Of(context, OcpiAddress.Versions)).Write)
            : OcpiAnswer.Refusal(context, OcpiStatus.ClientError, "this token is no partner's", now, StatusCodes.Status403Forbidden);
    }
}
