using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CloudBridge.Core.Registry.Access;

/// <summary>Random texts for passwords, tokens and links, and the form in which those that cannot be guessed are stored.</summary>
public static class Secret
{
    /// <summary>A text of this many random bytes, of A-Z a-z 0-9 _ -.</summary>
    public static string New(int byteCount)
    {
        return Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(byteCount));
    }

    /// <summary>Hash of a text of at least 128 random bits. It needs no salt and no rounds, unlike a password that a person
    /// chose.</summary>
    public static string HashOf(string text)
    {
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
