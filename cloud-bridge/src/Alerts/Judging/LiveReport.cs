using System.Text.Json;
using CloudBridge.Chargers;

namespace CloudBridge.Alerts.Judging;

/// <summary>What the judge reads in a live message with a session in it.</summary>
public sealed record LiveReport
{
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

        try
        {
            using JsonDocument document = JsonDocument.Parse(live.Text);
            JsonElement root = document.RootElement;
            return root.TryGetProperty("session", out JsonElement session) ? Of(live.AtUtcMs, root, session) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // A live value is never quarantined: the next one is seconds away.
            return null;
        }
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
            NextPriceUtcMs = NextPriceUtcMs == long.MaxValue ? 0 : NextPriceUtcMs,
        };
    }

    private static LiveReport? Of(long atUtcMs, JsonElement root, JsonElement session)
    {
        long number = session.GetProperty("sessionNumber").GetInt64();
        return number < 1 ? null : new LiveReport
        {
            AtUtcMs = atUtcMs,
            SessionNumber = number,
            StartUtcMs = session.GetProperty("startUtcMs").GetInt64(),
            DurationMs = session.GetProperty("durationMs").GetInt64(),
            MilliwattHours = session.GetProperty("energyMilliwattHours").GetInt64(),
            CostMicros = Number(session, "costInclMicros"),
            Currency = session.TryGetProperty("currency", out JsonElement name) ? name.GetString() ?? "" : "",
            Milliwatts = root.GetProperty("powerMilliwatts").GetInt64(),
            Milliamps = Number(root, "currentMilliamps") ?? 0,
            PriceMicros = Number(session, "energyPriceMicros") ?? -1,
            NextPriceMicros = Number(session, "nextEnergyPriceMicros") ?? -1,
            NextPriceUtcMs = Number(session, "nextPriceUtcMs") ?? 0,
        };
    }

    private static long? Number(JsonElement element, string name)
    {
        return element.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : null;
    }
}
