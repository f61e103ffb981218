using CloudBridge.Core.Registry.Chargers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Api;

/// <summary>Chargers' keys over HTTP, for operators. New keys are given out once.</summary>
public static class ChargerKeyApi
{
    private const int CountMax = 100;

    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/chargers/{id}/keys", List)
            .WithTags("Chargers")
            .WithSummary("What was done about a charger's keys, the newest first; never the keys.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/chargers/{id}/keys/renew", Renew)
            .WithTags("Chargers")
            .WithSummary(
                "Makes a new key and password for a charger; the answer has them, which are not given out again. The old ones are good "
                    + "until the charger has used the new, or end at once with isAtOnce. One whose keys were revoked may send again.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/chargers/{id}/keys/revoke", Revoke)
            .WithTags("Chargers")
            .WithSummary("Ends all keys of a charger: its connection ends within a second, and nothing is taken from it any more.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Results<Ok<ChargerKeyList>, ProblemHttpResult> List(ChargerRegistry chargers, ChargerKeys keys, string id)
    {
        return chargers.Find(id) is { } charger
            ? TypedResults.Ok(new ChargerKeyList(charger.IsRevoked, charger.IsRenewing, keys.EventsOf(id, CountMax)))
            : Unknown(id);
    }

    private static Results<Ok<NewChargerKeys>, ProblemHttpResult> Renew(
        ChargerKeys keys,
        HttpContext context,
        string id,
        KeyRequest request)
    {
        ChargerSecrets? secrets = keys.Renew(id, request.IsAtOnce == true, NameOf(context), ChargerKeys.ReasonOf(request.Reason));
        return secrets == null
            ? Unknown(id)
            : TypedResults.Ok(new NewChargerKeys(Convert.ToHexStringLower(secrets.DeviceKey), id, secrets.Password));
    }

    private static Results<NoContent, ProblemHttpResult> Revoke(
        ChargerRegistry chargers,
        ChargerKeys keys,
        HttpContext context,
        string id,
        KeyRequest request)
    {
        string reason = ChargerKeys.ReasonOf(request.Reason);
        if (chargers.Find(id) == null)
        {
            return Unknown(id);
        }

        string? defect = reason.Length == 0 ? "reason is missing: say why the keys are revoked."
            : keys.TryRevoke(id, NameOf(context), reason) ? null
            : $"The keys of charger {id} are revoked already.";
        return defect == null
            ? TypedResults.NoContent()
            : TypedResults.Problem(defect, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static string NameOf(HttpContext context)
    {
        return context.User.Identity?.Name ?? "operator";
    }

    private static ProblemHttpResult Unknown(string id)
    {
        return TypedResults.Problem($"There is no charger '{id}'.", statusCode: StatusCodes.Status404NotFound);
    }
}

/// <summary>What is to be done about a charger's keys.</summary>
/// <param name="Reason">Why, at most 200 characters.</param>
/// <param name="IsAtOnce">For a renewal: whether the old keys end with it; without it they end when the charger has used the new.</param>
public sealed record KeyRequest(string? Reason, bool? IsAtOnce);

/// <summary>How it stands about a charger's keys.</summary>
/// <param name="IsRevoked">Nothing is taken from it until it has new keys.</param>
/// <param name="IsRenewing">It has not proved a record with its newest key yet.</param>
/// <param name="Events">What was done, the newest first, at most 100.</param>
public sealed record ChargerKeyList(bool IsRevoked, bool IsRenewing, IReadOnlyList<ChargerKeyEvent> Events);

/// <summary>New keys of a charger, given out once.</summary>
/// <param name="DeviceKey">64 hexadecimal digits.</param>
/// <param name="MqttUser">The charger's id.</param>
/// <param name="MqttPassword">32 characters of base64url.</param>
public sealed record NewChargerKeys(string DeviceKey, string MqttUser, string MqttPassword);
