namespace Firmware.Core.Provisioning;

/// <summary>How the charger reaches the MQTT broker.</summary>
public sealed class BrokerSettings
{
    /// <summary>Name or address of the broker; empty for a charger that works alone.</summary>
    public string Host { get; set; } = "";

    /// <summary>TCP port: 1883 is usual without TLS, 8883 with it.</summary>
    public int Port { get; set; } = 1883;

    /// <summary>MQTT user; empty for the charger's id.</summary>
    public string User { get; set; } = "";

    /// <summary>MQTT password; empty for none. Never shown or logged.</summary>
    public string Password { get; set; } = "";

    /// <summary>The certificate that the broker's own must lead to, PEM or the Base64 text within; empty for no TLS.</summary>
    public string RootCertificate { get; set; } = "";

    /// <summary>The first setting that cannot be used, in words that hold no value; null when all are well.</summary>
    public string? FindDefect()
    {
        if (Host == null || Host.Length > 128) { return "broker.host: at most 128 characters"; }
        if (Port < 1 || Port > 65535) { return "broker.port: 1 to 65535"; }
        if (User == null || User.Length > 64) { return "broker.user: at most 64 characters"; }
        if (Password == null || Password.Length > 128) { return "broker.password: at most 128 characters"; }
        if (RootCertificate == null) { return "broker.rootCertificate: a text"; }
        if (RootCertificate.Length != 0 && CertificateText.Normalise(RootCertificate).Length == 0)
        {
            return "broker.rootCertificate: one certificate as PEM or Base64, at most "
                + CertificateText.LengthMax.ToString()
                + " characters";
        }

        return null;
    }
}
