using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CloudBridge.Messaging;

/// <summary>Certificates in PEM files that the settings name.</summary>
internal static class CertificateFile
{
    /// <summary>The certificate with its key that the embedded broker shows; null when the settings name none.</summary>
    /// <exception cref="BridgeStartException">A file cannot be used.</exception>
    public static X509Certificate2? ReadOwn(BridgeSettings settings)
    {
        return settings.MqttCertificateFile.Length == 0
            ? null
            : Read("MqttCertificateFile or MqttKeyFile", () => X509Certificate2.CreateFromPemFile(settings.MqttCertificateFile, settings.MqttKeyFile));
    }

    /// <summary>The authorities that a server's certificate must come from, in the file of a setting.</summary>
    /// <exception cref="BridgeStartException">The file cannot be used.</exception>
    public static X509Certificate2Collection ReadAuthorities(string path, string setting = "BrokerCaFile")
    {
        X509Certificate2Collection authorities = Read(setting, () =>
        {
            X509Certificate2Collection read = [];
            read.ImportFromPemFile(path);
            return read;
        });
        return authorities.Count > 0 ? authorities : throw new BridgeStartException($"{setting}: {path} holds no certificate in PEM form");
    }

    private static T Read<T>(string setting, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new BridgeStartException($"{setting} cannot be used ({e.Message.ReplaceLineEndings(" ")}): give files in PEM form that this user may read", e);
        }
    }
}
