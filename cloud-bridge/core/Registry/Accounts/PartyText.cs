using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Registry.Accounts;

/// <summary>What accounts and sites have in common: an id, a name, an address and a time zone.</summary>
internal static class PartyText
{
    private const int NameLengthMax = 120;
    private const int AddressLengthMax = 400;
    private const int ZoneLengthMax = 64;

    /// <summary>Whether a text can be an id: as that of a charger, and no path of its own.</summary>
    public static bool IsId(string? text)
    {
        return Topics.IsChargerId(text) && text!.Any(char.IsAsciiLetterOrDigit);
    }

    /// <summary>What is wrong with a name, an address or a zone; null when nothing is.</summary>
    public static string? FindDefect(string name, string address, string timeZone)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > NameLengthMax || name.Any(char.IsControl))
        {
            return $"The name must have 1 to {NameLengthMax} characters: it stands on bills";
        }

        if (address.Length > AddressLengthMax || address.Any(char.IsControl))
        {
            return $"The address must have at most {AddressLengthMax} characters, its lines parted by |";
        }

        // The search for a similar name takes its time with a long one.
        string defect = "The time zone must have a name of the tz database, e.g. Europe/Berlin";
        return timeZone.Length <= ZoneLengthMax && ZoneName.TryFind(timeZone, out _, out defect) ? null : defect;
    }
}
