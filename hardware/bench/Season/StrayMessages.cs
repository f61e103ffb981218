using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CloudBridge.Core.Contract;
using Firmware.Core.Ports;

namespace Hardware.Bench.Season;

/// <summary>Messages that no healthy charger sends: broken ones, forged ones, some from a charger that nobody has added. They belong into
/// quarantine.</summary>
public static class StrayMessages
{
    private const int SessionsPerStray = 2500;
    private const int KindCount = 5;
    private const int LaterMs = 60000;
    private const long FarAhead = 1000000;

    /// <summary>Strays among these messages, at least one of each kind.</summary>
    public static IReadOnlyList<ChargerMessage> Among(IReadOnlyList<ChargerMessage> messages, Dice dice)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(dice);
        ChargerMessage[] sessions = [.. messages.Where(message => message.Topic == Topic.Session)];
        int count = sessions.Length == 0 ? 0 : Math.Max(KindCount, sessions.Length / SessionsPerStray);
        return [.. Enumerable.Range(0, count).Select(i => Spoil(dice.OneOf(sessions), i % KindCount))];
    }

    private static ChargerMessage Spoil(ChargerMessage message, int kind)
    {
        ChargerMessage later = message with { ReceivedUtcMs = message.ReceivedUtcMs + LaterMs };
        string text = Encoding.UTF8.GetString(message.Payload);
        return kind switch
        {
            // Cut off in the middle.
            0 => later with { Payload = message.Payload[..(message.Payload.Length / 2)] },
            // A firmware of the future.
            1 => later with
            {
                Payload = Encoding.UTF8.GetBytes(text.Replace("{\"version\":1,", "{\"version\":2,", StringComparison.Ordinal)),
            },
            // A charger that was plugged in before anybody added it.
            2 => Unknown(later, text),
            // The same sequence again, with a code that somebody made up.
            3 => Forged(later, text, 0),
            // A next record, with the key of another charger.
            _ => Forged(later, text, FarAhead),
        };
    }

    private static ChargerMessage Unknown(ChargerMessage message, string text)
    {
        const string Id = "spare-1";
        return message with
        {
            ChargerId = Id,
            Payload = Encoding.UTF8.GetBytes(
                text.Replace($"\"sessionId\":\"{message.ChargerId}-", $"\"sessionId\":\"{Id}-", StringComparison.Ordinal)),
        };
    }

    private static ChargerMessage Forged(ChargerMessage message, string text, long sequenceOffset)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        long sequence = document.RootElement.GetProperty("sequence").GetInt64();
        string mac = document.RootElement.GetProperty("mac").GetString()!;
        string forgedMac = Convert.ToHexStringLower(SHA256.HashData(message.Payload))[..mac.Length];
        string forged = text
            .Replace($"\"mac\":\"{mac}\"", $"\"mac\":\"{forgedMac}\"", StringComparison.Ordinal)
            .Replace($"\"sequence\":{sequence},", $"\"sequence\":{sequence + sequenceOffset},", StringComparison.Ordinal);
        return message with { Payload = Encoding.UTF8.GetBytes(forged) };
    }
}
