using Firmware.Core.Provisioning;

namespace Firmware.Tests.Provisioning;

/// <summary>Settings that a charger can work with.</summary>
public static class TestSettings
{
    /// <summary>New ones, each time.</summary>
    public static AgentSettings Good()
    {
        AgentSettings settings = new AgentSettings();
        settings.DeviceKey = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        settings.Wifi.Ssid = "Depot";
        settings.Wifi.Password = "wifi-secret";
        settings.Broker.Host = "broker";
        settings.Broker.Password = "mqtt-secret";
        settings.Agent.ChargerId = "T1";
        return settings;
    }
}
