using Firmware.Core.Flash;
using Firmware.Core.Json;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Promises;
using Firmware.Core.Records;
using Hardware.Virtual;

namespace Hardware.Bench.Season;

/// <summary>A charger's durable records as messages: one sequence, each with the code of the one before, proved by the charger's key as on
/// its flash.</summary>
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

    /// <summary>Sequence of the last record; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>Makes the next record's message.</summary>
    public byte[] Write(HistoryRecord record, out Topic topic)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Mishap == RecordMishap.ChainBreak)
        {
            _lastMac.AsSpan().Reverse();
        }

        topic = record.Session == null ? Topic.Alert : Topic.Session;
        Sequence++;
        _writer.Reset(0);
        _writer.Byte((int)(record.Session == null ? RecordKind.Alert : RecordKind.Session));
        _writer.Word((uint)Sequence);
        _writer.Bytes(_lastMac, 0, RecordMac.Length);
        WriteBody(record);
        Guard.IsTrue(!_writer.IsOverflow, "64 periods and all texts fit in 8 KiB");
        _authenticator.ComputeMac(_frame, 0, _writer.Position, _mac);
        WriteMessage(record, RecordMac.ToHex(_lastMac), RecordMac.ToHex(_mac));
        _mac.CopyTo(_lastMac, 0);
        return _json.Buffer[.._json.Length];
    }

    private void WriteBody(HistoryRecord record)
    {
        if (record.Session != null)
        {
            SessionCodec.Write(record.Session, true, _writer);
        }
        else
        {
            AlertCodec.Write(record.Alert!, true, _writer);
        }
    }

    private void WriteMessage(HistoryRecord record, string previousMac, string mac)
    {
        if (record.Session != null)
        {
            SessionMessage.Write(_json, _chargerId, Sequence, record.Session, previousMac, mac);
        }
        else
        {
            AlertMessage.Write(_json, Sequence, record.Alert!, previousMac, mac);
        }
    }
}
