using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>
/// Messages that could not be taken. Bounded: the same content only counts up, and each charger has a quota, beyond which a row of its own
/// counts what is not kept. Those that nobody has added share one, because behind an open broker anybody can make up their ids.
/// </summary>
public sealed class QuarantineTable : IDisposable
{
    /// <summary>Different messages that are kept of a charger.</summary>
    public const int QuotaMax = 500;

    /// <summary>Of them, status messages: the next one replaces each, and records may be worth money.</summary>
    public const int StatusMax = 50;

    /// <summary>Different messages that are kept of all chargers that nobody has added.</summary>
    public const int StrangersMax = 10000;

    /// <summary>Bytes of a payload that are kept: more than the longest session that a charger can write has.</summary>
    public const int PayloadKept = 24576;

    /// <summary>The quota that strangers share, and the charger of the row that counts beyond it.</summary>
    public const string Strangers = "*";

    private const string BeyondTopic = "*";
    private const string BeyondHash = "overflow";
    private const string BeyondStatusHash = "overflow-status";

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly PreparedCommand _again;
    private readonly PreparedCommand _isAdded;
    private readonly PreparedCommand _count;
    private readonly PreparedCommand _countStatus;
    private readonly PreparedCommand _add;
    private readonly PreparedCommand _take;
    private readonly PreparedCommand _takeAll;

    /// <summary>Over the writer's connection.</summary>
    public QuarantineTable(WriterConnection writer)
    {
        DbConnection connection = writer.Connection;
        _again = new PreparedCommand(
            connection,
            5,
            // Bridges from before quotas kept less of a long payload.
            "UPDATE quarantine SET times_seen = times_seen + 1, last_utc_ms = @4, payload = CASE quota_of WHEN '' THEN @5 ELSE payload END "
                + "WHERE charger_id = @1 AND topic = @2 AND content_hash = @3");
        _isAdded = new PreparedCommand(connection, 1, "SELECT COUNT(*) FROM charger WHERE charger_id = @1");
        _count = new PreparedCommand(connection, 1, "SELECT COUNT(*) FROM quarantine WHERE quota_of = @1");
        _countStatus = new PreparedCommand(
            connection,
            2,
            "SELECT COUNT(*) FROM quarantine WHERE quota_of = @1 AND topic = @2");
        _add = new PreparedCommand(connection, 8, """
            INSERT INTO quarantine (charger_id, topic, content_hash, reason, detail, payload, first_utc_ms, last_utc_ms, times_seen,
                quota_of)
            VALUES (@1, @2, @3, @4, @5, @6, @7, @7, 1, @8)
            """);
        _take = new PreparedCommand(connection, 3, "DELETE FROM quarantine WHERE charger_id = @1 AND topic = @2 AND content_hash = @3");
        _takeAll = new PreparedCommand(connection, 1, "DELETE FROM quarantine WHERE charger_id = @1 OR quota_of = @1");
    }

    /// <summary>Keeps a message with its reason, or counts it.</summary>
    public QuarantineStep Add(ChargerMessage message, string reason, string detail)
    {
        string topic = Topics.NameOf(message.Topic);
        string hash = HashOf(message);
        string payload = AsText(message.Payload);
        if (_again.Execute(message.ChargerId, topic, hash, message.ReceivedUtcMs, payload) != 0)
        {
            return QuarantineStep.Again;
        }

        string quota = _isAdded.Number(message.ChargerId) == 0 ? Strangers : message.ChargerId;
        int countMax = CountMaxOf(quota);
        if (_count.Number(quota) >= countMax)
        {
            return CountBeyond(message, quota, BeyondHash, reason, $"{countMax} messages");
        }

        if (message.Topic == Topic.Status && _countStatus.Number(quota, topic) >= StatusMax)
        {
            return CountBeyond(message, quota, BeyondStatusHash, reason, $"{StatusMax} status messages");
        }

        _add.Execute(message.ChargerId, topic, hash, reason, detail, payload, message.ReceivedUtcMs, quota);
        return QuarantineStep.Added;
    }

    /// <summary>How many different messages are kept of those that share a quota.</summary>
    public static int CountMaxOf(string quota)
    {
        return quota == Strangers ? StrangersMax : QuotaMax;
    }

    /// <summary>Whether a row only counts what had no room.</summary>
    public static bool IsBeyond(string topicName)
    {
        return topicName == BeyondTopic;
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

    /// <summary>Takes out all of a charger, or of all strangers; how many rows that were.</summary>
    public int TakeAll(string chargerId)
    {
        return _takeAll.Execute(chargerId);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _take.Dispose();
        _takeAll.Dispose();
        _again.Dispose();
        _isAdded.Dispose();
        _count.Dispose();
        _countStatus.Dispose();
        _add.Dispose();
    }

    private QuarantineStep CountBeyond(ChargerMessage message, string quota, string hash, string reason, string kept)
    {
        if (_again.Execute(quota, BeyondTopic, hash, message.ReceivedUtcMs, "") != 0)
        {
            return QuarantineStep.Beyond;
        }

        string full = $"{kept} are kept: this row counts the others since then, whose content is not";
        _add.Execute(quota, BeyondTopic, hash, reason, full, "", message.ReceivedUtcMs, "");
        return QuarantineStep.FirstBeyond;
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

/// <summary>What quarantine did with a message.</summary>
public enum QuarantineStep
{
    /// <summary>It is kept, and was not there before.</summary>
    Added,

    /// <summary>It was there before, and counts up.</summary>
    Again,

    /// <summary>The quota is full since this one, which is only counted.</summary>
    FirstBeyond,

    /// <summary>The quota is full: it is only counted.</summary>
    Beyond,
}
