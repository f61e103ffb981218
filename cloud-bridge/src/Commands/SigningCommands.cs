using System.CommandLine;
using System.Security.Cryptography;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Signing;

namespace CloudBridge.Commands;

/// <summary>"key create", "sign FILE" and "check FILE": statements that anyone can check with the public key.</summary>
public static class SigningCommands
{
    private const string DefaultKey = "statement-key.pem";
    private const int BytesMax = 256 * 1024 * 1024;

    /// <summary>Beside the file: its signature.</summary>
    public const string SignatureEnd = ".sig";

    /// <summary>Beside a JSON file: the form that was signed.</summary>
    public const string CanonicalEnd = ".canonical";

    /// <summary>"key create".</summary>
    public static Command CreateKey()
    {
        Option<string> file = new("--key")
        {
            Description = $"file for the private key [default: {DefaultKey}]; the public one goes beside it as .pub.pem",
            HelpName = "KEY.pem",
        };
        Command create = new("create", "Makes a key pair for signed statements; a key that is there is never replaced.") { file };
        create.SetAction(result =>
        {
            string privatePath = result.GetValue(file) ?? DefaultKey;
            string publicPath = Path.ChangeExtension(privatePath, ".pub.pem");
            SigningKey.Create(privatePath, publicPath);
            result.InvocationConfiguration.Output.WriteLine($"Private key  {privatePath} (only for you: keep it, and give it to nobody)");
            result.InvocationConfiguration.Output.WriteLine($"Public key   {publicPath} (for everyone who checks)");
            return ExitCode.Well;
        });
        return new Command("key", "The key pair for signed statements.") { create };
    }

    /// <summary>"sign FILE".</summary>
    public static Command CreateSign()
    {
        Argument<string> file = new("FILE") { Description = "a bill as JSON, or any exported file" };
        Option<string> key = new("--key") { Description = $"private key [default: {DefaultKey}]", HelpName = "KEY.pem" };
        Command sign = new("sign", "Signs a file; the signature goes beside it as .sig, of JSON also the signed form as .canonical.")
        {
            file,
            key,
        };
        sign.SetAction(result => Sign(result.GetValue(file)!, result.GetValue(key) ?? DefaultKey, result.InvocationConfiguration.Output));
        return sign;
    }

    /// <summary>"check FILE --public-key KEY.pem".</summary>
    public static Command CreateCheck()
    {
        Argument<string> file = new("FILE") { Description = "the file as it was given out" };
        Option<string> key = new("--public-key") { Description = "public key of the issuer", HelpName = "KEY.pem", Required = true };
        Option<string> signature = new("--signature") { Description = "the signature [default: FILE.sig]", HelpName = "SIG" };
        Command check = new("check", "Checks a signed file. Exit code 0 signed, 1 not.") { file, key, signature };
        check.SetAction(result =>
            Check(result.GetValue(file)!, result.GetValue(key)!, result.GetValue(signature), result.InvocationConfiguration.Output));
        return check;
    }

    private static int Sign(string path, string keyPath, TextWriter output)
    {
        using ECDsa key = SigningKey.LoadPrivate(keyPath);
        byte[] content = Read(path);
        byte[]? canonical = CanonicalJson.Of(content);
        string signed = canonical == null ? path : path + CanonicalEnd;
        if (canonical != null)
        {
            Write(signed, canonical);
        }

        Write(path + SignatureEnd, SignedContent.Sign(content, key));
        output.WriteLine($"Signature  {path + SignatureEnd}");
        output.WriteLine($"Check it   cloud-bridge check {path} --public-key {Path.ChangeExtension(keyPath, ".pub.pem")}");
        output.WriteLine(
            $"or with    openssl dgst -sha256 -verify {Path.ChangeExtension(keyPath, ".pub.pem")} "
                + $"-signature {path + SignatureEnd} {signed}");
        return ExitCode.Well;
    }

    private static int Check(string path, string keyPath, string? signaturePath, TextWriter output)
    {
        using ECDsa key = SigningKey.LoadPublic(keyPath);
        bool isSigned = SignedContent.IsSignedBy(Read(path), Read(signaturePath ?? path + SignatureEnd), key);
        output.WriteLine(
            isSigned
                ? $"{path} is what was signed with this key."
                : $"{path} is NOT what was signed with this key: file, signature or key is another.");
        return isSigned ? ExitCode.Well : ExitCode.NotWell;
    }

    private static byte[] Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= BytesMax
                ? File.ReadAllBytes(path)
                : throw new RefusedException($"{path} is larger than {BytesMax >> 20} MiB: sign its parts");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static void Write(string path, byte[] content)
    {
        try
        {
            File.WriteAllBytes(path, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{path} cannot be written: {e.Message}", e);
        }
    }
}
