using System.Globalization;
using System.Security.Cryptography;

namespace CloudBridge.Core.Registry.Access;

/// <summary>
/// A salted hash of a password, in the words of mosquitto's password file ($7$iterations$salt$hash, PBKDF2 with SHA-512), so that the same
/// hash of an MQTT password serves the embedded broker and, exported, mosquitto.
/// </summary>
public static class PasswordHash
{
    // An MQTT password is 192 random bits that this program makes: there is nothing to guess, and many chargers connect at once.
    private const int Iterations = 1000;

    // OWASP's Password Storage Cheat Sheet for PBKDF2 with HMAC-SHA-512.
    private const int PersonIterations = 210_000;
    private const int IterationsMax = 10_000_000;
    private const int SaltBytes = 12;
    private const int HashBytes = 64;

    /// <summary>A new hash of an MQTT password.</summary>
    public static string Of(string password)
    {
        return Of(password, Iterations);
    }

    /// <summary>A new hash of a person's password: slow, because people may choose short ones.</summary>
    public static string OfPerson(string password)
    {
        return Of(password, PersonIterations);
    }

    /// <summary>Whether a password is the one of a stored hash; false for a hash of any other form.</summary>
    public static bool IsOf(string stored, string password)
    {
        string[] parts = stored.Split('$');
        Span<byte> salt = stackalloc byte[64];
        Span<byte> hash = stackalloc byte[HashBytes];
        if (
            parts.Length != 5
            || parts[1] != "7"
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int iterations)
            || iterations is < 1 or > IterationsMax
            || !Convert.TryFromBase64String(parts[3], salt, out int saltLength)
            || !Convert.TryFromBase64String(parts[4], hash, out int hashLength) || hashLength != HashBytes)
        {
            return false;
        }

        Span<byte> given = stackalloc byte[HashBytes];
        Rfc2898DeriveBytes.Pbkdf2(password, salt[..saltLength], given, iterations, HashAlgorithmName.SHA512);
        return CryptographicOperations.FixedTimeEquals(given, hash);
    }

    private static string Of(string password, int iterations)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashBytes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"$7${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }
}
