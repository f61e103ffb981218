using Firmware.Core.Flash;

namespace Firmware.Core.Journal;

/// <summary>What went bad on flash while the power was off, and how much of it has been told: the places stay where they are until their
/// segment is deleted, and each is told once.</summary>
public sealed class JournalDamage
{
    private const int RangesMax = 8;

    private readonly long[] _toldFirst = new long[RangesMax];
    private readonly long[] _toldLast = new long[RangesMax];
    private readonly long[] _foundFirst = new long[RangesMax];
    private readonly long[] _foundLast = new long[RangesMax];
    private int _toldRanges;
    private int _foundRanges;
    private long _toldPlaces;
    private bool _isSlotDamaged;

    /// <summary>Places in the segments, or slots, where nothing can be read and something was.</summary>
    public long PlaceCount { get; private set; }

    /// <summary>Records without a receipt that are gone and were not told yet.</summary>
    public long MissingCount { get; private set; }

    /// <summary>Sequence of the first of them; 0 when there is none.</summary>
    public long MissingFirst { get; private set; }

    /// <summary>Sequence of the last of them.</summary>
    public long MissingLast { get; private set; }

    /// <summary>There is something to tell.</summary>
    public bool IsUntold => MissingCount > 0 || PlaceCount > _toldPlaces || _isSlotDamaged;

    /// <summary>Looks which sequences from the oldest without a receipt to the next have no record.</summary>
    public void Find(OutboxState state, WaitingRecords waiting, int placeCount, bool isSlotDamaged)
    {
        PlaceCount = placeCount;
        _isSlotDamaged = isSlotDamaged;
        _toldPlaces = placeCount < _toldPlaces ? placeCount : _toldPlaces;
        for (long sequence = state.FirstSequence; sequence < state.NextSequence; sequence++)
        {
            if (!waiting.Contains(sequence))
            {
                AddMissing(sequence);
            }
        }
    }

    /// <summary>What was found has been told.</summary>
    public void OnTold()
    {
        _toldPlaces = PlaceCount;
        _isSlotDamaged = false;
        MissingCount = 0;
        MissingFirst = 0;
        MissingLast = 0;
        _toldRanges = _foundRanges;
        for (int i = 0; i < _foundRanges; i++)
        {
            _toldFirst[i] = _foundFirst[i];
            _toldLast[i] = _foundLast[i];
        }
    }

    /// <summary>Writes what has been told.</summary>
    public void Write(RecordWriter writer)
    {
        writer.Unsigned(_toldPlaces);
        writer.Byte(_toldRanges);
        for (int i = 0; i < _toldRanges; i++)
        {
            writer.Unsigned(_toldFirst[i]);
            writer.Unsigned(_toldLast[i]);
        }
    }

    /// <summary>Reads what has been told.</summary>
    public void Read(RecordReader reader)
    {
        _toldPlaces = reader.Unsigned();
        int ranges = reader.Byte();
        _toldRanges = ranges > RangesMax ? RangesMax : ranges;
        for (int i = 0; i < _toldRanges; i++)
        {
            _toldFirst[i] = reader.Unsigned();
            _toldLast[i] = reader.Unsigned();
        }
    }

    private void AddMissing(long sequence)
    {
        if (!IsTold(sequence))
        {
            MissingFirst = MissingCount == 0 ? sequence : MissingFirst;
            MissingLast = sequence;
            MissingCount++;
        }

        // Beyond eight ranges the last one grows over what lies between: better a few told too little than the same told at each boot.
        int last = _foundRanges - 1;
        if (last >= 0 && (_foundLast[last] == sequence - 1 || _foundRanges == RangesMax))
        {
            _foundLast[last] = sequence;
        }
        else
        {
            _foundFirst[_foundRanges] = sequence;
            _foundLast[_foundRanges] = sequence;
            _foundRanges++;
        }
    }

    private bool IsTold(long sequence)
    {
        for (int i = 0; i < _toldRanges; i++)
        {
            if (sequence >= _toldFirst[i] && sequence <= _toldLast[i])
            {
                return true;
            }
        }

        return false;
    }
}
