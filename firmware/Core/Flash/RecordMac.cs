namespace Firmware.Core.Flash;

/// <summary>
/// The authentication code of a durable record: HMAC-SHA256 over kind, sequence, the previous record's code and the body, as they stand
/// on flash, cut to 128 bits (RFC 2104, section 5).
/// </summary>
public static class RecordMac
{
    /// <summary>Length of a code in bytes.</summary>
    public const int Length = 16;

    private const string Digits = "0123456789abcdef";

    /// <summary>The code in hexadecimal, as messages carry it.</summary>
    public static string ToHex(byte[] mac)
    {
        char[] text = new char[2 * Length];
        for (int i = 0; i < Length; i++)
        {
            text[2 * i] = Digits[mac[i] >> 4];
            text[(2 * i) + 1] = Digits[mac[i] & 15];
        }

        return new string(text);
    }
}
