using Firmware.Core.Faults;
using Firmware.Core.Ports;

namespace Firmware.Core.Records;

/// <summary>Something that happened and must be told: a fault raised or cleared, or a charge that is complete.</summary>
public sealed class Alert
{
    /// <summary>The code of "charge complete", beside those of <see cref="FaultCode"/>.</summary>
    public const int ChargeComplete = 64;

    /// <summary>A <see cref="FaultCode"/>, or <see cref="ChargeComplete"/>.</summary>
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

    /// <summary>The frozen snapshot; without samples where there is none.</summary>
    public readonly FaultSnapshot Snapshot;

    /// <summary>An alert that carries a snapshot.</summary>
    public Alert(FaultSnapshot snapshot)
    {
        Snapshot = snapshot;
    }

    /// <summary>It tells what the journal has lost.</summary>
    public bool IsOfJournal => Code == (int)FaultCode.JournalDamaged;

    /// <summary>Error code by OCPP 1.6.</summary>
    public string ErrorCode => Code == ChargeComplete ? "NoError" : FaultTable.ErrorCodeOf((FaultCode)Code);

    /// <summary>The alert's own name.</summary>
    public string VendorCode => Code == ChargeComplete ? "ChargeComplete" : FaultTable.VendorCodeOf((FaultCode)Code);

    /// <summary>Critical, Warning or Notice.</summary>
    public string Severity
    {
        get
        {
            if (Code == ChargeComplete)
            {
                return "Notice";
            }

            return FaultTable.SeverityOf((FaultCode)Code) == FaultSeverity.Critical ? "Critical" : "Warning";
        }
    }
}
