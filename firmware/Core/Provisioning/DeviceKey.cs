namespace Firmware.Core.Provisioning;

/// <summary>The key of the charger's records as text: 64 hexadecimal digits, as the bridge prints them once.</summary>
public static class DeviceKey
{
    /// <summary>Length of the key in bytes.</summary>
    public const int Length = 32;

    /// <summary>The key in binary; null when the text is none.</summary>
    public static byte[]? Parse(string? hex)
    {
        if (hex == null || hex.Length != 2 * Length)
        {
            return null;
        }

        char[] characters = hex.ToCharArray();
        byte[] key = new byte[Length];
        for (int i = 0; i < characters.Length; i++)
        {
            int digit = DigitOf(characters[i]);
            if (digit < 0)
            {
                return null;
            }

            key[i / 2] = (byte)((key[i / 2] << 4) | digit);
        }

        return key;
    }

    private static int DigitOf(char c)
    {
        if (c >= '0' && c <= '9')
        {
            return c - '0';
        }

        if (c >= 'a' && c <= 'f')
        {
            return c - 'a' + 10;
        }

        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }
}
