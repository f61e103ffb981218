namespace Firmware.Core.Messaging;

/// <summary>From the bridge: something the charger is asked to do. Also the JSON object on the wire.</summary>
public sealed class CommandMessage
{
    /// <summary>Blink all lights, so that somebody on site finds the charger.</summary>
    public const string Identify = "identify";

    /// <summary>Tell status and live value now.</summary>
    public const string Report = "report";

    /// <summary>Tell a live value each second for a minute, because somebody looks at the running session; sent again while somebody
    /// does.</summary>
    public const string Watch = "watch";

    /// <summary>Show the connector as Unavailable; a running session goes on.</summary>
    public const string OutOfService = "outOfService";

    /// <summary>Back in service.</summary>
    public const string InService = "inService";

    /// <summary>One of the names above; any other is refused.</summary>
    public string Command { get; set; } = "";

    /// <summary>Counts up with each command that lasts; 0 for those that may be repeated, and from an old bridge.</summary>
    public long Number { get; set; }

    /// <summary>Proves that the bridge has sent it: one code or more of 32 hexadecimal digits; empty from an old bridge.</summary>
    public string Proof { get; set; } = "";
}
