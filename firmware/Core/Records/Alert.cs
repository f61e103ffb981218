using Firmware.Core.Faults;
using Firmware.Core.Ports;

namespace Firmware.Core.Records;

/// <summary>Something that happened and must be told: a fault raised or cleared, a charge that is complete, or a setting that has
/// changed.</summary>
public sealed class Alert
{
    /// <summary>The code of "charge complete", beside those of <see cref="FaultCode"/>.</summary>
    public const int ChargeComplete = 64;

    /// <summary>The code of a change of the key, of a gain or of a limit.</summary>
    public const int SettingChanged = 65;

    /// <summary>A <see cref="FaultCode"/>, <see cref="ChargeComplete"/> or <see cref="SettingChanged"/>.</summary>
    public int Code;

    /// <summary>Raised or cleared.</summary>
    public bool IsRaised;

    /// <summary>When, UTC in unix ms; 0 while no clock is known.</summary>
    public long AtUtcMs;

    /// <summary>How far that can be trusted.</summary>
    public ClockQuality Quality;

    /// <summary>Number of the running session; 0 without one.</summary>
    public long SessionNumber;

    /// <summary>Energy of the running session so far, in mWh.</summary>
    public long SessionMilliwattHours;

    /// <summary>Of <see cref="FaultCode.JournalDamaged"/>: how many durable records are gone, which the bridge may have or not.</summary>
    public long MissingCount;

    /// <summary>Sequence of the first of them; 0 without one.</summary>
    public long MissingFirst;

    /// <summary>Sequence of the last of them; not all between need be gone.</summary>
    public long MissingLast;

    /// <summary>Of <see cref="SettingChanged"/>: which one, as a number of <see cref="SettingName"/>.</summary>
    public int Setting;

    /// <summary>Hash of its value before; 0 when nothing is known of before.</summary>
    public uint OldHash;

    /// <summary>Hash of its value now.</summary>
    public uint NewHash;

    /// <summary>The frozen snapshot; without samples where there is none.</summary>
    public readonly FaultSnapshot Snapshot;

    /// <summary>An alert that carries a snapshot.</summary>
    public Alert(FaultSnapshot snapshot)
    {
        Snapshot = snapshot;
    }

    /// <summary>It tells what the journal has lost.</summary>
    public bool IsOfJournal => Code == (int)FaultCode.JournalDamaged;

    /// <summary>It tells that a setting has changed.</summary>
    public bool IsOfSetting => Code == SettingChanged;

    /// <summary>It is a fault, and not something that has happened and is over.</summary>
    public bool IsFault => Code < FaultTable.Count;

    /// <summary>This firmware knows its code.</summary>
    public bool IsKnown => IsFault || Code == ChargeComplete || IsOfSetting;

    /// <summary>Error code by OCPP 1.6.</summary>
    public string ErrorCode => IsFault ? FaultTable.ErrorCodeOf((FaultCode)Code) : "NoError";

    /// <summary>The alert's own name.</summary>
    public string VendorCode
    {
        get
        {
            switch (Code)
            {
                case ChargeComplete: return "ChargeComplete";
                case SettingChanged: return "SettingChanged";
                default: return FaultTable.VendorCodeOf((FaultCode)Code);
            }
        }
    }

    /// <summary>Critical, Warning or Notice.</summary>
    public string Severity
    {
        get
        {
            if (Code == ChargeComplete || (IsOfSetting && Setting == SettingName.All))
            {
                return "Notice";
            }

            return IsFault && FaultTable.SeverityOf((FaultCode)Code) == FaultSeverity.Critical ? "Critical" : "Warning";
        }
    }
}
