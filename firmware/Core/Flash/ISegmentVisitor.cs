namespace Firmware.Core.Flash;

/// <summary>Whoever wants to know what a journal holds at boot.</summary>
public interface ISegmentVisitor
{
    /// <summary>One whole record, in the order of writing. The reader stands at its body.</summary>
    void Visit(RecordKind kind, long sequence, RecordReader body, long position);

    /// <summary>Whether a record of this kind and sequence can come next, behind a damaged one. The narrower, the less can bytes within a
    /// damaged record pass for one.</summary>
    bool IsExpected(RecordKind kind, long sequence);
}
