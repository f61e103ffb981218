using Firmware.Core.Ports;
using Firmware.Core.Promises;

namespace Firmware.Core.Flash;

/// <summary>
/// An append-only log in segment files. A record is {length 2, kind 1, sequence 4, body, CRC-32 4} and is either whole or not there.
/// Nothing is written behind a torn record: the next one opens a new segment. What is read behind a place that is no record was whole
/// once, so that place is damage, and the log goes on at the next record.
/// </summary>
public sealed class SegmentLog
{
    /// <summary>The longest body: a session of 64 periods at their longest needs 2.7 KB.</summary>
    public const int BodyMax = 3072;

    private const int HeaderLength = 7;
    private const int CrcLength = 4;
    private const int NameDigits = 8;

    private readonly IFlashStore _flash;
    private readonly string _prefix;
    private readonly int _segmentBytesMax;
    private readonly byte[] _frame;
    private readonly RecordReader _reader = new RecordReader();
    private string _headName = "";
    private int _headBytes;
    private bool _isHeadTorn;

    /// <summary>A log over files whose names begin with a prefix. The frame buffer of <see cref="FrameMax"/> bytes may be shared between
    /// logs.</summary>
    public SegmentLog(IFlashStore flash, string prefix, int segmentBytesMax, byte[] frame)
    {
        Guard.IsTrue(frame.Length == FrameMax, "the frame buffer holds the longest record");
        _flash = flash;
        _prefix = prefix;
        _segmentBytesMax = segmentBytesMax;
        _frame = frame;
        Writer = new RecordWriter(frame);
    }

    /// <summary>Length of the frame buffer.</summary>
    public static int FrameMax => HeaderLength + BodyMax + CrcLength;

    /// <summary>Number of the oldest segment.</summary>
    public int Tail { get; private set; }

    /// <summary>Number of the segment that is written.</summary>
    public int Head { get; private set; }

    /// <summary>No whole record stands in the segment that is written.</summary>
    public bool IsHeadEmpty => _headBytes == 0;

    /// <summary>Bytes that still fit into the segment that is written; 0 after a torn write.</summary>
    public int HeadFreeBytes => _isHeadTorn ? 0 : _segmentBytesMax - _headBytes;

    /// <summary>How many segments there are.</summary>
    public int SegmentCount => Head - Tail + 1;

    /// <summary>Places that <see cref="Open"/> found where no record can be read, with a whole one behind them in their segment.</summary>
    public int DamageCount { get; private set; }

    /// <summary>The writer for the body of the record begun last.</summary>
    public RecordWriter Writer { get; }

    /// <summary>The frame as it stands, for whoever authenticates it.</summary>
    public byte[] Frame => _frame;

    /// <summary>Where the frame's kind byte stands: the record without its length.</summary>
    public static int FrameKindOffset => 2;

    /// <summary>The number of the segment of a position.</summary>
    public static int SegmentOf(long position)
    {
        return (int)(position >> 16);
    }

    /// <summary>Finds all segments and tells the visitor every whole record.</summary>
    public void Open(ISegmentVisitor visitor)
    {
        FindSegments();
        for (int segment = Tail; segment <= Head; segment++)
        {
            int end = Scan(segment, visitor);
            if (segment == Head)
            {
                _headBytes = end;
            }
        }
    }

    /// <summary>Nothing in the segment that is written is needed: the next one takes its place.</summary>
    public void AbandonHead()
    {
        _headBytes = 0;
    }

    /// <summary>Begins a record; its body follows through <see cref="Writer"/>.</summary>
    public void Begin(RecordKind kind, long sequence)
    {
        Guard.InRange(sequence, 0, uint.MaxValue, "sequence");
        Writer.Reset(FrameKindOffset);
        Writer.Byte((int)kind);
        Writer.Word((uint)sequence);
    }

    /// <summary>Whether the record begun last needs a new segment.</summary>
    public bool NeedsSegment => _isHeadTorn || _headBytes + Writer.Position + CrcLength > _segmentBytesMax;

    /// <summary>Opens the next segment, or the one being written anew when it holds no whole record: failed writes use up no segments.
    /// False when flash refuses; the record begun last is kept.</summary>
    public bool TryNextSegment()
    {
        if (!IsHeadEmpty)
        {
            SetHead(Head + 1);
            _headBytes = 0;
        }

        // A file of this number can only be left from a write that never became part of the log; nothing may be written behind it.
        _isHeadTorn = !_flash.TryDelete(_headName);
        return !_isHeadTorn;
    }

