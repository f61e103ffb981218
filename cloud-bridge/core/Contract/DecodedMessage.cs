using Firmware.Core.Ports;

namespace CloudBridge.Core.Contract;

/// <summary>
/// A message and what was read from it. Reading needs neither lock nor database, so it is done before the message waits for the writer;
/// a defect of ours in it is found here as well, and sends the message to quarantine like one that cannot be read.
/// </summary>
public sealed class DecodedMessage
{
    private DecodedMessage(ChargerMessage message, DurableRecord? record, ChargerStatus? status, string reason, string detail)
    {
        Message = message;
        Record = record;
        Status = status;
        Reason = reason;
        Detail = detail;
    }

    /// <summary>The message as it came.</summary>
    public ChargerMessage Message { get; }

    /// <summary>What a session or alert message holds; null when it cannot be read, and for a status.</summary>
    public DurableRecord? Record { get; }

    /// <summary>What a status message says; null when it cannot be read, and for a record.</summary>
    public ChargerStatus? Status { get; }

    /// <summary>Why it cannot be read, one of <see cref="QuarantineReason"/>; empty when it can.</summary>
    public string Reason { get; }

    /// <summary>The place in the message, or what failed; empty when it can be read.</summary>
    public string Detail { get; }

    /// <summary>What the bridge itself failed with; null but for <see cref="QuarantineReason.BridgeDefect"/>.</summary>
    public Exception? Defect { get; private init; }

    /// <summary>Reads a message; never throws.</summary>
    public static DecodedMessage Of(ChargerMessage message)
    {
        try
        {
            return message.Topic == Topic.Status ? StatusOf(message) : RecordOf(message);
        }
        catch (Exception e)
        {
            return new DecodedMessage(message, null, null, QuarantineReason.BridgeDefect, QuarantineReason.DetailOf(e)) { Defect = e };
        }
    }

    private static DecodedMessage StatusOf(ChargerMessage message)
    {
        ChargerStatus? status = ChargerStatus.Read(message.Payload, out string defect);
        return new DecodedMessage(message, null, status, status == null ? QuarantineReason.Malformed : "", defect);
    }

    private static DecodedMessage RecordOf(ChargerMessage message)
    {
        DurableRecord? record = RecordDecoder.Decode(message, out string reason, out string detail);
        return new DecodedMessage(message, record, null, record == null ? reason : "", detail);
    }
}
