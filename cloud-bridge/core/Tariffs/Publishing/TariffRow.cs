using System.Data.Common;
using System.Text;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>A published tariff as it stands in the database.</summary>
internal sealed class TariffRow
{
    /// <summary>Reads all columns; the caller adds the condition.</summary>
    public const string Select = """
        SELECT tariff_id AS Id, version AS Version, hash AS Hash, currency AS Currency, time_zone AS TimeZone, from_utc_ms AS FromUtcMs,
               published_utc_ms AS PublishedUtcMs, ocpi_json AS OcpiJson, device_json AS DeviceJson, published_by AS PublishedBy FROM tariff
        """;

    /// <summary>Adds a row.</summary>
    public const string Insert = """
        INSERT INTO tariff (tariff_id, version, hash, currency, time_zone, from_utc_ms, ocpi_json, device_json,
            published_utc_ms, published_by)
        VALUES (@Id, @Version, @Hash, @Currency, @TimeZone, @FromUtcMs, @OcpiJson, @DeviceJson, @PublishedUtcMs, @PublishedBy)
        """;

    public string Id { get; set; } = "";

    public long Version { get; set; }

    public string Hash { get; set; } = "";

    public string Currency { get; set; } = "";

    public string TimeZone { get; set; } = "";

    public long FromUtcMs { get; set; }

    public long PublishedUtcMs { get; set; }

    public string OcpiJson { get; set; } = "";

    public string DeviceJson { get; set; } = "";

    public string PublishedBy { get; set; } = "";

    /// <summary>The row of a tariff.</summary>
    public static TariffRow Of(PublishedTariff tariff)
    {
        return new TariffRow
        {
            Id = tariff.Device.Id,
            Version = tariff.Device.Version,
            Hash = tariff.Device.Hash,
            Currency = tariff.Device.Currency,
            TimeZone = tariff.TimeZone,
            FromUtcMs = tariff.FromUtcMs,
            PublishedUtcMs = tariff.PublishedUtcMs,
            OcpiJson = tariff.OcpiJson,
            DeviceJson = Encoding.UTF8.GetString(DeviceTariffJson.Write(tariff.Device)),
            PublishedBy = tariff.PublishedBy,
        };
    }

    /// <summary>Reads rows; what cannot be read is told and left out.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="condition">What stands behind <see cref="Select"/>.</param>
    /// <param name="parameters">Its parameters.</param>
    public static List<PublishedTariff> ReadAll(DbConnection connection, string condition, object? parameters)
    {
        return connection.ReadRows<TariffRow, PublishedTariff>(
            "tariff",
            "Id Version",
            $"{Select} {condition}",
            parameters,
            row => row.Read());
    }

    /// <summary>The tariff of the row.</summary>
    public PublishedTariff Read()
    {
        bool isReadable = DeviceTariffJson.TryRead(Encoding.UTF8.GetBytes(DeviceJson), out Tariff? device, out string? defect);
        Firmware.Core.Promises.Guard.IsTrue(isReadable, $"tariff {Id} version {Version} is as it was written: {defect}");
        Firmware.Core.Promises.Guard.IsTrue(
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) != null,
            $"tariff {Id} version {Version} is in a time zone that the tz database has, not in '{TimeZone}'");
        return new PublishedTariff(device!, TimeZone, FromUtcMs, PublishedUtcMs, OcpiJson, PublishedBy);
    }
}
