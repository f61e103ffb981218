using Firmware.Core.Flash;
using Firmware.Core.Json;
using Firmware.Core.Messaging;
using Firmware.Core.Promises;
using Firmware.Core.Records;

namespace Hardware.Virtual;

/// <summary>Durable records as messages, of a charger that has no agent: one sequence, each with the code of the one before, proved by the
/// charger's key as on its flash.</summary>
public sealed class RecordBook
{
    private const int BodyMax = 8192;

    private readonly string _chargerId;
    private readonly HmacAuthenticator _authenticator;
    private readonly byte[] _frame = new byte[BodyMax];
    private readonly RecordWriter _writer;
    private readonly JsonWriter _json = new(SessionMessage.LengthMax(ChargingSession.PeriodCountMax));
    private readonly byte[] _lastMac = new byte[RecordMac.Length];
    private readonly byte[] _mac = new byte[RecordMac.Length];

    /// <summary>The book of a charger that has written nothing yet.</summary>
    public RecordBook(string chargerId, byte[] deviceKey)
    {
        _chargerId = chargerId;
        _authenticator = new HmacAuthenticator(deviceKey);
        _writer = new RecordWriter(_frame);
    }

    /// <summary>Sequence of the last record; 0 before the first. A charger that has lost its memory counts from elsewhere.</summary>
    public long Sequence { get; set; }

    /// <summary>The same book, which goes on with another key.</summary>
    public RecordBook WithKey(byte[] deviceKey)
    {
        RecordBook book = new(_chargerId, deviceKey) { Sequence = Sequence };
        _lastMac.CopyTo(book._lastMac, 0);
        return book;
    }

    /// <summary>Forgets the code of the last record, as nobody does who has an intact journal.</summary>
    public void BreakChain()
    {
        _lastMac.AsSpan().Reverse();
    }

    /// <summary>Makes the next record's message, with a session.</summary>
    public byte[] Write(ChargingSession session)
    {
        Begin(RecordKind.Session);
        SessionCodec.Write(session, true, _writer);
        Prove();
        SessionMessage.Write(_json, _chargerId, Sequence, session, RecordMac.ToHex(_lastMac), RecordMac.ToHex(_mac));
        return End();
    }

    /// <summary>Makes the next record's message, with an alert.</summary>
    public byte[] Write(Alert alert)
    {
        Begin(RecordKind.Alert);
        AlertCodec.Write(alert, true, _writer);
        Prove();
        AlertMessage.Write(_json, Sequence, alert, RecordMac.ToHex(_lastMac), RecordMac.ToHex(_mac));
        return End();
    }

    private void Begin(RecordKind kind)
    {
        Sequence++;
        _writer.Reset(0);
        _writer.Byte((int)kind);
        _writer.Word((uint)Sequence);
        _writer.Bytes(_lastMac, 0, RecordMac.Length);
    }

    private void Prove()
    {
        Guard.IsTrue(!_writer.IsOverflow, "64 periods and all texts fit in 8 KiB");
        _authenticator.ComputeMac(_frame, 0, _writer.Position, _mac);
    }

    private byte[] End()
    {
        _mac.CopyTo(_lastMac, 0);
        return _json.Buffer[.._json.Length];
    }
}
