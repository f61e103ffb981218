using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Core.Operations.Claims;

/// <summary>The code on a charger's label, as text and within its QR code: whoever gives it has seen the label. It is 40 bits of
/// HMAC-SHA256 over the charger's id and the label's number, under a key in the database, so a renewed label has another one.</summary>
public sealed class LabelCode
{
    /// <summary>Query of the charger's page that carries the code.</summary>
    public const string Query = "code";

    private const string KeyName = "charger-label";
    private const int Length = 8;

    // Crockford's digits: no I, L, O or U that could be misread from a label.
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private readonly Lazy<byte[]> _key;

    /// <summary>Codes under the database's key.</summary>
    public LabelCode(ServerKeys keys)
    {
        _key = new Lazy<byte[]>(() => keys.KeyOf(KeyName));
    }

    /// <summary>The code of a label, as it is printed: ABCD-EFGH.</summary>
    public string Of(string chargerId, long labelNumber)
    {
        byte[] code = HMACSHA256.HashData(
            _key.Value,
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{chargerId}/{labelNumber}")));
        StringBuilder text = new();
        for (int i = 0; i < Length; i++)
        {
            // The low five bits of a byte each.
            text.Append(i == Length / 2 ? "-" : "").Append(Digits[code[i] % Digits.Length]);
        }

        return text.ToString();
    }

    /// <summary>Whether somebody typed the code of this label; spaces, hyphens and small letters do not matter, nor O for 0 or I and L for
    /// 1.</summary>
    public bool IsOf(string chargerId, long labelNumber, string? typed)
    {
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Plain(typed)),
            Encoding.UTF8.GetBytes(Plain(Of(chargerId, labelNumber))));
    }

    private static string Plain(string? typed)
    {
        const int TypedMax = 40;
        string text = typed is { Length: <= TypedMax } ? typed.ToUpperInvariant() : "";
        return string.Concat(text.Where(char.IsAsciiLetterOrDigit)).Replace('O', '0').Replace('I', '1').Replace('L', '1');
    }
}
