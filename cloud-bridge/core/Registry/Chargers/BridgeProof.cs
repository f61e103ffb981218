using System.Security.Cryptography;
using System.Text;
using Firmware.Core.Flash;
using Firmware.Core.Proofs;

namespace CloudBridge.Core.Registry.Chargers;

/// <summary>
/// What proves to a charger that a message comes from its bridge: HMAC-SHA256 under the device key over a text that begins with what the
/// message is and with the charger's id, cut to 128 bits (RFC 2104, section 5). A text begins with a letter, so none can be a record's
/// code. While a charger is given a new key, there is one code by each key that it may have.
/// </summary>
public static class BridgeProof
{
    /// <summary>Of a receipt, 32 hexadecimal digits for each key; empty for a charger that has none. A repeat does no harm: the code of the
    /// record is in it.</summary>
    public static string OfReceipt(RegisteredCharger? charger, long sequence, string mac)
    {
        return Of(charger, "receipt", Encoding.UTF8.GetBytes($"{sequence}/{mac}"));
    }

    /// <summary>Of the word that a record which cannot be taken is kept. It proves no receipt.</summary>
    public static string OfKept(RegisteredCharger? charger, long sequence, string mac)
    {
        return Of(charger, "kept", Encoding.UTF8.GetBytes($"{sequence}/{mac}"));
    }

    /// <summary>Of a command with its number, 0 for one that may be repeated.</summary>
    public static string OfCommand(RegisteredCharger? charger, long number, string command)
    {
        return Of(charger, "command", Encoding.UTF8.GetBytes($"{number}/{command}"));
    }

    /// <summary>A tariff, a JSON object in UTF-8, with its number and what proves both as the last members; as it is for a charger without
    /// a key.</summary>
    public static byte[] Sign(RegisteredCharger? charger, byte[] tariff, long number)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        byte[] numbered = [.. tariff.AsSpan(..^1), .. Encoding.UTF8.GetBytes($",\"number\":{number}")];
        string proof = Of(charger, "tariff", numbered);
        return proof.Length == 0 ? tariff : [.. numbered, .. Encoding.UTF8.GetBytes($",\"proof\":\"{proof}\"}}")];
    }

    /// <summary>The words that unlock the serial console of a charger, that of the newest key first, and one for each that it has until it
    /// is told a newer one, also where that proves nothing any more: whoever brings the new key must get in.</summary>
    public static IReadOnlyList<string> UnlockWordsOf(RegisteredCharger charger)
    {
        ArgumentNullException.ThrowIfNull(charger);
        IEnumerable<byte[]> former = charger.FormerKeys.Where(key => key.EndSequence == null).Select(key => key.DeviceKey);
        string codes = Of(charger, former.Prepend(charger.DeviceKey), "unlock", []);
        return [.. codes.Chunk(2 * RecordMac.Length).Select(code => new string(code[..UnlockWord.Length]))];
    }

    /// <summary>Changes with the keys that a charger may have, and tells nothing of them.</summary>
    public static string MarkOf(RegisteredCharger? charger)
    {
        return Of(charger, "mark", []);
    }

    private static string Of(RegisteredCharger? charger, string what, byte[] content)
    {
        return charger == null ? "" : Of(charger, charger.KeysInUse(), what, content);
    }

    private static string Of(RegisteredCharger charger, IEnumerable<byte[]> keys, string what, byte[] content)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes($"{what}/{charger.ChargerId}/"), .. content];
        return string.Concat(keys.Select(key =>
            Convert.ToHexStringLower(HMACSHA256.HashData(key, text).AsSpan(0, RecordMac.Length))));
    }
}
