using System.Net;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>How messages about incidents leave the bridge. Out of range means refused at start, never adjusted.</summary>
public sealed class NoticeSettings
{
    /// <summary>Server that takes e-mails; empty means that none are sent.</summary>
    public string SmtpHost { get; set; } = "";

    /// <summary>Its port.</summary>
    public int SmtpPort { get; set; } = 587;

    /// <summary>How the connection to it is kept from others, see <see cref="Notices.SmtpSecurity"/>.</summary>
    public string SmtpSecurity { get; set; } = Notices.SmtpSecurity.StartTls;

    /// <summary>User name there; empty means no sign-in.</summary>
    public string SmtpUser { get; set; } = "";

    /// <summary>File with the password; empty means it is in the environment.</summary>
    public string SmtpPasswordFile { get; set; } = "";

    /// <summary>Address that e-mails come from.</summary>
    public string SmtpFrom { get; set; } = "";

    /// <summary>PEM file with the authority of that server's certificate; empty means those this machine trusts.</summary>
    public string SmtpCaFile { get; set; } = "";

    /// <summary>Whether webhooks and push messages may go bare over the network.</summary>
    public bool NoticesPlainHttp { get; set; }

    /// <summary>The first setting that cannot be used, named, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (SmtpHost.Length == 0)
        {
            return null;
        }

        if (SmtpPort is < 1 or > 65535)
        {
            return $"SmtpPort is {SmtpPort}: give 1 to 65535";
        }

        if (SmtpSecurity is not (Notices.SmtpSecurity.StartTls or Notices.SmtpSecurity.Tls or Notices.SmtpSecurity.None))
        {
            return $"SmtpSecurity is '{SmtpSecurity}': give starttls, tls, or none for a server on this machine";
        }

        if (
            SmtpSecurity == Notices.SmtpSecurity.None
            && !(SmtpHost == "localhost" || (IPAddress.TryParse(SmtpHost, out IPAddress? server) && IPAddress.IsLoopback(server))))
        {
            return $"SmtpSecurity is none and {SmtpHost} is another machine: e-mails and password must not "
                + $"cross a network bare, give starttls or tls";
        }

        return ContactAddress.IsEmail(SmtpFrom)
            ? null
            : $"SmtpFrom is '{SmtpFrom}': give the address that e-mails come from, e.g. charging@example.org";
    }
}
