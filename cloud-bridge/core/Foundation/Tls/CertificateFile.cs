using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CloudBridge.Core.Foundation.Settings;

namespace CloudBridge.Core.Foundation.Tls;

/// <summary>Certificates in PEM files that the settings name.</summary>
public static class CertificateFile
{
    /// <summary>A certificate with its key, which a server shows; null when no file is named.</summary>
    /// <exception cref="RefusedException">A file cannot be used; <paramref name="setting"/> says which setting names it.</exception>
    public static X509Certificate2? ReadOwn(string certificatePath, string keyPath, string setting)
    {
        return certificatePath.Length == 0 ? null : Read(setting, () => X509Certificate2.CreateFromPemFile(certificatePath, keyPath));
    }

    /// <summary>The authorities that a server's certificate must come from, in the file of a setting.</summary>
    /// <exception cref="RefusedException">The file cannot be used.</exception>
    public static X509Certificate2Collection ReadAuthorities(string path, string setting = "BrokerCaFile")
    {
        X509Certificate2Collection authorities = Read(setting, () =>
        {
            X509Certificate2Collection read = [];
            read.ImportFromPemFile(path);
            return read;
        });
        return authorities.Count > 0 ? authorities : throw new RefusedException($"{setting}: {path} holds no certificate in PEM form");
    }

    private static T Read<T>(string setting, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(
                $"{setting} cannot be used ({e.Message.ReplaceLineEndings(" ")}): give files in PEM form that this user may read",
                e);
        }
    }
}
