using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CloudBridge.Tests.Src.Ingest;

/// <summary>An authority for one test and a certificate of it for 127.0.0.1, as PEM files.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chargeagent-");

    /// <summary>Makes both.</summary>
    public TestAuthority()
    {
        DateTimeOffset from = DateTimeOffset.UtcNow.AddDays(-1);
        DateTimeOffset to = from.AddDays(30);
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authority = new("CN=test authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 authorityCertificate = authority.CreateSelfSigned(from, to);

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=test broker", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(authorityCertificate, from, to, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(AuthorityFile, authorityCertificate.ExportCertificatePem());
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The authority's certificate.</summary>
    public string AuthorityFile => Path.Combine(_directory.FullName, "ca.crt");

    /// <summary>The broker's certificate.</summary>
    public string CertificateFile => Path.Combine(_directory.FullName, "broker.crt");

    /// <summary>Its key.</summary>
    public string KeyFile => Path.Combine(_directory.FullName, "broker.key");

    /// <inheritdoc />
    public void Dispose()
    {
        _directory.Delete(true);
    }
}
