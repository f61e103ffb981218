using System.Text;
using System.Text.Json;
using CloudBridge.Chargers;
using CloudBridge.Live;

namespace CloudBridge.Alerts.Judging;

/// <summary>What the judge reads in a live message with a session in it.</summary>
public sealed record LiveReport
{
    private const long PriceMaxMicros = 1000000000000;
    private const long UtcMaxMs = 4102444800000;

    /// <summary>When it came, unix ms.</summary>
    public long AtUtcMs { get; init; }

    /// <summary>Session number.</summary>
    public long SessionNumber { get; init; }

    private long StartUtcMs { get; init; }

    private long DurationMs { get; init; }

    private long MilliwattHours { get; init; }

    private long? CostMicros { get; init; }

    private string Currency { get; init; } = "";

    private long Milliwatts { get; init; }

    private long Milliamps { get; init; }

    private long PriceMicros { get; init; } = -1;

    private long NextPriceMicros { get; init; } = -1;

    /// <summary>When the energy price changes next, unix ms; 0 for never.</summary>
    public long NextPriceUtcMs { get; init; }

    /// <summary>Reads a live message; null when there is none, it is none, or no session runs in it.</summary>
    public static LiveReport? Of(TimedText? live)
    {
        if (live == null)
        {
            return null;
        }

        // Within the bounds of a reading: what is kept in the database and told on is no text or number that somebody else must fail on.
        byte[] payload = Encoding.UTF8.GetBytes(live.Text);
        LiveReading? reading = LiveReading.Read(payload, live.AtUtcMs);
        if (reading?.Session == null)
        {
            return null;
        }

        using JsonDocument document = JsonDocument.Parse(payload);
        return Of(reading, reading.Session, document.RootElement.GetProperty("session"));
    }

    /// <summary>The watch of the charger with what this says; unchanged when it is of an older session or an older value.</summary>
    public ChargerWatch Into(ChargerWatch watch)
    {
        ArgumentNullException.ThrowIfNull(watch);
        if (SessionNumber <= watch.SessionEndedNumber || SessionNumber < watch.SessionNumber || (SessionNumber == watch.SessionNumber && AtUtcMs <= watch.SessionLiveUtcMs))
        {
            return watch;
        }

        long peak = SessionNumber == watch.SessionNumber ? watch.SessionPeakMilliamps : 0;
        return watch with
        {
            SessionNumber = SessionNumber,
            SessionEndedNumber = Math.Max(watch.SessionEndedNumber, SessionNumber - 1),
            SessionStartUtcMs = StartUtcMs,
            SessionLiveUtcMs = AtUtcMs,
            SessionMilliwattHours = MilliwattHours,
            SessionDurationMs = DurationMs,
            SessionCostMicros = Currency.Length > 0 ? CostMicros : null,
            SessionCurrency = Currency,
            SessionMilliwatts = Milliwatts,
            SessionPeakMilliamps = Math.Max(peak, Milliamps),
            PriceMicros = PriceMicros,
            NextPriceMicros = NextPriceMicros,
            NextPriceUtcMs = NextPriceUtcMs,
        };
    }

    private static LiveReport Of(LiveReading reading, LiveSession session, JsonElement fields)
    {
        return new LiveReport
        {
            AtUtcMs = reading.ReceivedUtcMs,
            SessionNumber = session.Number,
            StartUtcMs = session.StartUtcMs,
            DurationMs = session.DurationMs,
            MilliwattHours = session.EnergyMilliwattHours,
            CostMicros = session.CostInclMicros,
            Currency = session.Currency.Length == 3 ? session.Currency : "",
            Milliwatts = reading.PowerMilliwatts,
            Milliamps = reading.CurrentMilliamps,
            PriceMicros = Number(fields, "energyPriceMicros", PriceMaxMicros) ?? -1,
            NextPriceMicros = Number(fields, "nextEnergyPriceMicros", PriceMaxMicros) ?? -1,
            NextPriceUtcMs = Number(fields, "nextPriceUtcMs", UtcMaxMs) ?? 0,
        };
    }

    // A price of -1 is none, and an instant of the highest number is never.
    private static long? Number(JsonElement element, string name, long maximum)
    {
        return element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= 0 && number <= maximum ? number : null;
    }
}
