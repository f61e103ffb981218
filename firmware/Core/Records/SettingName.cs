namespace Firmware.Core.Records;

/// <summary>
/// The settings whose change is told: the key, what turns readings into energy, and the limits. Their numbers stand in records and never
/// change.
/// </summary>
public static class SettingName
{
    /// <summary>Not one setting but all: nothing is known of what they were before.</summary>
    public const int All = 0;

    /// <summary>How many numbers there are, with <see cref="All"/>.</summary>
    public const int Count = 15;

    /// <summary>The name that a setting has in agent.json; of one of later firmware its number.</summary>
    public static string Of(int setting)
    {
        switch (setting)
        {
            case All: return "all";
            case 1: return "deviceKey";
            case 2: return "hasSplitFrontEnd";
            case 3: return "agent.ratedPowerMilliwatts";
            case 4: return "agent.ratedCurrentMilliamps";
            case 5: return "agent.voltageMinMillivolts";
            case 6: return "agent.voltageMaxMillivolts";
            case 7: return "agent.startCurrentMilliamps";
            case 8: return "agent.noLoadCurrentMilliamps";
            case 9: return "agent.refusesUnsigned";
            case 10: return "agent.calibration.shuntOffsetMicrovolts";
            case 11: return "agent.calibration.shuntMicroohms";
            case 12: return "agent.calibration.currentGainPpm";
            case 13: return "agent.calibration.dividerRatioPerMille";
            case 14: return "agent.calibration.voltageGainPpm";
            default: return "setting " + setting.ToString();
        }
    }
}
