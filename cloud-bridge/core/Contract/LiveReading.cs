using System.Text.Json;
using Firmware.Core.Messaging;

namespace CloudBridge.Core.Contract;

/// <summary>A live message of a charger: what it measured at one instant. The only reader of such messages.</summary>
/// <param name="ReceivedUtcMs">When it came, unix ms by the bridge's clock.</param>
/// <param name="AtUtcMs">When it was measured, unix ms by the charger's clock; 0 while it has none.</param>
/// <param name="Status">ChargePointStatus of OCPP 1.6.</param>
/// <param name="PowerMilliwatts">Power.</param>
/// <param name="VoltageMillivolts">Voltage.</param>
/// <param name="CurrentMilliamps">Current.</param>
/// <param name="RegisterMilliwattHours">Lifetime register.</param>
/// <param name="Session">The session that runs; null without one.</param>
public sealed record LiveReading(
    long ReceivedUtcMs,
    long AtUtcMs,
    string Status,
    long PowerMilliwatts,
    long VoltageMillivolts,
    long CurrentMilliamps,
    long RegisterMilliwattHours,
    LiveSession? Session)
{
    /// <summary>An older reading says what was, not what is: three intervals of live values, of which some may be lost, because they go out
    /// with QoS 0.</summary>
    public const long FreshMs = 30000;

    private const long UtcMaxMs = 4102444800000;

    /// <summary>Reads a message; null when it is none. A live value is never quarantined: the next one is seconds away.</summary>
    public static LiveReading? Read(ReadOnlyMemory<byte> payload, long receivedUtcMs)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            JsonFields fields = new(document.RootElement);
            fields.Number("version", LiveMessage.Version, LiveMessage.Version);
            LiveReading reading = new(
                receivedUtcMs,
                fields.Number("atUtcMs", 0, UtcMaxMs),
                fields.Text("status", 1, 32),
                fields.Number("powerMilliwatts", 0, 1000000000),
                fields.Number("voltageMillivolts", 0, 10000000),
                fields.Number("currentMilliamps", 0, 10000000),
                fields.Number("registerMilliwattHours", 0, 1000000000000000),
                fields.ObjectOrNull("session") is JsonFields session ? LiveSession.Read(session, UtcMaxMs) : null);
            return fields.Defect == null ? reading : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>How old it is, in ms.</summary>
    public long AgeMs(long nowUtcMs)
    {
        return Math.Max(0, nowUtcMs - ReceivedUtcMs);
    }

    /// <summary>Whether it may be shown as what is now.</summary>
    public bool IsFresh(long nowUtcMs)
    {
        return AgeMs(nowUtcMs) <= FreshMs;
    }
}

/// <summary>What a live message says of the session that runs.</summary>
public sealed record LiveSession
{
    private const long DurationMaxMs = 10L * 366 * 86400000;
    private const long CostMaxMicros = 1000000000000000;
    private const long PriceMaxMicros = 1000000000000;

    /// <summary>The session's number at its charger.</summary>
    public long Number { get; init; }

    /// <summary>Plug-in, unix ms; 0 while the charger has no clock.</summary>
    public long StartUtcMs { get; init; }

    /// <summary>Time since then, as the charger counts it, in ms.</summary>
    public long DurationMs { get; init; }

    /// <summary>Energy so far, in mWh.</summary>
    public long EnergyMilliwattHours { get; init; }

    /// <summary>Cost so far excluding VAT, in millionths; null when the charger does not know it.</summary>
    public long? CostExclMicros { get; init; }

    /// <summary>Cost so far including VAT, in millionths; null when the charger does not know it.</summary>
    public long? CostInclMicros { get; init; }

    /// <summary>Currency by ISO 4217; empty without a tariff.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The session's tariff; empty without one.</summary>
    public string TariffId { get; init; } = "";

    /// <summary>Its version; 0 without one.</summary>
    public int TariffVersion { get; init; }

    /// <summary>Energy price in force, in millionths per kWh excluding VAT; -1 for none.</summary>
    public long EnergyPriceMicros { get; init; } = -1;

    /// <summary>Energy price after the next step; -1 for none.</summary>
    public long NextEnergyPriceMicros { get; init; } = -1;

    /// <summary>When that step is, unix ms; 0 for never.</summary>
    public long NextPriceUtcMs { get; init; }

    internal static LiveSession Read(JsonFields fields, long utcMaxMs)
    {
        // A charger says "never" with the highest number there is.
        long nextPriceUtcMs = fields.NumberOrNull("nextPriceUtcMs", 0, long.MaxValue) ?? 0;
        LiveSession session = new()
        {
            Number = fields.Number("sessionNumber", 1, uint.MaxValue),
            StartUtcMs = fields.Number("startUtcMs", 0, utcMaxMs),
            DurationMs = fields.Number("durationMs", 0, DurationMaxMs),
            EnergyMilliwattHours = fields.Number("energyMilliwattHours", 0, 1000000000000),
            CostExclMicros = fields.NumberOrNull("costExclMicros", 0, CostMaxMicros),
            CostInclMicros = fields.NumberOrNull("costInclMicros", 0, CostMaxMicros),
            Currency = fields.OptionalText("currency", 3),
            TariffId = fields.OptionalText("tariffId", 36),
            TariffVersion = (int)fields.OptionalNumber("tariffVersion", 0, int.MaxValue),
            EnergyPriceMicros = fields.NumberOrNull("energyPriceMicros", -1, PriceMaxMicros) ?? -1,
            NextEnergyPriceMicros = fields.NumberOrNull("nextEnergyPriceMicros", -1, PriceMaxMicros) ?? -1,
            NextPriceUtcMs = nextPriceUtcMs > utcMaxMs ? 0 : nextPriceUtcMs,
        };
        // An amount without its currency says nothing.
        return session.Currency.Length == 3 ? session : session with { CostExclMicros = null, CostInclMicros = null };
    }
}
