using System.Text.Json.Nodes;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Settings;
using NodaTime;

namespace CloudBridge.Web.Ocpi;

/// <summary>GET /ocpi/2.2.1/locations: all, or one with its EVSEs, one EVSE, one connector (OCPI 2.2.1, 8.2.1).</summary>
public static class OcpiLocationList
{
    /// <summary>Maps the paths below the module.</summary>
    public static void Map(RouteGroupBuilder module)
    {
        module.MapGet("", GetAll)
            .WithSummary("Locations as OCPI 2.2.1, with the status of their EVSEs now, paged: date_from, date_to, offset, limit.");
        module.MapGet("/{locationId}", (
                HttpContext context,
                OcpiLocationBook book,
                OcpiSettings party,
                TimeProvider clock,
                string locationId) => GetOne(context, book, party, clock, locationId, null, null))
            .WithSummary("One location.");
        module.MapGet("/{locationId}/{evseUid}", (
                HttpContext context,
                OcpiLocationBook book,
                OcpiSettings party,
                TimeProvider clock,
                string locationId,
                string evseUid) => GetOne(context, book, party, clock, locationId, evseUid, null))
            .WithSummary("One EVSE of a location.");
        module.MapGet("/{locationId}/{evseUid}/{connectorId}", GetOne).WithSummary("One connector of an EVSE.");
    }

    private static IResult GetAll(HttpContext context, OcpiLocationBook book, OcpiSettings party, TimeProvider clock)
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

        List<OcpiLocation> matching =
        [
            .. book.Read(own)
                .Where(location => location.UpdatedUtcMs >= paging!.FromUtcMs && location.UpdatedUtcMs < paging.ToUtcMs),
        ];
        List<string> page =
        [
            .. matching.Skip(paging!.Offset).Take(paging.Limit).Select(location => location.Json.ToJsonString(BillJson.Options)),
        ];
        return OcpiAnswer.Page(context, paging, matching.Count, page, now);
    }

    private static IResult GetOne(
        HttpContext context,
        OcpiLocationBook book,
        OcpiSettings party,
        TimeProvider clock,
        string locationId,
        string? evseUid,
        string? connectorId)
    {
        Instant now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        if (OcpiParty.Of(party) is not OcpiParty own)
        {
            return OcpiAnswer.NoParty(context, now);
        }

        OcpiLocation? location = book.Read(own).FirstOrDefault(one => one.Id == locationId);
        OcpiEvse? evse = location?.Evses.FirstOrDefault(one => one.Uid == evseUid);
        JsonObject? found = evseUid == null ? location?.Json
            : connectorId == null ? evse?.Json
            : connectorId == OcpiLocationBook.ConnectorId ? evse?.Connector
            : null;
        return found == null
            ? OcpiAnswer.NotFound(context, "there is no such location, EVSE or connector", now)
            : OcpiAnswer.Data(context, now, json => json.WriteRawValue(found.ToJsonString(BillJson.Options)));
    }
}
