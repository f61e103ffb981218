using Firmware.Core.Ports;

namespace Firmware.Core.Config;

/// <summary>
/// What one charger is and how far it may go. Every property has a default that suits a 32 A single-phase AC charger with the reference
/// front end; out of range means refused, never adjusted.
/// </summary>
public sealed class AgentConfig
{
    /// <summary>The charger's id: 1 to 36 of A-Z a-z 0-9 . _ -.</summary>
    public string ChargerId { get; set; } = "charger-1";

    /// <summary>Connector standard as OCPI 2.2.1 names it, e.g. IEC_62196_T2.</summary>
    public string ConnectorType { get; set; } = "IEC_62196_T2";

    /// <summary>Version of the firmware, told in the status.</summary>
    public string FirmwareVersion { get; set; } = "0.1.0";

    /// <summary>Calibration of the sensor.</summary>
    public Calibration Calibration { get; set; } = new Calibration();

    /// <summary>Rated power in mW; energy above it by more than a tenth is not billed. At most 400 kW.</summary>
    public long RatedPowerMilliwatts { get; set; } = 8000000;

    /// <summary>Rated current in mA. At most 500 A.</summary>
    public int RatedCurrentMilliamps { get; set; } = 32000;

    /// <summary>Lowest line voltage in mV while the contactor is closed; below is UnderVoltage.</summary>
    public int VoltageMinMillivolts { get; set; } = 187000;

    /// <summary>Highest line voltage in mV; above is OverVoltage.</summary>
    public int VoltageMaxMillivolts { get; set; } = 264500;

    /// <summary>Current in mA from which a vehicle counts as drawing.</summary>
    public int StartCurrentMilliamps { get; set; } = 500;

    /// <summary>Current in mA below which the register does not move.</summary>
    public int NoLoadCurrentMilliamps { get; set; } = 20;

    /// <summary>A checkpoint is written at the latest after this time.</summary>
    public int CheckpointIntervalMs { get; set; } = 60000;

    /// <summary>A checkpoint is written at the latest after this energy.</summary>
    public int CheckpointEnergyMilliwattHours { get; set; } = 100000;

    /// <summary>How often the live value is told in a session.</summary>
    public int LiveIntervalMs { get; set; } = 10000;

    /// <summary>What the bridge has not proved is refused: receipts, commands and tariffs. A bridge from before it proved them needs false,
    /// as it is unless it is set; with version 1.0 it becomes true.</summary>
    public bool RefusesUnsigned { get; set; }

    /// <summary>The first setting that is out of range, in words; null when all are well.</summary>
    public string? FindDefect()
    {
        if (!Topics.IsChargerId(ChargerId))
        {
            return "chargerId: 1 to 36 of A-Z a-z 0-9 . _ -, not . or ..";
        }
        if (Ports.ConnectorType.CodeOf(ConnectorType) == Ports.ConnectorType.Unknown)
        {
            return "connectorType: a name of OCPI 2.2.1, such as IEC_62196_T2";
        }
        if (Calibration == null || !Calibration.IsValid())
        {
            return "calibration: a value is out of its range";
        }
        if (RatedPowerMilliwatts < 1000000 || RatedPowerMilliwatts > 400000000)
        {
            return "ratedPowerMilliwatts: 1000000 to 400000000";
        }
        if (RatedCurrentMilliamps < 1000 || RatedCurrentMilliamps > 500000)
        {
            return "ratedCurrentMilliamps: 1000 to 500000";
        }
        if (VoltageMinMillivolts < 0 || VoltageMinMillivolts >= VoltageMaxMillivolts)
        {
            return "voltageMinMillivolts: 0 to below voltageMaxMillivolts";
        }
        if (VoltageMaxMillivolts > 1500000)
        {
            return "voltageMaxMillivolts: at most 1500000";
        }
        if (StartCurrentMilliamps < 1 || StartCurrentMilliamps > RatedCurrentMilliamps)
        {
            return "startCurrentMilliamps: 1 to ratedCurrentMilliamps";
        }
        if (NoLoadCurrentMilliamps < 0 || NoLoadCurrentMilliamps > StartCurrentMilliamps)
        {
            return "noLoadCurrentMilliamps: 0 to startCurrentMilliamps";
        }
        if (CheckpointIntervalMs < 1000 || CheckpointIntervalMs > 3600000)
        {
            return "checkpointIntervalMs: 1000 to 3600000";
        }
        if (CheckpointEnergyMilliwattHours < 1000 || CheckpointEnergyMilliwattHours > 100000000)
        {
            return "checkpointEnergyMilliwattHours: 1000 to 100000000";
        }
        if (LiveIntervalMs < 1000 || LiveIntervalMs > 3600000)
        {
            return "liveIntervalMs: 1000 to 3600000";
        }
        return null;
    }
}
