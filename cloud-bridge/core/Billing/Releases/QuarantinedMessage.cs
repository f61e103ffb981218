using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>A message in quarantine, as it is stored.</summary>
public sealed class QuarantinedMessage
{
    /// <summary>Digits of the hash that lists show; commands take any number of them that names one message.</summary>
    public const int ShortLength = 10;

    private const string HexMark = "hex:";
    private const int PageSize = 500;

    // Bytes of a payload that bridges from before kept.
    private const int PayloadKeptBefore = 16384;

    private const string Select = """
        SELECT charger_id AS ChargerId, topic AS TopicName, content_hash AS ContentHash, reason AS Reason, detail AS Detail,
               payload AS PayloadText,
               first_utc_ms AS FirstUtcMs, last_utc_ms AS LastUtcMs, times_seen AS TimesSeen, quota_of AS Quota
        FROM quarantine
        """;

    /// <summary>Charger whose topic it came by.</summary>
    public string ChargerId { get; set; } = "";

    /// <summary>Last level of its topic.</summary>
    public string TopicName { get; set; } = "";

    /// <summary>SHA-256 of the whole payload.</summary>
    public string ContentHash { get; set; } = "";

    /// <summary>One of the quarantine reasons.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What exactly is wrong.</summary>
    public string Detail { get; set; } = "";

    /// <summary>The payload, or its beginning; bytes that are no text as "hex:".</summary>
    public string PayloadText { get; set; } = "";

    /// <summary>First time, unix ms.</summary>
    public long FirstUtcMs { get; set; }

    /// <summary>Last time, unix ms.</summary>
    public long LastUtcMs { get; set; }

    /// <summary>How often.</summary>
    public long TimesSeen { get; set; }

    /// <summary>Whose quota it takes room of; empty for a row that only counts, and for one from before there were quotas.</summary>
    public string Quota { get; set; } = "";

    /// <summary>What people call it by.</summary>
    public string ShortHash => ContentHash.Length > ShortLength ? ContentHash[..ShortLength] : ContentHash;

    /// <summary>The row that only counts what had no room.</summary>
    public bool IsOverflow => QuarantineTable.IsBeyond(TopicName);

    /// <summary>Only the beginning was kept.</summary>
    public bool IsCut => KeptBytes().Length is PayloadKeptBefore or >= QuarantineTable.PayloadKept;

    /// <summary>All messages, in an order of their own. Between two of them the connection is free.</summary>
    public static IEnumerable<QuarantinedMessage> ReadAll(DbConnection connection)
    {
        QuarantinedMessage last = new();
        List<QuarantinedMessage> page;
        do
        {
            page =
            [
                .. connection.Query<QuarantinedMessage>(
                    Select
                        + " WHERE charger_id > @ChargerId "
                        + "OR (charger_id = @ChargerId AND (topic > @TopicName OR (topic = @TopicName AND content_hash > @ContentHash)))"
                        + $" ORDER BY charger_id, topic, content_hash LIMIT {PageSize}",
                    last),
            ];
            foreach (QuarantinedMessage message in page)
            {
                last = message;
                yield return message;
            }
        }
        while (page.Count == PageSize);
    }

    /// <summary>A message by the beginning of its hash.</summary>
    /// <exception cref="RefusedException">There is none, or more than one.</exception>
    public static QuarantinedMessage FindOne(Database database, string hashBegin, string? chargerId)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(hashBegin);
        using DbConnection connection = database.Open();
        // Two are too many.
        QuarantinedMessage[] found =
        [
            .. connection.Query<QuarantinedMessage>(
                Select
                    + " WHERE topic <> '*' AND SUBSTR(content_hash, 1, @length) = @hashBegin AND (charger_id = @chargerId OR "
                        + "@isAnyCharger) ORDER BY charger_id, topic LIMIT 2",
                new
                {
                    hashBegin,
                    length = hashBegin.Length,
                    chargerId = chargerId ?? "",
                    isAnyCharger = chargerId == null,
                }),
        ];
        return found.Length switch
        {
            0 => throw new RefusedException(
                $"Nothing in quarantine begins with '{hashBegin}': cloud-bridge quarantine list shows what is there"),
            1 => found[0],
            _ => throw new RefusedException($"More than one message begins with '{hashBegin}': give more digits, or --charger"),
        };
    }

    /// <summary>The payload as it came; null when only a part of it is here, or something else.</summary>
    public byte[]? Payload()
    {
        byte[] text = Encoding.UTF8.GetBytes(PayloadText);
        return IsWhole(text) ? text : IsWhole(KeptBytes()) ? KeptBytes() : null;
    }

    private byte[] KeptBytes()
    {
        bool isHex =
            PayloadText.StartsWith(HexMark, StringComparison.Ordinal)
            && PayloadText.Length % 2 == 0
            && PayloadText.Skip(HexMark.Length).All(char.IsAsciiHexDigitLower);
        return isHex ? Convert.FromHexString(PayloadText.AsSpan(HexMark.Length)) : Encoding.UTF8.GetBytes(PayloadText);
    }

    private bool IsWhole(byte[] payload)
    {
        return Convert.ToHexStringLower(SHA256.HashData(payload)) == ContentHash;
    }
}
