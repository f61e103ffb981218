using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CloudBridge.Web.Ocpi;

/// <summary>
/// What a Session and a CDR say of who charged. Nobody shows a token here, so it is the account (OTHER) or, for a session of nobody's, the
/// session (AD_HOC_USER); and WHITELIST, because no other party is asked.
/// </summary>
internal static class OcpiSessionHead
{
    /// <summary>AuthMethod of OCPI 2.2.1 (10.4.1).</summary>
    public const string AuthMethod = "WHITELIST";

    private const int IdLengthMax = 36;

    /// <summary>A session's id, in the 36 characters that OCPI has for it: a longer one, of a charger with a long id, is told by its
    /// hash.</summary>
    public static string IdOf(string sessionId)
    {
        return sessionId.Length <= IdLengthMax
            ? sessionId
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sessionId)))[..IdLengthMax];
    }

    /// <summary>Writes the member cdr_token.</summary>
    public static void WriteToken(Utf8JsonWriter json, OcpiParty party, string? accountId, string sessionId)
    {
        string token = IdOf(accountId ?? sessionId);
        json.WriteStartObject("cdr_token");
        json.WriteString("country_code", party.CountryCode);
        json.WriteString("party_id", party.PartyId);
        json.WriteString("uid", token);
        json.WriteString("type", accountId == null ? "AD_HOC_USER" : "OTHER");
        json.WriteString("contract_id", token);
        json.WriteEndObject();
    }
}
