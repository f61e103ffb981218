using System.Security.Cryptography;
using Firmware.Core.Flash;
using Firmware.Core.Records;

namespace CloudBridge.Core.Contract;

/// <summary>A session summary or an alert as a charger keeps it: decoded and in range, not yet proved.</summary>
public sealed class DurableRecord
{
    private const int BodyMax = 8192;
    private readonly byte[] _proved;

    private DurableRecord(RecordKind kind, long sequence, byte[] previousMac, byte[] mac, byte[] proved)
    {
        Kind = kind;
        Sequence = sequence;
        PreviousMac = RecordMac.ToHex(previousMac);
        Mac = RecordMac.ToHex(mac);
        _proved = proved;
        ContentHash = Convert.ToHexStringLower(SHA256.HashData([.. proved, .. mac]));
    }

    /// <summary>Session or alert.</summary>
    public RecordKind Kind { get; }

    /// <summary>The charger's gapless number, from 1.</summary>
    public long Sequence { get; }

    /// <summary>Code of the record before, 32 hexadecimal digits.</summary>
    public string PreviousMac { get; }

    /// <summary>Its own code, 32 hexadecimal digits.</summary>
    public string Mac { get; }

    /// <summary>SHA-256 of all that is proved and of the code: two messages of the same content have the same, however their JSON is laid
    /// out.</summary>
    public string ContentHash { get; }

    /// <summary>The session; null for an alert.</summary>
    public ChargingSession? Session { get; private init; }

    /// <summary>The alert; null for a session.</summary>
    public Alert? Alert { get; private init; }

    /// <summary>A session's record.</summary>
    public static DurableRecord Of(ChargingSession session, long sequence, byte[] previousMac, byte[] mac)
    {
        byte[] proved = Proved(RecordKind.Session, sequence, previousMac, writer => SessionCodec.Write(session, true, writer));
        return new DurableRecord(RecordKind.Session, sequence, previousMac, mac, proved) { Session = session };
    }

    /// <summary>An alert's record.</summary>
    public static DurableRecord Of(Alert alert, long sequence, byte[] previousMac, byte[] mac)
    {
        byte[] proved = Proved(RecordKind.Alert, sequence, previousMac, writer => AlertCodec.Write(alert, true, writer));
        return new DurableRecord(RecordKind.Alert, sequence, previousMac, mac, proved) { Alert = alert };
    }

    /// <summary>Whether the code was made with this key.</summary>
    public bool IsProvedBy(ReadOnlySpan<byte> deviceKey)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(deviceKey, _proved, expected);
        return CryptographicOperations.FixedTimeEquals(expected[..RecordMac.Length], Convert.FromHexString(Mac));
    }

    // The bytes as they stand in the charger's journal: kind, sequence, code of the record before, body.
    private static byte[] Proved(RecordKind kind, long sequence, byte[] previousMac, Action<RecordWriter> writeBody)
    {
        byte[] buffer = new byte[BodyMax];
        RecordWriter writer = new(buffer);
        writer.Byte((int)kind);
        writer.Word((uint)sequence);
        writer.Bytes(previousMac, 0, RecordMac.Length);
        writeBody(writer);
        Firmware.Core.Promises.Guard.IsTrue(!writer.IsOverflow, "64 periods and all texts fit in 8 KiB");
        return buffer[..writer.Position];
    }
}
