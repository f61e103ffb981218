using Firmware.Core.Flash;

namespace Firmware.Core.Journal;

/// <summary>Where each record without a receipt stands on flash, by its sequence: four bytes a record.</summary>
public sealed class WaitingRecords
{
    /// <summary>Sequences that can be told apart: 500 sessions with an alert each, and some.</summary>
    public const int Capacity = 1100;

    private const int SegmentMask = 0x7FFF;

    // The bit that no segment uses.
    private const int KeptMark = int.MinValue;

    private readonly int[] _positions = new int[Capacity];

    /// <summary>How many records wait.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a sequence waits. It must be one of the last <see cref="Capacity"/>.</summary>
    public bool Contains(long sequence)
    {
        return _positions[sequence % Capacity] != 0;
    }

    /// <summary>Remembers where a record stands; no record stands at offset 0, where the state is, so 0 means none.</summary>
    public void Add(long sequence, long position)
    {
        Count += Contains(sequence) ? 0 : 1;
        _positions[sequence % Capacity] = ((SegmentLog.SegmentOf(position) & SegmentMask) << 16) | (int)(position & 0xFFFF);
    }

    /// <summary>Whether the bridge has said that it keeps a record that waits, which it cannot take.</summary>
    public bool IsKept(long sequence)
    {
        return (_positions[sequence % Capacity] & KeptMark) != 0;
    }

    /// <summary>Remembers that the bridge keeps a record that waits, until the next start: then the bridge says it again.</summary>
    public void MarkKept(long sequence)
    {
        _positions[sequence % Capacity] |= Contains(sequence) ? KeptMark : 0;
    }

    /// <summary>Most of what came after the oldest record has its receipt: the bridge lives, and does not answer that one.</summary>
    public bool IsMostlyAnswered(OutboxState state)
    {
        return Count > 0 && 2 * Count <= state.NextSequence - state.FirstSequence;
    }

    /// <summary>Forgets a record.</summary>
    public void Remove(long sequence)
    {
        Count -= Contains(sequence) ? 1 : 0;
        _positions[sequence % Capacity] = 0;
    }

    /// <summary>All records before a sequence have their receipts.</summary>
    public void DropBefore(OutboxState state, long firstSequence)
    {
        long oldest = firstSequence - Capacity;
        state.FirstSequence = state.FirstSequence < oldest ? oldest : state.FirstSequence;
        for (; state.FirstSequence < firstSequence; state.FirstSequence++)
        {
            Remove(state.FirstSequence);
        }
    }

    /// <summary>The oldest sequence without a receipt is that of a record that waits.</summary>
    public void SkipReceipted(OutboxState state)
    {
        while (state.FirstSequence < state.NextSequence && !Contains(state.FirstSequence))
        {
            state.FirstSequence++;
        }
    }

    /// <summary>Where a record stands, given the segment that is written now.</summary>
    public long PositionOf(long sequence, int headSegment)
    {
        int packed = _positions[sequence % Capacity];
        int segment = headSegment - ((headSegment - (packed >> 16)) & SegmentMask);
        return ((long)segment << 16) | (uint)(packed & 0xFFFF);
    }
}
