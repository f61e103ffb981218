using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Operations.Claims;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Pages.Chargers;

/// <summary>The label of a charger to print.</summary>
public static class LabelPath
{
    /// <summary>Maps the path.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/chargers/{id}/label.svg", Get).RequireAuthorization(Policy.Technicians).ExcludeFromDescription();
    }

    private static Results<ContentHttpResult, NotFound> Get(string id, ChargerPlaces places, LabelCode codes, PagesSettings settings)
    {
        PlacedCharger? charger = places.Find(id);
        return charger == null
            ? TypedResults.NotFound()
            : TypedResults.Content(LabelDrawing.Draw(settings, id, codes.Of(id, charger.LabelNumber)), "image/svg+xml; charset=utf-8");
    }
}
