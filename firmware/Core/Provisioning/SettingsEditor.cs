using Firmware.Core.Config;

namespace Firmware.Core.Provisioning;

/// <summary>Changes one setting by the name it has in agent.json, its objects separated by dots.</summary>
public static class SettingsEditor
{
    /// <summary>The one setting whose value takes several lines.</summary>
    public const string RootCertificate = "broker.rootCertificate";

    private const string NotANumber = "the value is not a whole number, or too large";

    /// <summary>Sets a setting. What is wrong with name or value as such, or null; whether the whole can be used is asked later.</summary>
    public static string? Set(AgentSettings settings, string name, string value)
    {
        if (TrySetText(settings, name, value))
        {
            return null;
        }

        if (name == "hasSplitFrontEnd" || name == "agent.refusesUnsigned")
        {
            bool isBoolean = value == "true" || value == "false";
            if (isBoolean && name == "hasSplitFrontEnd")
            {
                settings.HasSplitFrontEnd = value == "true";
            }
            else if (isBoolean)
            {
                settings.Agent.RefusesUnsigned = value == "true";
            }

            return isBoolean ? null : "the value is not true or false";
        }

        bool isNumber = long.TryParse(value, out long number);
        if (name == "agent.ratedPowerMilliwatts")
        {
            settings.Agent.RatedPowerMilliwatts = isNumber ? number : settings.Agent.RatedPowerMilliwatts;
            return isNumber ? null : NotANumber;
        }

        // The device ignores overflow in a cast, so the number is bounded before it becomes an int.
        isNumber = isNumber && number >= -int.MaxValue && number <= int.MaxValue;
        bool isKnown = TrySetNumber(settings, name, isNumber, isNumber ? (int)number : 0);
        return !isKnown ? "there is no setting of this name: see settings" : isNumber ? null : NotANumber;
    }

    private static bool TrySetText(AgentSettings settings, string name, string value)
    {
        switch (name)
        {
            case "wifi.ssid": settings.Wifi.Ssid = value; return true;
            case "wifi.password": settings.Wifi.Password = value; return true;
            case "wifi.timeServer": settings.Wifi.TimeServer = value; return true;
            case "broker.host": settings.Broker.Host = value; return true;
            case "broker.user": settings.Broker.User = value; return true;
            case "broker.password": settings.Broker.Password = value; return true;
            case RootCertificate: settings.Broker.RootCertificate = value; return true;
            case "deviceKey": settings.DeviceKey = value; return true;
            case "agent.chargerId": settings.Agent.ChargerId = value; return true;
            case "agent.connectorType": settings.Agent.ConnectorType = value; return true;
            default: return false;
        }
    }

    /// <summary>Whether there is a number of this name; it is set only when the value is one.</summary>
    private static bool TrySetNumber(AgentSettings settings, string name, bool isNumber, int number)
    {
        AgentConfig agent = isNumber ? settings.Agent : new AgentConfig();
        switch (name)
        {
            case "broker.port": settings.Broker.Port = isNumber ? number : settings.Broker.Port; return true;
            case "agent.ratedCurrentMilliamps": agent.RatedCurrentMilliamps = number; return true;
            case "agent.voltageMinMillivolts": agent.VoltageMinMillivolts = number; return true;
            case "agent.voltageMaxMillivolts": agent.VoltageMaxMillivolts = number; return true;
            case "agent.startCurrentMilliamps": agent.StartCurrentMilliamps = number; return true;
            case "agent.noLoadCurrentMilliamps": agent.NoLoadCurrentMilliamps = number; return true;
            case "agent.checkpointIntervalMs": agent.CheckpointIntervalMs = number; return true;
            case "agent.checkpointEnergyMilliwattHours": agent.CheckpointEnergyMilliwattHours = number; return true;
            case "agent.liveIntervalMs": agent.LiveIntervalMs = number; return true;
            default: return TrySetCalibration(agent.Calibration, name, number);
        }
    }

    private static bool TrySetCalibration(Calibration calibration, string name, int number)
    {
        switch (name)
        {
            case "agent.calibration.shuntOffsetMicrovolts": calibration.ShuntOffsetMicrovolts = number; return true;
            case "agent.calibration.shuntMicroohms": calibration.ShuntMicroohms = number; return true;
            case "agent.calibration.currentGainPpm": calibration.CurrentGainPpm = number; return true;
            case "agent.calibration.dividerRatioPerMille": calibration.DividerRatioPerMille = number; return true;
            case "agent.calibration.voltageGainPpm": calibration.VoltageGainPpm = number; return true;
            default: return false;
        }
    }
}
