using System.Globalization;
using System.Security.Cryptography;

namespace CloudBridge.Chargers;

/// <summary>
/// A salted hash of an MQTT password, in the words of mosquitto's password file ($7$iterations$salt$hash, PBKDF2 with SHA-512), so that the same
/// hash serves the embedded broker and, exported, mosquitto. The passwords are 192 random bits that this program makes: there is nothing to guess.
/// </summary>
public static class PasswordHash
{
    private const int Iterations = 1000;
    private const int IterationsMax = 10_000_000;
    private const int SaltBytes = 12;
    private const int HashBytes = 64;

    /// <summary>A new hash of a password.</summary>
    public static string Of(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA512, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"$7${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <summary>Whether a password is the one of a stored hash; false for a hash of any other form.</summary>
    public static bool IsOf(string stored, string password)
    {
        string[] parts = stored.Split('$');
        Span<byte> salt = stackalloc byte[64];
        Span<byte> hash = stackalloc byte[HashBytes];
        if (parts.Length != 5 || parts[1] != "7"
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int iterations) || iterations is < 1 or > IterationsMax
            || !Convert.TryFromBase64String(parts[3], salt, out int saltLength)
            || !Convert.TryFromBase64String(parts[4], hash, out int hashLength) || hashLength != HashBytes)
        {
            return false;
        }

        Span<byte> given = stackalloc byte[HashBytes];
        Rfc2898DeriveBytes.Pbkdf2(password, salt[..saltLength], given, iterations, HashAlgorithmName.SHA512);
        return CryptographicOperations.FixedTimeEquals(given, hash);
    }
}
