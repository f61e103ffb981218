using System.Security.Claims;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Claims;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Web.Access;
using Firmware.Core.Messaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CloudBridge.Web.Pages.Owners;

/// <summary>Where the form of a charger's page goes. It is no page's form, because a page that has changed meanwhile could not take it any
/// more.</summary>
public static class ClaimPath
{
    /// <summary>Query of the charger's page with the answer to a claim.</summary>
    public const string AnswerQuery = "answer";

    /// <summary>Maps the path.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/c/{id}/claim", ClaimAsync).RequireAuthorization(Policy.Owners).ExcludeFromDescription();
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> ClaimAsync(
        string id,
        [FromForm] long session,
        [FromForm] string? code,
        ClaimsPrincipal user,
        IOwnership ownership,
        ChargerPlaces places,
        SessionClaims claims,
        IChargerCommands chargers,
        CancellationToken cancellationToken)
    {
        PlacedCharger? charger = places.Find(id);
        if (charger == null)
        {
            return TypedResults.NotFound();
        }

        string? accountId = ownership.AccountOf(user);
        if (accountId == null)
        {
            return TypedResults.LocalRedirect("/my");
        }

        ClaimAnswer answer = claims.Claim(charger, session, accountId, Person.NameOf(user.Identity!.Name!), code);
        if (answer == ClaimAnswer.Claimed)
        {
            // Whoever stands at the charger sees that somebody has claimed.
            await chargers.TryCommandAsync(id, CommandMessage.Identify, cancellationToken);
        }

        return TypedResults.LocalRedirect(
            $"/c/{id}" + (answer is ClaimAnswer.Claimed or ClaimAnswer.OwnAlready ? "" : $"?{AnswerQuery}={answer}"));
    }
}
