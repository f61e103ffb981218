using System.Security.Cryptography;

namespace CloudBridge.Core.Foundation.Signing;

/// <summary>
/// What is signed: a bill, a monthly statement or an export. Of JSON the canonical form, of any other file its bytes. ECDSA P-256 over
/// SHA-256, the signature in DER,
/// which is what "openssl dgst -sha256 -verify" reads.
/// </summary>
public static class SignedContent
{
    /// <summary>The bytes that are signed.</summary>
    public static byte[] BytesOf(byte[] content)
    {
        return CanonicalJson.Of(content) ?? content;
    }

    /// <summary>The signature of a content.</summary>
    public static byte[] Sign(byte[] content, ECDsa privateKey)
    {
        return privateKey.SignData(BytesOf(content), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>Whether a signature was made over this content with the key's private half.</summary>
    public static bool IsSignedBy(byte[] content, byte[] signature, ECDsa publicKey)
    {
        return publicKey.VerifyData(BytesOf(content), signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
