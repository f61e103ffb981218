using System.Text.Json;

namespace CloudBridge.Alerts.Rules;

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
        try
        {
            using JsonDocument document = JsonDocument.Parse(message);
            JsonElement root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? new StatusReport() : new StatusReport
            {
                Status = Text(root, "status") ?? "",
                BootCount = Number(root, "bootCount"),
                UptimeMs = Number(root, "uptimeMs"),
                ClockQuality = Text(root, "clockQuality"),
                RecordsWaiting = Number(root, "recordsWaiting"),
                FaultMask = Number(root, "faultMask"),
                ContactorCycles = Number(root, "contactorCycles"),
                HotOpenings = Number(root, "hotOpenings"),
                SensorErrors = Number(root, "sensorErrors"),
                ZeroOffsetMilliamps = Number(root, "zeroOffsetMilliamps"),
                OverTemperatureTrips = Number(root, "overTemperatureTrips"),
            };
        }
        catch (JsonException)
        {
            return new StatusReport();
        }
    }

    // So large that no sum of two overflows.
    private const long NumberMax = 1L << 53;

    private static long? Number(JsonElement root, string name)
    {
        return root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && Math.Abs(number) <= NumberMax ? number : null;
    }

    private static string? Text(JsonElement root, string name)
    {
        return root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
