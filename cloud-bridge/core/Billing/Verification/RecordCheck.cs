using System.Data.Common;
using System.Text;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Registry.Chargers;
using Firmware.Core.Flash;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>Each charger's durable records: numbered without a gap, each naming the code of the one before, each proved by the charger's
/// key.</summary>
internal static class RecordCheck
{
    private static readonly string NoMac = RecordMac.ToHex(new byte[RecordMac.Length]);

    public static void Check(DbConnection connection, Verdict verdict)
    {
        RecordRow? before = null;
        RegisteredCharger? charger = null;
        Dictionary<string, long> followers = [];
        foreach (RecordRow row in RecordRow.ReadAll(connection))
        {
            if (before?.ChargerId != row.ChargerId)
            {
                verdict.Chargers++;
                before = null;
                charger = ChargerRegistry.Read(connection, row.ChargerId);
                followers.Clear();
            }

            verdict.Records++;
            CheckPlace(before, followers, row, verdict);
            CheckMessage(row, charger, verdict);
            before = row;
        }
    }

    // The followers: by the code of a record, the sequence of the record that follows it.
    private static void CheckPlace(RecordRow? before, Dictionary<string, long> followers, RecordRow row, Verdict verdict)
    {
        long expected = (before?.Sequence ?? 0) + 1;
        if (row.Sequence != expected)
        {
            string missing =
                row.Sequence - 1 == expected
                    ? $"record {expected} before it is missing"
                    : $"records {expected} to {row.Sequence - 1} before it are missing";
            verdict.Add(row.Place, missing);
        }

        string? named = row.Sequence == 1 ? NoMac : row.Sequence == expected ? before!.Mac : null;
        if (!followers.TryAdd(row.PreviousMac, row.Sequence))
        {
            verdict.Add(row.Place, $"the chain forks: it follows the same record as record {followers[row.PreviousMac]} does");
        }
        else if (named != null && named != row.PreviousMac)
        {
            verdict.Add(row.Place, $"the chain is broken: it follows code {row.PreviousMac}, the record before it has code {named}");
        }
    }

    private static void CheckMessage(RecordRow row, RegisteredCharger? charger, Verdict verdict)
    {
        bool isSession = row.Kind == (int)RecordKind.Session;
        string? text = isSession ? row.SessionText : row.AlertText;
        if (!isSession && row.Kind != (int)RecordKind.Alert)
        {
            verdict.Add(row.Place, $"kind {row.Kind} is neither session nor alert");
            return;
        }

        if (text == null)
        {
            verdict.Add(row.Place, isSession ? "its session is gone" : "its alert is gone");
            return;
        }

        ChargerMessage message = new(
            row.ChargerId,
            isSession ? Topic.Session : Topic.Alert,
            Encoding.UTF8.GetBytes(text),
            row.ReceivedUtcMs);
        DurableRecord? record = RecordDecoder.Decode(message, out _, out string unreadable);
        string? defect = record == null ? $"its stored message cannot be read: {unreadable}" : FindDefect(row, charger, record);
        if (defect != null)
        {
            verdict.Add(row.Place, defect);
        }
    }

    private static string? FindDefect(RecordRow row, RegisteredCharger? charger, DurableRecord record)
    {
        if (record.Sequence != row.Sequence || record.PreviousMac != row.PreviousMac || record.Mac != row.Mac)
        {
            return $"its stored message has sequence {record.Sequence} and code {record.Mac}, the record has code {row.Mac}";
        }

        if (charger == null)
        {
            return "its charger is gone, and with it the key that proves it";
        }

        if (!charger.HasProved(record))
        {
            return "its code does not prove the stored message: one of the two was changed, or the charger's key";
        }

        if (record.ContentHash != row.ContentHash)
        {
            return "its content hash is not that of the stored message";
        }

        return record.Session != null && !IsAsStored(row, record.Session) ? "the session's columns are not what its message says" : null;
    }

    private static bool IsAsStored(RecordRow row, ChargingSession session)
    {
        return row.SessionNumber == session.Number && row.SessionId == SessionMessage.IdOf(row.ChargerId, session.Number)
            && row.StartUtcMs == session.StartUtcMs && row.EndUtcMs == session.EndUtcMs
            && row.RegisterStart == session.RegisterStartMilliwattHours && row.RegisterEnd == session.RegisterEndMilliwattHours;
    }
}
