namespace Firmware.Core.Provisioning;

/// <summary>How the charger reaches the network.</summary>
public sealed class WifiSettings
{
    /// <summary>Name of the Wi-Fi network, 1 to 32 characters; empty for a charger that works alone.</summary>
    public string Ssid { get; set; } = "";

    /// <summary>Its password, 8 to 63 characters; empty for an open network. Never shown or logged.</summary>
    public string Password { get; set; } = "";

    /// <summary>Name of the time server (RFC 5905).</summary>
    public string TimeServer { get; set; } = "pool.ntp.org";

    /// <summary>The first setting that cannot be used, in words that hold no value; null when all are well.</summary>
    public string? FindDefect()
    {
        if (Ssid == null || Ssid.Length > 32)
        {
            return "wifi.ssid: at most 32 characters";
        }
        if (Password == null || (Password.Length != 0 && Password.Length < 8) || Password.Length > 63)
        {
            return "wifi.password: 8 to 63 characters, or none";
        }
        if (TimeServer == null || TimeServer.Length == 0 || TimeServer.Length > 64)
        {
            return "wifi.timeServer: 1 to 64 characters";
        }
        return null;
    }
}
