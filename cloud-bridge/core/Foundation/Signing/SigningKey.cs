using System.Security.Cryptography;
using System.Text;
using CloudBridge.Core.Foundation.Settings;

namespace CloudBridge.Core.Foundation.Signing;

/// <summary>The bridge's key pair for what it signs, ECDSA P-256 in PEM files. The private half is readable by its owner alone and goes
/// nowhere else.</summary>
public static class SigningKey
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>Makes a new pair in two files that are not there yet.</summary>
    /// <exception cref="RefusedException">One of them is there, or cannot be written.</exception>
    public static void Create(string privatePath, string publicPath)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WriteNew(privatePath, key.ExportPkcs8PrivateKeyPem(), OwnerOnly);
        WriteNew(publicPath, key.ExportSubjectPublicKeyInfoPem(), OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    /// <summary>The private key in a file; whoever asks disposes of it.</summary>
    /// <exception cref="RefusedException">It cannot be read, others can read it too, or it is no key of this kind.</exception>
    public static ECDsa LoadPrivate(string path)
    {
        string pem = Read(path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new RefusedException($"{path} can be read by others: chmod 600 {path}, and think about making a new key");
        }

        return Import(path, pem, "a private");
    }

    /// <summary>The public key in a file; whoever asks disposes of it.</summary>
    /// <exception cref="RefusedException">It cannot be read or is no key of this kind.</exception>
    public static ECDsa LoadPublic(string path)
    {
        return Import(path, Read(path), "a public");
    }

    private static ECDsa Import(string path, string pem, string kind)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            bool isPrivate = pem.Contains("PRIVATE KEY", StringComparison.Ordinal);
            bool isWanted = isPrivate == (kind == "a private");
            if (isWanted)
            {
                key.ImportFromPem(pem);
            }

            if (isWanted && key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                return key;
            }
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new RefusedException($"{path} does not hold {kind} key in PEM: make a pair with cloud-bridge key create", e);
        }

        key.Dispose();
        throw new RefusedException($"{path} does not hold {kind} key of the curve P-256: make a pair with cloud-bridge key create");
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"Key {path} cannot be read: {e.Message}", e);
        }
    }

    private static void WriteNew(string path, string pem, UnixFileMode mode)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        try
        {
            using FileStream file = new(path, options);
            file.Write(Encoding.ASCII.GetBytes(pem + "\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{path} was not written, because a key is never replaced: {e.Message}", e);
        }
    }
}
