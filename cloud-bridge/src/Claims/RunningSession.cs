using System.Text.Json;
using CloudBridge.Chargers;

namespace CloudBridge.Claims;

/// <summary>A session that runs, as its charger told it last.</summary>
/// <param name="ChargerId">The charger.</param>
/// <param name="Number">The session's number there.</param>
/// <param name="StartUtcMs">Plug-in, unix ms; 0 while the charger has no clock.</param>
/// <param name="DurationMs">Time since then, as the charger counts it.</param>
/// <param name="EnergyMilliwattHours">Energy so far, in mWh.</param>
/// <param name="PowerMilliwatts">Power now.</param>
/// <param name="CostInclMicros">Cost so far including VAT, in millionths; null when the charger does not know it.</param>
/// <param name="Currency">Currency by ISO 4217; empty without a tariff.</param>
public sealed record RunningSession(
    string ChargerId, long Number, long StartUtcMs, long DurationMs, long EnergyMilliwattHours, long PowerMilliwatts, long? CostInclMicros, string Currency)
{
    /// <summary>Reads a live message; null when there is none, it is none, or no session runs in it.</summary>
    public static RunningSession? Read(string chargerId, TimedText? live)
    {
        if (live == null)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(live.Text);
            JsonElement root = document.RootElement;
            return root.TryGetProperty("session", out JsonElement session) ? Of(chargerId, root, session) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // A live value is never quarantined: the next one is seconds away.
            return null;
        }
    }

    private static RunningSession? Of(string chargerId, JsonElement root, JsonElement session)
    {
        long number = session.GetProperty("sessionNumber").GetInt64();
        long? costInclMicros = session.TryGetProperty("costInclMicros", out JsonElement cost) ? cost.GetInt64() : null;
        string currency = session.TryGetProperty("currency", out JsonElement name) ? name.GetString() ?? "" : "";
        return number < 1 ? null : new RunningSession(
            chargerId,
            number,
            session.GetProperty("startUtcMs").GetInt64(),
            session.GetProperty("durationMs").GetInt64(),
            session.GetProperty("energyMilliwattHours").GetInt64(),
            root.GetProperty("powerMilliwatts").GetInt64(),
            currency.Length > 0 ? costInclMicros : null,
            currency);
    }
}
