using System.Text.Json;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Ocpi;

namespace CloudBridge.Web.Ocpi;

/// <summary>Writes the cdr_location of a CDR (OCPI 2.2.1, 10.4.3) from what is known of site and charger.</summary>
/// <remarks>
/// Format and power type are what is usual for the connector. One charger has one EVSE with one connector. A site whose city, country or
/// coordinates nobody has told has "not known", the country of the tariff's party, and 0 for both coordinates.
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
    /// <param name="tariff">The tariff, whose party runs the charger; null when nobody has it any more.</param>
    public static void Write(Utf8JsonWriter json, Bill bill, Site? site, OcpiTariff? tariff)
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
            Countries.ThreeLettersOf(site?.CountryCode) ?? Countries.ThreeLettersOf(tariff?.CountryCode) ?? NoCountry);
        json.WriteStartObject("coordinates");
        json.WriteString("latitude", (site?.Coordinates ?? default).Latitude);
        json.WriteString("longitude", (site?.Coordinates ?? default).Longitude);
        json.WriteEndObject();
        json.WriteString("evse_uid", chargerId);
        json.WriteString("evse_id", EvseId.Of(tariff?.CountryCode, tariff?.PartyId, chargerId));
        json.WriteString("connector_id", "1");
        json.WriteString("connector_standard", bill.Session.ConnectorType);
        json.WriteString(
            "connector_format",
            bill.Session.ConnectorType is "IEC_62196_T2" or "IEC_62196_T3A" or "IEC_62196_T3C"
            || bill.Session.ConnectorType.StartsWith("DOMESTIC", StringComparison.Ordinal)
                ? "SOCKET"
                : "CABLE");
        json.WriteString("connector_power_type", PowerTypeOf(bill.Session.ConnectorType));
        // Not a member of OCPI's CdrLocation, and allowed as any other: without it nobody can price by the time of day.
        json.WriteString("time_zone", bill.Tariff.TimeZone);
        json.WriteEndObject();
    }

    private static string PowerTypeOf(string connector)
    {
        return connector switch
        {
            "IEC_62196_T2" or "IEC_62196_T3C" => "AC_3_PHASE",
            "CHADEMO" or "CHAOJI" or "IEC_62196_T1_COMBO" or "IEC_62196_T2_COMBO" or "TESLA_R" or "TESLA_S" => "DC",
            _ => "AC_1_PHASE",
        };
    }

    private static string Short(string text)
    {
        return text.Length <= TextLengthMax ? text : text[..TextLengthMax];
    }
}
