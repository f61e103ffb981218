using CloudBridge.Core.Foundation.Settings;
using NodaTime;

namespace CloudBridge.Web.Ocpi;

/// <summary>GET /ocpi/2.2.1/sessions (OCPI 2.2.1, 9.2.1). No charger takes charging preferences.</summary>
public static class OcpiSessionList
{
    /// <summary>Maps the paths below the module.</summary>
    public static void Map(RouteGroupBuilder module)
    {
        module.MapGet("", Get)
            .WithSummary("Sessions of this operator as OCPI 2.2.1, over or running, paged: date_from, date_to, offset, limit.");
        module.MapPut("/{sessionId}/charging_preferences", PutPreferences)
            .WithSummary("Refused: no EVSE has the capability CHARGING_PREFERENCES_CAPABLE.");
    }

    private static IResult Get(HttpContext context, OcpiSessionBook book, OcpiSettings party, TimeProvider clock)
    {
        Instant now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        if (!OcpiPaging.TryRead(context.Request.Query, out OcpiPaging? paging, out string defect))
        {
            return OcpiAnswer.Refusal(context, OcpiStatus.InvalidParameters, defect, now);
        }

        if (OcpiParty.Of(party) is not OcpiParty own)
        {
            return OcpiAnswer.NoParty(context, now);
        }

        IReadOnlyList<string> page = book.Read(own, paging!, out long count);
        return OcpiAnswer.Page(context, paging!, count, page, now);
    }

    // As the specification has it for an EVSE that cannot (9.4.1).
    private static IResult PutPreferences(HttpContext context, TimeProvider clock, string sessionId)
    {
        return OcpiAnswer.Refusal(
            context,
            OcpiStatus.InvalidParameters,
            $"no EVSE of this party takes charging preferences, nor does that of session {(sessionId.Length <= 36 ? sessionId : "")}",
            Instant.FromDateTimeOffset(clock.GetUtcNow()),
            StatusCodes.Status404NotFound);
    }
}
