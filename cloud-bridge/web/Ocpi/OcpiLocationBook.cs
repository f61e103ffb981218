using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Partners;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Publishing;

namespace CloudBridge.Web.Ocpi;

/// <summary>
/// Sites and chargers as Locations with EVSEs and connectors (OCPI 2.2.1, 8.3): a site with all that OCPI needs is a Location, a charger
/// there whose connector can be told is an EVSE with one connector. A site without such a charger is not told.
/// </summary>
public sealed class OcpiLocationBook
{
    /// <summary>The id of the one connector of an EVSE.</summary>
    public const string ConnectorId = "1";

    private const int NameLengthMax = 255;

    private readonly SiteRegistry _sites;
    private readonly ChargerPlaces _chargers;
    private readonly TariffBook _tariffs;
    private readonly ShownObjects _shown;

    /// <summary>Over the registries and what chargers tell.</summary>
    public OcpiLocationBook(
        SiteRegistry sites,
        ChargerPlaces chargers,
        TariffBook tariffs,
        ShownObjects shown)
    {
        _sites = sites;
        _chargers = chargers;
        _tariffs = tariffs;
        _shown = shown;
    }

    /// <summary>All locations as they are now, the one that has not changed for longest first. What has changed since the last time is
    /// noted, and queued for partners.</summary>
    public IReadOnlyList<OcpiLocation> Read(OcpiParty party)
    {
        ArgumentNullException.ThrowIfNull(party);
        List<OcpiLocation> locations = Make(party);
        IEnumerable<OcpiEvse> evses = locations.SelectMany(location => location.Evses);
        // In the order in which partners should hear of it: the place before the status of what is there.
        IReadOnlyDictionary<string, long> places = Take(
            PushKind.Location,
            locations.Select(location => (location.Id, location.Json.ToJsonString(BillJson.Options))));
        IReadOnlyDictionary<string, long> connectors = Take(
            PushKind.Connector,
            evses.Select(evse => (evse.Id, evse.Json.ToJsonString(BillJson.Options) + evse.Connector.ToJsonString(BillJson.Options))));
        IReadOnlyDictionary<string, long> statuses = Take(PushKind.Status, evses.Select(evse => (evse.Id, evse.Status)));
        foreach (OcpiLocation location in locations)
        {
            location.Stamp(places[location.Id], evse => (statuses[evse.Id], connectors[evse.Id]));
        }

        return [.. locations.OrderBy(location => location.UpdatedUtcMs).ThenBy(location => location.Id, StringComparer.Ordinal)];
    }

    private List<OcpiLocation> Make(OcpiParty party)
    {
        Dictionary<string, string?> tariffs = _tariffs.Plan().Chargers()
            .ToDictionary(plan => plan.Place.ChargerId, plan => plan.Now?.TariffId, StringComparer.Ordinal);
        ILookup<string, PlacedCharger> bySite = _chargers.All()
            .Where(charger => charger.SiteId != null && ConnectorRating.FindMissing(charger) == null)
            .ToLookup(charger => charger.SiteId!, StringComparer.Ordinal);
        return
        [
            .. _sites.List().Select(row => row.ToSite())
                .Where(site => site.FindMissing() == null && bySite[site.SiteId].Any())
                .Select(site => new OcpiLocation(
                    site.SiteId,
                    LocationOf(party, site),
                    [
                        .. bySite[site.SiteId]
                            .Select(charger => EvseOf(party, charger, tariffs.GetValueOrDefault(charger.ChargerId))),
                    ])),
        ];
    }

    private static JsonObject LocationOf(OcpiParty party, Site site)
    {
        JsonObject json = new()
        {
            ["country_code"] = party.CountryCode,
            ["party_id"] = party.PartyId,
            ["id"] = site.SiteId,
            ["publish"] = site.IsPublished,
            ["name"] = site.Name,
            ["address"] = Short(AddressLines.Of(site.Address)[0]),
            ["city"] = site.City,
        };
        if (site.PostalCode.Length > 0)
        {
            json["postal_code"] = site.PostalCode;
        }

        json["country"] = Countries.ThreeLettersOf(site.CountryCode);
        json["coordinates"] = new JsonObject
        {
            ["latitude"] = site.Coordinates!.Value.Latitude,
            ["longitude"] = site.Coordinates.Value.Longitude,
        };
        json["time_zone"] = site.TimeZone;
        return json;
    }

    private static OcpiEvse EvseOf(OcpiParty party, PlacedCharger charger, string? tariffId)
    {
        ConnectorRating rating = ConnectorRating.Of(charger, charger.ConnectorType!);
        JsonObject connector = new()
        {
            ["id"] = ConnectorId,
            ["standard"] = charger.ConnectorType,
            ["format"] = rating.Format,
            ["power_type"] = rating.PowerType,
            ["max_voltage"] = rating.MaxVolts,
            ["max_amperage"] = rating.MaxAmps,
        };
        if (tariffId != null)
        {
            connector["tariff_ids"] = new JsonArray(tariffId);
        }

        JsonObject evse = new()
        {
            ["uid"] = charger.ChargerId,
            ["evse_id"] = EvseId.Of(party.CountryCode, party.PartyId, charger.ChargerId),
        };
        return new OcpiEvse(
            $"{charger.SiteId}/{charger.ChargerId}",
            OcpiEvseStatus.Of(charger),
            evse,
            connector);
    }

    private IReadOnlyDictionary<string, long> Take(string kind, IEnumerable<(string Id, string Text)> objects)
    {
        return _shown.Take(
            kind,
            objects.ToDictionary(
                one => one.Id,
                one => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(one.Text))),
                StringComparer.Ordinal));
    }

    private static string Short(string text)
    {
        return text.Length <= NameLengthMax ? text : text[..NameLengthMax];
    }
}
