using System.Text;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Core.Registry.Partners;

/// <summary>Tokens that OCPI partners show (credentials tokens of OCPI 2.2.1, 4.1.2).</summary>
public static class PartnerToken
{
    /// <summary>What every one begins with. Base64 has no underscore, so one that comes bare is never mistaken for an encoded
    /// one.</summary>
    public const string Start = "cp_";

    private const int TokenBytes = 32;

    /// <summary>A new one: 46 characters, of which OCPI allows 64.</summary>
    public static string New()
    {
        return Start + Secret.New(TokenBytes);
    }

    /// <summary>As OCPI sends it: Base64.</summary>
    public static string Encode(string token)
    {
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(token));
    }

    /// <summary>What was sent: Base64, or one of these tokens bare, as partners of before 2.2-d2 do; empty when it is neither.</summary>
    public static string Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(Start, StringComparison.Ordinal))
        {
            return text;
        }

        byte[] bytes = new byte[text.Length];
        // Some encode the line's end as well, as the specification's own example does.
        return Convert.TryFromBase64String(text, bytes, out int length) ? Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\n') : "";
    }
}
