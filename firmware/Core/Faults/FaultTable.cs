namespace Firmware.Core.Faults;

/// <summary>The one table of faults: names, severity, times and light codes. Cause, check and remedy stand in
/// hardware/board/fault-codes.md.</summary>
public static class FaultTable
{
    /// <summary>How many faults there are.</summary>
    public const int Count = 14;

    /// <summary>ChargePointErrorCode of OCPP 1.6, section 7.6.</summary>
    public static string ErrorCodeOf(FaultCode code)
    {
        switch (code)
        {
            case FaultCode.GroundFailure: return "GroundFailure";
            case FaultCode.HighTemperature: return "HighTemperature";
            case FaultCode.OverCurrentFailure: return "OverCurrentFailure";
            case FaultCode.OverVoltage: return "OverVoltage";
            case FaultCode.UnderVoltage: return "UnderVoltage";
            case FaultCode.PowerMeterFailure: return "PowerMeterFailure";
            case FaultCode.PowerSwitchFailure: return "PowerSwitchFailure";
            case FaultCode.ConnectorLockFailure: return "ConnectorLockFailure";
            case FaultCode.StorageFailure: return "InternalError";
            case FaultCode.SettingsRefused: return "InternalError";
            case FaultCode.JournalDamaged: return "InternalError";
            default: return "OtherError";
        }
    }

    /// <summary>vendorErrorCode of OCPP 1.6: the fault's own name, also where the standard has one.</summary>
    public static string VendorCodeOf(FaultCode code)
    {
        switch (code)
        {
            case FaultCode.EmergencyStop: return "EmergencyStop";
            case FaultCode.EnclosureOpen: return "EnclosureOpen";
            case FaultCode.StorageFailure: return "StorageFailure";
            case FaultCode.MainsLost: return "MainsLost";
            case FaultCode.SettingsRefused: return "SettingsRefused";
            case FaultCode.JournalDamaged: return "JournalDamaged";
            default: return ErrorCodeOf(code);
        }
    }

    /// <summary>What the fault forbids.</summary>
    public static FaultSeverity SeverityOf(FaultCode code)
    {
        switch (code)
        {
            case FaultCode.UnderVoltage:
            case FaultCode.StorageFailure:
            case FaultCode.MainsLost:
            case FaultCode.SettingsRefused:
            case FaultCode.JournalDamaged:
                return FaultSeverity.Warning;
            default:
                return FaultSeverity.Critical;
        }
    }

    /// <summary>The first fault of a mask that forbids charging, or else its first one; false when it is empty. Bits of later firmware are
    /// passed over.</summary>
    public static bool TryGetWorst(int faultMask, out FaultCode code)
    {
        bool isFound = false;
        code = FaultCode.GroundFailure;
        for (int i = 0; i < Count; i++)
        {
            if ((faultMask & (1 << i)) == 0)
            {
                continue;
            }

            if (SeverityOf((FaultCode)i) == FaultSeverity.Critical)
            {
                code = (FaultCode)i;
                return true;
            }

            if (!isFound)
            {
                code = (FaultCode)i;
                isFound = true;
            }
        }

        return isFound;
    }

    /// <summary>How long the condition must hold before the fault is raised, in ms.</summary>
    public static int RaiseAfterMsOf(FaultCode code)
    {
        switch (code)
        {
            case FaultCode.GroundFailure:
            case FaultCode.EmergencyStop:
            case FaultCode.PowerMeterFailure:
            case FaultCode.StorageFailure:
            case FaultCode.SettingsRefused:
            case FaultCode.JournalDamaged:
                return 0;
            case FaultCode.OverCurrentFailure:
                return 5000;
            case FaultCode.PowerSwitchFailure:
            case FaultCode.OverVoltage:
            case FaultCode.UnderVoltage:
            case FaultCode.MainsLost:
            case FaultCode.ConnectorLockFailure:
                return 1000;
            default:
                return 500;
        }
    }

    /// <summary>How long the condition must be away before the fault is cleared, in ms.</summary>
    public static int ClearAfterMsOf(FaultCode code)
    {
        return code == FaultCode.HighTemperature ? 60000 : 5000;
    }

    /// <summary>Whether the fault stays until the plug is pulled, even when its condition has gone.</summary>
    public static bool StaysUntilUnplugged(FaultCode code)
    {
        return code == FaultCode.GroundFailure || code == FaultCode.OverCurrentFailure || code == FaultCode.PowerSwitchFailure;
    }

    /// <summary>How often the red light blinks in a row for this fault.</summary>
    public static int BlinksOf(FaultCode code)
    {
        return (int)code + 1;
    }
}
