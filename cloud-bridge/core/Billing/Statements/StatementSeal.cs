using System.Security.Cryptography;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Signing;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>The bridge's key as statements need it: it signs, and says with which public key that can be checked.</summary>
public sealed class StatementSeal : IDisposable
{
    private readonly ECDsa _key;

    private StatementSeal(ECDsa key)
    {
        _key = key;
        PublicKey = key.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    /// <summary>The public key in PEM.</summary>
    public string PublicKey { get; }

    /// <summary>The key that a setting names; null when it names none, and statements stay unsigned.</summary>
    /// <exception cref="RefusedException">The file does not hold a private key of this user alone.</exception>
    public static StatementSeal? Open(OperatorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.StatementKeyFile.Length == 0 ? null : new StatementSeal(SigningKey.LoadPrivate(settings.StatementKeyFile));
    }

    /// <summary>The signature over a statement's JSON, DER in base64.</summary>
    public string Sign(string body)
    {
        return Convert.ToBase64String(SignedContent.Sign(System.Text.Encoding.UTF8.GetBytes(body), _key));
    }

    /// <summary>Whether a signature (base64) was made over a statement's JSON with the private half of a public key (PEM).</summary>
    public static bool IsGood(string body, string signature, string publicKey)
    {
        using ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(publicKey);
            return SignedContent.IsSignedBy(System.Text.Encoding.UTF8.GetBytes(body), Convert.FromBase64String(signature), key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException)
        {
            // What is no key or no signature proves nothing.
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _key.Dispose();
    }
}
