using Firmware.Core.Flash;
using Firmware.Core.Ports;

namespace Firmware.Core.Records;

/// <summary>An alert as the body of a journal record: part of the contract, because the authentication code is computed over it.</summary>
public static class AlertCodec
{
    /// <summary>Writes an alert, with or without its snapshot.</summary>
    public static void Write(Alert alert, bool withSnapshot, RecordWriter writer)
    {
        writer.Byte(alert.Code);
        writer.Byte((int)alert.Quality | (alert.IsRaised ? 4 : 0));
        writer.Unsigned(alert.AtUtcMs);
        writer.Unsigned(alert.SessionNumber);
        writer.Unsigned(alert.SessionMilliwattHours);
        FaultSnapshot snapshot = alert.Snapshot;
        int count = withSnapshot ? snapshot.Count : 0;
        writer.Byte(count);
        for (int i = 0; i < count; i++)
        {
            writer.Unsigned(snapshot.VoltageMillivolts(i));
            writer.Unsigned(snapshot.CurrentMilliamps(i));
            writer.Byte(snapshot.Status(i));
        }

        if (alert.IsOfJournal)
        {
            writer.Unsigned(alert.MissingCount);
            writer.Unsigned(alert.MissingFirst);
            writer.Unsigned(alert.MissingLast);
        }
        else if (alert.IsOfSetting)
        {
            writer.Byte(alert.Setting);
            writer.Word(alert.OldHash);
            writer.Word(alert.NewHash);
        }
    }

    /// <summary>Reads an alert; false when the bytes are not one.</summary>
    public static bool TryRead(RecordReader reader, Alert alert)
    {
        alert.Code = reader.Byte();
        int flags = reader.Byte();
        alert.Quality = (ClockQuality)(flags & 3);
        alert.IsRaised = (flags & 4) != 0;
        alert.AtUtcMs = reader.Unsigned();
        alert.SessionNumber = reader.Unsigned();
        alert.SessionMilliwattHours = reader.Unsigned();
        alert.Snapshot.Clear();
        int count = reader.Byte();
        if (count > FaultSnapshot.Length)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            int voltageMillivolts = (int)reader.Unsigned();
            int currentMilliamps = (int)reader.Unsigned();
            alert.Snapshot.Add(voltageMillivolts, currentMilliamps, reader.Byte());
        }

        alert.MissingCount = alert.IsOfJournal ? reader.Unsigned() : 0;
        alert.MissingFirst = alert.IsOfJournal ? reader.Unsigned() : 0;
        alert.MissingLast = alert.IsOfJournal ? reader.Unsigned() : 0;
        alert.Setting = alert.IsOfSetting ? reader.Byte() : 0;
        alert.OldHash = alert.IsOfSetting ? reader.Word() : 0;
        alert.NewHash = alert.IsOfSetting ? reader.Word() : 0;
        return !reader.IsBroken && alert.IsKnown;
    }
}
