using System.Globalization;
using System.Text.Json;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Tariffs.Ocpi;

namespace CloudBridge.Web.Ocpi;

/// <summary>Writes the cdr_location of a CDR (OCPI 2.2.1, 10.4.3) from what a bill says of site and charger.</summary>
/// <remarks>
/// The bridge knows no coordinates, so it sends 0 for both; the last line of the site's address stands for the city; format and power type
/// are
/// what is usual for the connector; the charger's id stands for an eMI3 id; country is that of the tariff. One charger has one connector.
/// </remarks>
internal static class OcpiCdrLocation
{
    private const int TextLengthMax = 45;
    private const string NotKnown = "not known";

    /// <summary>Writes the member.</summary>
    public static void Write(Utf8JsonWriter json, Bill bill, OcpiTariff? tariff)
    {
        BilledSite? site = bill.Site;
        string chargerId = bill.Session.ChargerId;
        json.WriteStartObject("cdr_location");
        json.WriteString("id", site?.SiteId ?? chargerId);
        if (site != null)
        {
            json.WriteString("name", site.Name);
        }

        json.WriteString("address", Short(site?.Address.Count > 0 ? site.Address[0] : NotKnown));
        json.WriteString("city", Short(site?.Address.Count > 1 ? site.Address[^1] : NotKnown));
        json.WriteString("country", CountryOf(tariff?.CountryCode));
        json.WriteStartObject("coordinates");
        json.WriteString("latitude", "0.00000");
        json.WriteString("longitude", "0.00000");
        json.WriteEndObject();
        json.WriteString("evse_uid", chargerId);
        json.WriteString("evse_id", chargerId);
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

    private static string CountryOf(string? twoLetters)
    {
        try
        {
            return twoLetters == null ? "ZZZ" : new RegionInfo(twoLetters).ThreeLetterISORegionName;
        }
        catch (ArgumentException)
        {
            // A code the system's tables do not have; ISO 3166 keeps ZZZ for private use.
            return "ZZZ";
        }
    }

    private static string Short(string text)
    {
        return text.Length <= TextLengthMax ? text : text[..TextLengthMax];
    }
}
