using Firmware.Core.Tariffs;

namespace CloudBridge.Publishing;

/// <summary>A version of a tariff as it was published; never changed afterwards.</summary>
/// <param name="Device">The form that chargers and bridge price with: id, version, hash, currency, prices.</param>
/// <param name="TimeZone">Zone of its times of day, by the tz database.</param>
/// <param name="FromUtcMs">From when on it holds, unix ms.</param>
/// <param name="PublishedUtcMs">When it was published, unix ms.</param>
/// <param name="OcpiJson">The operator's text.</param>
/// <param name="PublishedBy">Who published it; empty where it was not noted.</param>
public sealed record PublishedTariff(Tariff Device, string TimeZone, long FromUtcMs, long PublishedUtcMs, string OcpiJson, string PublishedBy = "");
