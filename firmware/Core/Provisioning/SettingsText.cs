using System;
using Firmware.Core.Config;
using Firmware.Core.Json;

namespace Firmware.Core.Provisioning;

/// <summary>Writes settings as the JSON text that <see cref="AgentSettings"/> is read from.</summary>
public static class SettingsText
{
    private const string Hidden = "(set)";

    /// <summary>The text to keep; null when it is longer than a settings file may be.</summary>
    public static byte[]? ToKeep(AgentSettings settings)
    {
        return Write(settings, false);
    }

    /// <summary>The text to show: a secret that is set reads "(set)".</summary>
    public static byte[]? ToShow(AgentSettings settings)
    {
        return Write(settings, true);
    }

    private static byte[]? Write(AgentSettings settings, bool isShown)
    {
        JsonWriter json = new JsonWriter(SettingsStore.TextMax);
        json.Begin();
        json.Member("format", settings.Format);
        json.BeginObject("wifi");
        json.Member("ssid", settings.Wifi.Ssid);
        json.Member("password", Secret(settings.Wifi.Password, isShown));
        json.Member("timeServer", settings.Wifi.TimeServer);
        json.EndObject();
        WriteBroker(json, settings.Broker, isShown);
        json.Member("deviceKey", Secret(settings.DeviceKey, isShown));
        json.Member("hasSplitFrontEnd", settings.HasSplitFrontEnd);
        WriteAgent(json, settings.Agent);
        json.End();
        if (json.IsOverflow)
        {
            return null;
        }

        byte[] text = new byte[json.Length];
        Array.Copy(json.Buffer, 0, text, 0, text.Length);
        return text;
    }

    private static string Secret(string value, bool isShown)
    {
        return isShown && value.Length != 0 ? Hidden : value;
    }

    private static void WriteBroker(JsonWriter json, BrokerSettings broker, bool isShown)
    {
        json.BeginObject("broker");
        json.Member("host", broker.Host);
        json.Member("port", broker.Port);
        json.Member("user", broker.User);
        json.Member("password", Secret(broker.Password, isShown));
        json.Member("rootCertificate", isShown ? Secret(broker.RootCertificate, true) : CertificateText.Normalise(broker.RootCertificate));
        json.EndObject();
    }

    private static void WriteAgent(JsonWriter json, AgentConfig agent)
    {
        json.BeginObject("agent");
        json.Member("chargerId", agent.ChargerId);
        json.Member("connectorType", agent.ConnectorType);
        json.Member("ratedPowerMilliwatts", agent.RatedPowerMilliwatts);
        json.Member("ratedCurrentMilliamps", agent.RatedCurrentMilliamps);
        json.Member("voltageMinMillivolts", agent.VoltageMinMillivolts);
        json.Member("voltageMaxMillivolts", agent.VoltageMaxMillivolts);
        json.Member("startCurrentMilliamps", agent.StartCurrentMilliamps);
        json.Member("noLoadCurrentMilliamps", agent.NoLoadCurrentMilliamps);
        json.Member("checkpointIntervalMs", agent.CheckpointIntervalMs);
        json.Member("checkpointEnergyMilliwattHours", agent.CheckpointEnergyMilliwattHours);
        json.Member("liveIntervalMs", agent.LiveIntervalMs);
        json.Member("refusesUnsigned", agent.RefusesUnsigned);
        WriteCalibration(json, agent.Calibration);
        json.EndObject();
    }

    private static void WriteCalibration(JsonWriter json, Calibration calibration)
    {
        json.BeginObject("calibration");
        json.Member("shuntOffsetMicrovolts", calibration.ShuntOffsetMicrovolts);
        json.Member("shuntMicroohms", calibration.ShuntMicroohms);
        json.Member("currentGainPpm", calibration.CurrentGainPpm);
        json.Member("dividerRatioPerMille", calibration.DividerRatioPerMille);
        json.Member("voltageGainPpm", calibration.VoltageGainPpm);
        json.EndObject();
    }
}
