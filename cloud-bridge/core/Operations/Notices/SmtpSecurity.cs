using CloudBridge.Core.Foundation.Settings;
using MailKit.Security;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>How the connection to the e-mail server is kept from others; the words of the setting.</summary>
public static class SmtpSecurity
{
    /// <summary>TLS after a greeting in clear; a server that does not offer it gets nothing.</summary>
    public const string StartTls = "starttls";

    /// <summary>TLS from the first byte.</summary>
    public const string Tls = "tls";

    /// <summary>No TLS; to this machine only.</summary>
    public const string None = "none";

    internal static SecureSocketOptions OptionsOf(string security)
    {
        return security switch
        {
            Tls => SecureSocketOptions.SslOnConnect,
            None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };
    }
}

/// <summary>The bridge's password at the e-mail server, never a flag and never in the settings' file.</summary>
public static class SmtpPassword
{
    /// <summary>Environment variable with it, where no file holds it.</summary>
    public const string Variable = "CHARGEAGENT_SMTP_PASSWORD";

    /// <summary>Reads it; empty where no user is set.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static string Read(NoticeSettings settings)
    {
        if (settings.SmtpUser.Length == 0)
        {
            return "";
        }

        try
        {
            string password =
                settings.SmtpPasswordFile.Length > 0
                    ? File.ReadAllText(settings.SmtpPasswordFile).TrimEnd('\r', '\n')
                    : Environment.GetEnvironmentVariable(Variable) ?? "";
            return password.Length > 0
                ? password
                : throw new RefusedException(
                    $"SmtpUser is set and the password is missing: put it into a file and name that with "
                        + $"SmtpPasswordFile, or give environment variable {Variable}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"SmtpPasswordFile {settings.SmtpPasswordFile} cannot be read: {e.Message}", e);
        }
    }
}
