namespace CloudBridge.Web.Ocpi;

/// <summary>The id of an EVSE by which drivers and roaming partners know it (eMI3 V1.0, part 2; ISO 15118-2, annex H).</summary>
public static class EvseId
{
    private const int OutletLengthMax = 30;

    /// <summary>
    /// Country, party, E and the charger's id, as DE*ALL*ELINDEN*1. The standard knows letters, digits and * alone, so every other
    /// character of the charger's id becomes a *.
    /// </summary>
    public static string Of(string? countryCode, string? partyId, string chargerId)
    {
        ArgumentNullException.ThrowIfNull(chargerId);
        IEnumerable<char> outlet = chargerId.ToUpperInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '*');
        return $"{countryCode ?? "XX"}*{partyId ?? "XXX"}*E{string.Concat(outlet.Take(OutletLengthMax))}";
    }
}
