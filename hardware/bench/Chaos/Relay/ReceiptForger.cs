using System.Security.Cryptography;
using System.Text.Json;
using Firmware.Core.Messaging;
using Hardware.Bench.Chaos.Mishaps;

namespace Hardware.Bench.Chaos.Relay;

/// <summary>
/// Forges receipts as whoever has the broker could, for records that the bridge need not have: with codes that nobody has made, and with
/// the code of another record. A code that its record has shown on the wire is not used.
/// </summary>
internal sealed class ReceiptForger
{
    private const int ForgedPerMille = 150;
    private const int CodeLength = 32;
    private const int AheadMax = 4;

    private readonly Random _random;
    private readonly MishapCounts _counts;

    /// <summary>A forger for one charger.</summary>
    public ReceiptForger(int seed, MishapCounts counts)
    {
        _random = new Random(seed);
        _counts = counts;
    }

    /// <summary>A packet to be slipped in behind a receipt, for one of the records that come next; null most of the time.</summary>
    public byte[]? TryForge(MqttPacket receipt)
    {
        if (_random.Next(1000) >= ForgedPerMille)
        {
            return null;
        }

        ReceiptMessage? seen = JsonSerializer.Deserialize<ReceiptMessage>(receipt.Payload.Span, JsonSerializerOptions.Web);
        if (seen == null)
        {
            return null;
        }

        ReceiptMessage forged = new()
        {
            Sequence = seen.Sequence + _random.Next(1, AheadMax),
            Mac = _random.Next(2) == 0 ? seen.Mac : RandomNumberGenerator.GetHexString(CodeLength, lowercase: true),
        };
        _counts.Add(Mishap.ReceiptForged);
        return MqttPacket.Publish(receipt.TopicName, JsonSerializer.SerializeToUtf8Bytes(forged, JsonSerializerOptions.Web));
    }
}
