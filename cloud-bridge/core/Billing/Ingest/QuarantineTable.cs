using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>Messages that could not be taken. Bounded: the same content only counts up, and beyond the limit new ones are counted in one
/// row.</summary>
public sealed class QuarantineTable : IDisposable
{
    /// <summary>Different messages that are kept.</summary>
    public const int CountMax = 10000;

    /// <summary>Bytes of a payload that are kept.</summary>
    public const int PayloadKept = 16384;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly PreparedCommand _again;
    private readonly PreparedCommand _count;
    private readonly PreparedCommand _add;
    private readonly PreparedCommand _take;

    /// <summary>Over the writer's connection.</summary>
    public QuarantineTable(WriterConnection writer)
    {
        DbConnection connection = writer.Connection;
        _again = new PreparedCommand(
            connection,
            4,
            "UPDATE quarantine SET times_seen = times_seen + 1, last_utc_ms = @4 WHERE charger_id = @1 AND topic = @2 "
                + "AND content_hash = @3");
        _count = new PreparedCommand(connection, 0, "SELECT COUNT(*) FROM quarantine");
        _add = new PreparedCommand(connection, 7, """
            INSERT INTO quarantine (charger_id, topic, content_hash, reason, detail, payload, first_utc_ms, last_utc_ms, times_seen)
            VALUES (@1, @2, @3, @4, @5, @6, @7, @7, 1)
            """);
        _take = new PreparedCommand(connection, 3, "DELETE FROM quarantine WHERE charger_id = @1 AND topic = @2 AND content_hash = @3");
    }

    /// <summary>Keeps a message with its reason; true when it was not there before.</summary>
    public bool Add(ChargerMessage message, string reason, string detail)
    {
        string topic = Topics.NameOf(message.Topic);
        string hash = HashOf(message);
        if (_again.Execute(message.ChargerId, topic, hash, message.ReceivedUtcMs) != 0)
        {
            return false;
        }

        if (_count.Number() < CountMax)
        {
            _add.Execute(message.ChargerId, topic, hash, reason, detail, AsText(message.Payload), message.ReceivedUtcMs);
            return true;
        }

        if (_again.Execute("*", "*", "overflow", message.ReceivedUtcMs) == 0)
        {
            _add.Execute(
                "*",
                "*",
                "overflow",
                reason,
                $"More than {CountMax} messages: this row counts the others.",
                "",
                message.ReceivedUtcMs);
        }

        return false;
    }

    /// <summary>What makes two payloads the same.</summary>
    public static string HashOf(ChargerMessage message)
    {
        return Convert.ToHexStringLower(SHA256.HashData(message.Payload));
    }

    /// <summary>Takes a message out again; false when somebody else has.</summary>
    public bool TryTake(string chargerId, string topicName, string contentHash)
    {
        return _take.Execute(chargerId, topicName, contentHash) == 1;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _take.Dispose();
        _again.Dispose();
        _count.Dispose();
        _add.Dispose();
    }

    // A text column holds no NUL and only whole characters; anything else is kept as hexadecimal.
    private static string AsText(byte[] payload)
    {
        byte[] kept = payload.Length <= PayloadKept ? payload : payload[..PayloadKept];
        try
        {
            string text = StrictUtf8.GetString(kept);
            return text.Contains('\0', StringComparison.Ordinal) ? "hex:" + Convert.ToHexStringLower(kept) : text;
        }
        catch (DecoderFallbackException)
        {
            return "hex:" + Convert.ToHexStringLower(kept);
        }
    }
}
