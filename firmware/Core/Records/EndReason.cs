namespace Firmware.Core.Records;

/// <summary>Why a session ended: Reason of OCPP 1.6, section 7.36, as far as a monitor can see it.</summary>
public enum EndReason
{
    /// <summary>The plug was pulled.</summary>
    EVDisconnected = 0,

    /// <summary>The power went, and the plug was gone when it came back.</summary>
    PowerLoss = 1,

    /// <summary>The agent was restarted, and the plug was gone afterwards.</summary>
    Reboot = 2,

    /// <summary>The plug was pulled while the emergency stop was pressed.</summary>
    EmergencyStop = 3,

    /// <summary>The session had lasted as long as one session may.</summary>
    Other = 4,
}
