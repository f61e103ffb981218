using System.Text.Json;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Web.Ocpi;

/// <summary>Writes the cdr_location of a CDR (OCPI 2.2.1, 10.4.3) from what is known of site and charger.</summary>
/// <remarks>
/// Format and power type are what the operator has set, or what is usual for the connector. One charger has one EVSE with one connector.
/// A site whose city, country or coordinates nobody has told has "not known", the country of the party, and 0 for both coordinates.
/// </remarks>
internal static class OcpiCdrLocation
{
    private const int TextLengthMax = 45;
    private const string NotKnown = "not known";

    // ISO 3166 keeps it for private use.
    private const string NoCountry = "ZZZ";

    /// <summary>Writes the member.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="bill">The bill, which says where the session was.</param>
    /// <param name="site">That site as it is known now; null where the charger had none.</param>
    /// <param name="charger">Its charger as it is known now; null when that is gone.</param>
    /// <param name="party">Who runs the charger; null when nobody knows.</param>
    public static void Write(Utf8JsonWriter json, Bill bill, Site? site, PlacedCharger? charger, OcpiParty? party)
    {
        string chargerId = bill.Session.ChargerId;
        json.WriteStartObject("cdr_location");
        json.WriteString("id", bill.Site?.SiteId ?? chargerId);
        if (bill.Site != null)
        {
            json.WriteString("name", bill.Site.Name);
        }

        json.WriteString("address", Short(bill.Site?.Address.Count > 0 ? bill.Site.Address[0] : NotKnown));
        json.WriteString("city", site?.City.Length > 0 ? site.City : NotKnown);
        if (site?.PostalCode.Length > 0)
        {
            json.WriteString("postal_code", site.PostalCode);
        }

        json.WriteString(
            "country",
            Countries.ThreeLettersOf(site?.CountryCode) ?? Countries.ThreeLettersOf(party?.CountryCode) ?? NoCountry);
        json.WriteStartObject("coordinates");
        json.WriteString("latitude", (site?.Coordinates ?? default).Latitude);
        json.WriteString("longitude", (site?.Coordinates ?? default).Longitude);
        json.WriteEndObject();
        json.WriteString("evse_uid", chargerId);
        json.WriteString("evse_id", EvseId.Of(party?.CountryCode, party?.PartyId, chargerId));
        json.WriteString("connector_id", "1");
        json.WriteString("connector_standard", bill.Session.ConnectorType);
        ConnectorRating rating = ConnectorRating.Of(charger, bill.Session.ConnectorType);
        json.WriteString("connector_format", rating.Format);
        json.WriteString("connector_power_type", rating.PowerType);
        // Not a member of OCPI's CdrLocation, and allowed as any other: without it nobody can price by the time of day.
        json.WriteString("time_zone", bill.Tariff.TimeZone);
        json.WriteEndObject();
    }

    private static string Short(string text)
    {
        return text.Length <= TextLengthMax ? text : text[..TextLengthMax];
    }
}
