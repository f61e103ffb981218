using Firmware.Core.Config;

namespace Firmware.Core.Provisioning;

/// <summary>What a charger is given when it is put up: the JSON object in agent.json, property by property.</summary>
public sealed class AgentSettings
{
    /// <summary>The version of this form; a file with another one is refused.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the form.</summary>
    public int Format { get; set; } = CurrentFormat;

    /// <summary>The network.</summary>
    public WifiSettings Wifi { get; set; } = new WifiSettings();

    /// <summary>The broker.</summary>
    public BrokerSettings Broker { get; set; } = new BrokerSettings();

    /// <summary>Key of the charger's records, 64 hexadecimal digits. Never shown or logged.</summary>
    public string DeviceKey { get; set; } = "";

    /// <summary>Current and voltage come from a chip each (0x40 on the shunt, 0x41 on the divider) and not from one.</summary>
    public bool HasSplitFrontEnd { get; set; }

    /// <summary>The charger's id, limits and calibration.</summary>
    public AgentConfig Agent { get; set; } = new AgentConfig();

    /// <summary>The first setting that cannot be used, in words that hold no secret; null when all are well.</summary>
    public string? FindDefect()
    {
        if (Format != CurrentFormat) { return "format: not 1, this file is for another firmware"; }
        if (Wifi == null || Broker == null || Agent == null) { return "wifi, broker and agent: objects, or left out"; }
        if (Provisioning.DeviceKey.Parse(DeviceKey) == null) { return "deviceKey: 64 hexadecimal digits, as the bridge printed them"; }
        string? defect = Wifi.FindDefect() ?? Broker.FindDefect();
        if (defect != null)
        {
            return defect;
        }

        defect = Agent.FindDefect();
        return defect == null ? null : "agent." + defect;
    }
}