    /// <summary>Writes the record begun last; false when it may not be on flash, and then no later record joins it in its
    /// segment.</summary>
    public bool TryCommit(out long position)
    {
        position = ((long)Head << 16) | (uint)_headBytes;
        int length = Writer.Position;
        int bodyLength = length - HeaderLength;
        Guard.IsTrue(!Writer.IsOverflow && bodyLength <= BodyMax, "the record fits its buffer");
        _frame[0] = (byte)(bodyLength & 0xFF);
        _frame[1] = (byte)(bodyLength >> 8);
        Writer.Word(Crc32.Of(_frame, 0, length));
        if (!_flash.TryAppend(_headName, _frame, Writer.Position))
        {
            _isHeadTorn = true;
            return false;
        }

        _headBytes += Writer.Position;
        return true;
    }

    /// <summary>Reads the record at a position into the frame; false when it is not there or not whole.</summary>
    public bool TryRead(long position, out RecordKind kind, out long sequence, out RecordReader body)
    {
        int read = _flash.Read(NameOf(SegmentOf(position)), (int)(position & 0xFFFF), _frame, _frame.Length);
        body = _reader;
        return TryParse(0, read, out kind, out sequence) > 0;
    }

    /// <summary>Deletes segments from the oldest up to, not including, a number; the newest that holds a record always stays.</summary>
    public void DeleteBefore(int segment)
    {
        int kept = IsHeadEmpty ? Head - 1 : Head;
        while (Tail < segment && Tail < kept && _flash.TryDelete(NameOf(Tail)))
        {
            Tail++;
        }
    }

    private void FindSegments()
    {
        int first = int.MaxValue;
        int last = 0;
        foreach (string name in _flash.List())
        {
            int number;
            if (
                name.Length == _prefix.Length + NameDigits
                && name.StartsWith(_prefix)
                && int.TryParse(name.Substring(_prefix.Length), out number)
                && number >= 0)
            {
                first = number < first ? number : first;
                last = number > last ? number : last;
            }
        }

        Tail = first == int.MaxValue ? 0 : first;
        SetHead(last);
    }

    private void SetHead(int number)
    {
        Head = number;
        _headName = NameOf(number);
    }

    private string NameOf(int number)
    {
        return _prefix + number.ToString("D8");
    }

    /// <summary>Tells the visitor what a segment holds; the end of its last whole record.</summary>
    private int Scan(int segment, ISegmentVisitor visitor)
    {
        string name = NameOf(segment);
        int offset = 0;
        int end = 0;
        while (true)
        {
            int read = _flash.Read(name, offset, _frame, _frame.Length);
            int start = 0;
            int length;
            while ((length = TryParse(start, read - start, out RecordKind kind, out long sequence)) > 0)
            {
                DamageCount += offset + start > end ? 1 : 0;
                visitor.Visit(kind, sequence, _reader, ((long)segment << 16) | (uint)(offset + start));
                start += length;
                end = offset + start;
            }

            if (start == 0)
            {
                start = NextCandidate(read, visitor);
            }

            if (start == 0)
            {
                _isHeadTorn = read > 0 && offset + read > end;
                return end;
            }

            offset += start;
        }
    }

    /// <summary>
    /// Where in the frame, behind its first byte, a record may begin; 0 at the end of the file. Byte by byte, and only a header that the
    /// visitor expects costs a checksum. In random bytes that is one header in some 2^29 (2 kinds of 256, 1100 sequences of 2^32), and one
    /// checksum in 2^32 fits by chance: in a whole segment less than 1 in 10^14 to find a record that never was. Nor could such a one be
    /// billed: without the charger's key its code is wrong.
    /// </summary>
    private int NextCandidate(int read, ISegmentVisitor visitor)
    {
        int last = read - HeaderLength - CrcLength;
        for (int start = 1; start <= last; start++)
        {
            if ((_frame[start] | (_frame[start + 1] << 8)) <= BodyMax)
            {
                _reader.Reset(_frame, start + FrameKindOffset, HeaderLength - FrameKindOffset);
                if (visitor.IsExpected((RecordKind)_reader.Byte(), _reader.Word()))
                {
                    return start;
                }
            }
        }

        return read == _frame.Length ? last + 1 : 0;
    }

    /// <summary>The length of the whole record at a place in the frame, with the reader at its body; 0 when there is none.</summary>
    private int TryParse(int start, int available, out RecordKind kind, out long sequence)
    {
        kind = RecordKind.State;
        sequence = 0;
        if (available < HeaderLength + CrcLength)
        {
            return 0;
        }

        int bodyLength = _frame[start] | (_frame[start + 1] << 8);
        int length = HeaderLength + bodyLength + CrcLength;
        if (bodyLength > BodyMax || length > available)
        {
            return 0;
        }

        _reader.Reset(_frame, start + HeaderLength + bodyLength, CrcLength);
        if (_reader.Word() != Crc32.Of(_frame, start, HeaderLength + bodyLength))
        {
            return 0;
        }

        _reader.Reset(_frame, start + FrameKindOffset, HeaderLength - FrameKindOffset + bodyLength);
        kind = (RecordKind)_reader.Byte();
        sequence = _reader.Word();
        return length;
    }
}
