namespace Firmware.Core.Records;

/// <summary>End reasons as OCPP 1.6 writes them.</summary>
public static class EndReasonName
{
    /// <summary>The name of a reason.</summary>
    public static string Of(EndReason reason)
    {
        switch (reason)
        {
            case EndReason.EVDisconnected: return "EVDisconnected";
            case EndReason.PowerLoss: return "PowerLoss";
            case EndReason.Reboot: return "Reboot";
            case EndReason.EmergencyStop: return "EmergencyStop";
            default: return "Other";
        }
    }

    /// <summary>The reason of a name; false when there is none of that name.</summary>
    public static bool TryParse(string? name, out EndReason reason)
    {
        for (int i = (int)EndReason.EVDisconnected; i <= (int)EndReason.Other; i++)
        {
            reason = (EndReason)i;
            if (name == Of(reason))
            {
                return true;
            }
        }

        reason = EndReason.Other;
        return false;
    }
}
