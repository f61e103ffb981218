using Firmware.Core.Flash;

namespace Firmware.Core.Journal;

/// <summary>The counters that must outlive every deleted segment; each segment of the outbox begins with them.</summary>
public sealed class OutboxState
{
    /// <summary>The oldest sequence without a receipt.</summary>
    public long FirstSequence = 1;

    /// <summary>The sequence of the next record.</summary>
    public long NextSequence = 1;

    /// <summary>Number of the last session that ended; 0 before the first.</summary>
    public long LastSessionNumber;

    /// <summary>The highest lifetime register that the outbox knows of, in mWh.</summary>
    public long RegisterMilliwattHours;

    /// <summary>Boots since the journal was first written.</summary>
    public long BootCount;

    /// <summary>The operator has taken the connector out of service.</summary>
    public bool IsOutOfService;

    /// <summary>The code of the last record: where the chain goes on.</summary>
    public readonly byte[] LastMac = new byte[RecordMac.Length];

    /// <summary>Writes the counters.</summary>
    public void Write(RecordWriter writer)
    {
        writer.Unsigned(BootCount);
        writer.Unsigned(NextSequence);
        writer.Unsigned(FirstSequence);
        writer.Unsigned(LastSessionNumber);
        writer.Unsigned(RegisterMilliwattHours);
        writer.Byte(IsOutOfService ? 1 : 0);
        writer.Bytes(LastMac, 0, RecordMac.Length);
    }

    /// <summary>Reads the counters, but for the oldest sequence without a receipt, which is returned.</summary>
    public long Read(RecordReader reader)
    {
        BootCount = reader.Unsigned();
        NextSequence = reader.Unsigned();
        long firstSequence = reader.Unsigned();
        LastSessionNumber = reader.Unsigned();
        RegisterMilliwattHours = reader.Unsigned();
        IsOutOfService = reader.Byte() != 0;
        reader.Bytes(LastMac, 0, RecordMac.Length);
        return firstSequence;
    }
}
