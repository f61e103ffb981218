using System.Globalization;
using System.Text.Json;
using CloudBridge.Billing;
using CloudBridge.Chargers;

namespace CloudBridge.Pages;

/// <summary>A charger's live message as a page shows it.</summary>
/// <param name="Power">Power now.</param>
/// <param name="Session">Energy and cost of the running session; empty without one.</param>
public sealed record LiveWords(string Power, string Session)
{
    /// <summary>Reads a live message; null when there is none or it is none.</summary>
    public static LiveWords? Read(TimedText? live)
    {
        if (live == null)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(live.Text);
            JsonElement root = document.RootElement;
            string power = (root.GetProperty("powerMilliwatts").GetInt64() / 1000000m).ToString("0.00", CultureInfo.InvariantCulture) + " kW";
            return new LiveWords(power, root.TryGetProperty("session", out JsonElement session) ? SessionOf(session) : "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static string SessionOf(JsonElement session)
    {
        string energy = Quantity.Energy(session.GetProperty("energyMilliwattHours").GetInt64());
        return session.TryGetProperty("costInclMicros", out JsonElement cost) && session.TryGetProperty("currency", out JsonElement currency)
            ? $"{energy}, {(cost.GetInt64() / 1000000m).ToString("0.00", CultureInfo.InvariantCulture)} {currency.GetString()} so far"
            : energy;
    }
}
