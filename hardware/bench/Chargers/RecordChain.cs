using System.Security.Cryptography;
using Firmware.Core.Flash;
using Firmware.Core.Json;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;

namespace Hardware.Bench.Chargers;

/// <summary>Records of a charger that has no agent: said by the agent's own writers, proved and chained as by its outbox.</summary>
public sealed class RecordChain
{
    private const int RecordBytesMax = 8192;
    private const int MessageBytesMax = 16384;

    private readonly string _chargerId;
    private readonly byte[] _deviceKey;
    private byte[] _lastMac = new byte[RecordMac.Length];

    /// <summary>A chain without a record.</summary>
    public RecordChain(string chargerId, byte[] deviceKey)
    {
        _chargerId = chargerId;
        _deviceKey = deviceKey;
    }

    /// <summary>Sequence of the last record; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The next record's message, with an alert.</summary>
    public byte[] Next(Alert alert)
    {
        string previousMac = Prove(RecordKind.Alert, writer => AlertCodec.Write(alert, true, writer));
        JsonWriter json = new(MessageBytesMax);
        AlertMessage.Write(json, Sequence, alert, previousMac, RecordMac.ToHex(_lastMac));
        return json.Buffer[..json.Length];
    }

    /// <summary>The next record's message, with a session.</summary>
    public byte[] Next(ChargingSession session)
    {
        string previousMac = Prove(RecordKind.Session, writer => SessionCodec.Write(session, true, writer));
        JsonWriter json = new(MessageBytesMax);
        SessionMessage.Write(json, _chargerId, Sequence, session, previousMac, RecordMac.ToHex(_lastMac));
        return json.Buffer[..json.Length];
    }

    private string Prove(RecordKind kind, Action<RecordWriter> writeBody)
    {
        Sequence++;
        byte[] buffer = new byte[RecordBytesMax];
        RecordWriter writer = new(buffer);
        writer.Byte((int)kind);
        writer.Word((uint)Sequence);
        writer.Bytes(_lastMac, 0, RecordMac.Length);
        writeBody(writer);
        string previousMac = RecordMac.ToHex(_lastMac);
        _lastMac = HMACSHA256.HashData(_deviceKey, buffer.AsSpan(0, writer.Position))[..RecordMac.Length];
        return previousMac;
    }
}
