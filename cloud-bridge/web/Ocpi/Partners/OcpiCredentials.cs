using System.Text;
using System.Text.Json;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Partners;

namespace CloudBridge.Web.Ocpi.Partners;

/// <summary>The credentials object (OCPI 2.2.1, 7.4.1): a token, where to begin with it, and who is behind it.</summary>
/// <param name="Token">The token to show.</param>
/// <param name="Url">The versions endpoint.</param>
/// <param name="Roles">The roles of the party.</param>
public sealed record OcpiCredentials(string Token, string Url, IReadOnlyList<PartnerRole> Roles)
{
    private const int TokenLengthMax = 64;
    private const int NameLengthMax = 100;
    private const int RolesMax = 100;

    private static readonly string[] RoleWords = ["CPO", "EMSP", "HUB", "NAP", "NSP", "OTHER", "SCSP"];

    /// <summary>Those that this bridge gives.</summary>
    public static OcpiCredentials Own(string token, string versionsUrl, OcpiSettings party, OperatorSettings issuer)
    {
        ArgumentNullException.ThrowIfNull(party);
        ArgumentNullException.ThrowIfNull(issuer);
        string name = issuer.IssuerName.Length <= NameLengthMax ? issuer.IssuerName : issuer.IssuerName[..NameLengthMax];
        return new OcpiCredentials(token, versionsUrl, [new PartnerRole("CPO", party.OcpiPartyId, party.OcpiCountryCode, name)]);
    }

    /// <summary>Reads those of a partner; null with the first defect.</summary>
    public static OcpiCredentials? Read(JsonElement json, out string defect)
    {
        string token = Text(json, "token");
        string url = Text(json, "url");
        defect =
            token.Length is 0 or > TokenLengthMax || token.Any(letter => letter is < '!' or > '~')
                ? "token must have 1 to 64 printable characters of ASCII without spaces"
            : url.Length == 0 ? "url is missing"
            : "";
        List<PartnerRole> roles = [];
        bool isList = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("roles", out JsonElement list)
            && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() is > 0 and <= RolesMax;
        if (defect.Length == 0 && !isList)
        {
            defect = "roles must be a list of at least one role";
        }

        foreach (JsonElement role in defect.Length == 0 ? json.GetProperty("roles").EnumerateArray() : default)
        {
            if (ReadRole(role) is not PartnerRole read)
            {
                defect = "each role needs role, business_details.name, party_id (3) and country_code (2)";
                break;
            }

            roles.Add(read);
        }

        return defect.Length == 0 ? new OcpiCredentials(token, url, roles) : null;
    }

    /// <summary>As JSON.</summary>
    public string ToJson()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            Write(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Writes it.</summary>
    public void Write(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("token", Token);
        json.WriteString("url", Url);
        json.WriteStartArray("roles");
        foreach (PartnerRole role in Roles)
        {
            json.WriteStartObject();
            json.WriteString("role", role.Role);
            json.WriteStartObject("business_details");
            json.WriteString("name", role.Name);
            json.WriteEndObject();
            json.WriteString("party_id", role.PartyId);
            json.WriteString("country_code", role.CountryCode);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static PartnerRole? ReadRole(JsonElement json)
    {
        string role = Text(json, "role");
        string party = Text(json, "party_id").ToUpperInvariant();
        string country = Text(json, "country_code").ToUpperInvariant();
        string name = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("business_details", out JsonElement details)
            ? Text(details, "name")
            : "";
        bool isWell = RoleWords.Contains(role)
            && party.Length == 3 && party.All(char.IsAsciiLetterOrDigit)
            && country.Length == 2 && country.All(char.IsAsciiLetter)
            && name.Length is > 0 and <= NameLengthMax && !name.Any(char.IsControl);
        return isWell ? new PartnerRole(role, party, country, name) : null;
    }

    private static string Text(JsonElement json, string name)
    {
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }
}
