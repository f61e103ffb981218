using CloudBridge.Core.Contract;

namespace CloudBridge.Core.Operations.Incidents.Rules;

/// <summary>What the rules read in a charger's status message. What is left out is null: an older firmware does not tell it.</summary>
public sealed record StatusReport
{
    /// <summary>ChargePointStatus of OCPP 1.6; empty when not told.</summary>
    public string Status { get; init; } = "";

    /// <summary>Boots since the journal was first written.</summary>
    public long? BootCount { get; init; }

    /// <summary>Time since boot, in ms.</summary>
    public long? UptimeMs { get; init; }

    /// <summary>Letter of the clock's quality.</summary>
    public string? ClockQuality { get; init; }

    /// <summary>Records that have no receipt yet.</summary>
    public long? RecordsWaiting { get; init; }

    /// <summary>Faults that are active: bit n for fault n of the charger's table.</summary>
    public long? FaultMask { get; init; }

    /// <summary>Switchings of the contactor.</summary>
    public long? ContactorCycles { get; init; }

    /// <summary>Openings of the contactor under load.</summary>
    public long? HotOpenings { get; init; }

    /// <summary>Failed sensor readings since boot.</summary>
    public long? SensorErrors { get; init; }

    /// <summary>Mean current at an open contactor, in mA.</summary>
    public long? ZeroOffsetMilliamps { get; init; }

    /// <summary>Trips of the temperature switch.</summary>
    public long? OverTemperatureTrips { get; init; }

    /// <summary>Boots within the last 24 hours, as the bridge counts them.</summary>
    public long? RebootsInADay { get; init; }

    /// <summary>Reads a status message; a defective one, which ingest would not have kept, says nothing.</summary>
    public static StatusReport Of(string message)
    {
        return FlatMessage.Read(message) is not { } told ? new StatusReport() : new StatusReport
        {
            Status = told.Text("status") ?? "",
            BootCount = told.Number("bootCount"),
            UptimeMs = told.Number("uptimeMs"),
            ClockQuality = told.Text("clockQuality"),
            RecordsWaiting = told.Number("recordsWaiting"),
            FaultMask = told.Number("faultMask"),
            ContactorCycles = told.Number("contactorCycles"),
            HotOpenings = told.Number("hotOpenings"),
            SensorErrors = told.Number("sensorErrors"),
            ZeroOffsetMilliamps = told.Number("zeroOffsetMilliamps"),
            OverTemperatureTrips = told.Number("overTemperatureTrips"),
        };
    }
}
