namespace Firmware.Core.Flash;

/// <summary>Whoever wants to know what a journal holds at boot.</summary>
public interface ISegmentVisitor
{
    /// <summary>One whole record, in the order of writing. The reader stands at its body.</summary>
    void Visit(RecordKind kind, long sequence, RecordReader body, long position);
}
