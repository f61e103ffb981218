using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Foundation.Settings;

/// <summary>Which party the bridge is to OCPI partners. Out of range means refused at start, never adjusted.</summary>
public sealed class OcpiSettings
{
    /// <summary>Country of the operator, two letters of ISO 3166-1; empty while the bridge is no party.</summary>
    public string OcpiCountryCode { get; set; } = "";

    /// <summary>The operator's party id, three characters that its country's ID registration has given out; empty while it is no
    /// party.</summary>
    public string OcpiPartyId { get; set; } = "";

    /// <summary>Whether partners may be in a private network and without TLS.</summary>
    public bool OcpiInside { get; set; }

    /// <summary>Whether the bridge is a party.</summary>
    public bool IsParty => OcpiPartyId.Length > 0;

    /// <summary>The first setting that cannot be used, named, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (OcpiCountryCode.Length > 0 && Countries.ThreeLettersOf(OcpiCountryCode) == null)
        {
            return $"OcpiCountryCode is '{OcpiCountryCode}': give the two capital letters of ISO 3166-1, e.g. DE, or leave it empty";
        }

        if (OcpiPartyId.Length > 0 && !(OcpiPartyId.Length == 3 && OcpiPartyId.All(IsPartyLetter)))
        {
            return $"OcpiPartyId is '{OcpiPartyId}': give three of A-Z and 0-9, as your country's ID registration office has given them";
        }

        return OcpiCountryCode.Length > 0 == OcpiPartyId.Length > 0
            ? null
            : "OcpiCountryCode and OcpiPartyId go together: give both, or none";
    }

    private static bool IsPartyLetter(char letter)
    {
        return char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter);
    }
}
