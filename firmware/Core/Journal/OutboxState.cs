using Firmware.Core.Flash;

namespace Firmware.Core.Journal;

/// <summary>The counters that must outlive every deleted segment. They are kept in two slots of their own, and each segment of the outbox
/// begins with them as they were then.</summary>
public sealed class OutboxState
{
    /// <summary>
    /// The journal's format. 1, which does not say so: counters in the segments only, and receipts noted there. 2: counters and receipts in
    /// slots, segments as before, so that the firmware before still reads them. A later format keeps this beginning.
    /// </summary>
    public const int FormatOfThis = 2;

    private const int FormatUnsaid = 1;

    /// <summary>The format in which the counters were read.</summary>
    public int Format = FormatOfThis;

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

    /// <summary>Number of the last command taken that lasts; 0 before the first.</summary>
    public long CommandNumber;

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
        // Behind all that the firmware before reads: it stops there.
        writer.Byte(FormatOfThis);
        writer.Unsigned(CommandNumber);
    }

    /// <summary>Reads the counters.</summary>
    public void Read(RecordReader reader)
    {
        BootCount = reader.Unsigned();
        NextSequence = reader.Unsigned();
        FirstSequence = reader.Unsigned();
        LastSessionNumber = reader.Unsigned();
        RegisterMilliwattHours = reader.Unsigned();
        IsOutOfService = reader.Byte() != 0;
        reader.Bytes(LastMac, 0, RecordMac.Length);
        Format = reader.IsAtEnd ? FormatUnsaid : reader.Byte();
        CommandNumber = Format == FormatOfThis ? reader.Unsigned() : 0;
    }

    /// <summary>Takes what another copy knows of later: none of these ever goes back. The oldest sequence without a receipt is not among
    /// them, because records are forgotten with it.</summary>
    public void TakeLater(OutboxState other)
    {
        BootCount = Later(BootCount, other.BootCount);
        LastSessionNumber = Later(LastSessionNumber, other.LastSessionNumber);
        CommandNumber = Later(CommandNumber, other.CommandNumber);
        RegisterMilliwattHours = Later(RegisterMilliwattHours, other.RegisterMilliwattHours);
        TakeRecord(other.NextSequence - 1, other.LastMac);
    }

    /// <summary>A record is there, so the next one comes after it and is chained to its code.</summary>
    public void TakeRecord(long sequence, byte[] mac)
    {
        if (sequence + 1 >= NextSequence)
        {
            NextSequence = sequence + 1;
            mac.CopyTo(LastMac, 0);
        }
    }

    /// <summary>A session is there.</summary>
    public void TakeSession(long number, long registerMilliwattHours)
    {
        LastSessionNumber = Later(LastSessionNumber, number);
        RegisterMilliwattHours = Later(RegisterMilliwattHours, registerMilliwattHours);
    }

    private static long Later(long first, long second)
    {
        return first > second ? first : second;
    }
}
