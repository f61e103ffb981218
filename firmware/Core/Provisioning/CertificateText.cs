using System.Text;

namespace Firmware.Core.Provisioning;

/// <summary>
/// A certificate as text (RFC 7468). It is kept as bare Base64 on one line: a settings file loses line ends, and the TLS library of the
/// device refuses a PEM text without them.
/// </summary>
public static class CertificateText
{
    /// <summary>Longest certificate in Base64: 3 KB in binary, a 4096-bit RSA root needs 2.</summary>
    public const int LengthMax = 4096;

    /// <summary>The line before a certificate.</summary>
    public const string Begin = "-----BEGIN CERTIFICATE-----";

    /// <summary>The line after a certificate.</summary>
    public const string End = "-----END CERTIFICATE-----";

    /// <summary>The bare Base64 text of the first certificate in a text; empty when it is none.</summary>
    public static string Normalise(string text)
    {
        int begin = text.IndexOf(Begin);
        int start = begin < 0 ? 0 : begin + Begin.Length;
        int end = begin < 0 ? text.Length : text.IndexOf(End, start);
        if (end < start || end - start > 2 * LengthMax)
        {
            return "";
        }

        StringBuilder bare = new StringBuilder();
        char[] characters = text.Substring(start, end - start).ToCharArray();
        for (int i = 0; i < characters.Length; i++)
        {
            char c = characters[i];
            if (c > ' ')
            {
                bare.Append(c);
            }
        }

        string base64 = bare.ToString();
        return IsCertificate(base64) ? base64 : "";
    }

    private static bool IsCertificate(string base64)
    {
        // Every certificate is a long ASN.1 SEQUENCE (30 82 ..), which Base64 writes as "MII".
        if (base64.Length == 0 || base64.Length > LengthMax || base64.Length % 4 != 0 || !base64.StartsWith("MII"))
        {
            return false;
        }

        char[] characters = base64.TrimEnd('=').ToCharArray();
        for (int i = 0; i < characters.Length; i++)
        {
            char c = characters[i];
            bool isDigit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
            if (!isDigit)
            {
                return false;
            }
        }

        return base64.Length - characters.Length <= 2;
    }
}
