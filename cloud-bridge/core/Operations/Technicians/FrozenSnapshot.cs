using System.Text.Json;
using Firmware.Core.Connector;

namespace CloudBridge.Core.Operations.Technicians;

/// <summary>One second before a fault was raised.</summary>
/// <param name="BeforeSeconds">How many seconds before the last sample.</param>
/// <param name="Millivolts">Line voltage.</param>
/// <param name="Milliamps">Line current.</param>
/// <param name="Status">ChargePointStatus of OCPP 1.6.</param>
public sealed record SnapshotSample(int BeforeSeconds, long Millivolts, long Milliamps, string Status);

/// <summary>The seconds before a fault as the charger froze them, oldest first.</summary>
/// <param name="AlertKey">The alert's key.</param>
/// <param name="Code">Vendor code.</param>
/// <param name="Severity">Severity.</param>
/// <param name="AtUtcMs">When it was raised, unix ms.</param>
/// <param name="Samples">One a second, at most 30.</param>
public sealed record FrozenSnapshot(string AlertKey, string Code, string Severity, long AtUtcMs, IReadOnlyList<SnapshotSample> Samples)
{
    private const int SamplesMax = 60;

    /// <summary>Takes the snapshot out of an alert's message; nothing when it holds none.</summary>
    public static IReadOnlyList<SnapshotSample> SamplesIn(string message)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(message);
            long[] millivolts = Numbers(document.RootElement, "snapshotMillivolts");
            long[] milliamps = Numbers(document.RootElement, "snapshotMilliamps");
            long[] statuses = Numbers(document.RootElement, "snapshotStatuses");
            int count = Math.Min(millivolts.Length, Math.Min(milliamps.Length, statuses.Length));
            return
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => new SnapshotSample(count - 1 - i, millivolts[i], milliamps[i], NameOf(statuses[i]))),
            ];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return [];
        }
    }

    private static long[] Numbers(JsonElement root, string name)
    {
        return root.TryGetProperty(name, out JsonElement list)
            ? [.. list.EnumerateArray().Take(SamplesMax).Select(item => item.GetInt64())]
            : [];
    }

    private static string NameOf(long status)
    {
        return status is >= 0 and <= int.MaxValue && Enum.IsDefined((ConnectorStatus)status)
            ? ConnectorStatusName.Of((ConnectorStatus)status)
            : $"status {status}";
    }
}
