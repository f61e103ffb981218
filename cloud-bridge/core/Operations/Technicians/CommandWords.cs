using Firmware.Core.Messaging;

namespace CloudBridge.Core.Operations.Technicians;

/// <summary>Commands and what came of them, in plain words.</summary>
public static class CommandWords
{
    /// <summary>What a button says.</summary>
    public static string NameOf(string command)
    {
        return command switch
        {
            CommandMessage.Identify => "Identify",
            CommandMessage.Report => "Report",
            CommandMessage.OutOfService => "Out of service",
            CommandMessage.InService => "In service",
            _ => command,
        };
    }

    /// <summary>The answer; the status that came last tells whether a report has come.</summary>
    public static string AnswerOf(CommandRow row, long? statusUtcMs)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Outcome switch
        {
            CommandOutcome.Offline =>
                "Not sent: the charger is offline. A command is not kept for later; give it again when the charger is back.",
            CommandOutcome.NoBroker =>
                "Not sent: the bridge has no connection to its MQTT broker. See that the broker runs; "
                    + "chargers keep their records meanwhile.",
            CommandOutcome.Sent => SentOf(row, statusUtcMs),
            _ => "Not known whether it was sent: the bridge stopped meanwhile. Give it again.",
        };
    }

    private static string SentOf(CommandRow row, long? statusUtcMs)
    {
        return row.Command switch
        {
            CommandMessage.Identify => "Sent: all three lights flutter for 30 seconds.",
            CommandMessage.Report when statusUtcMs > row.AtUtcMs => "Answered: what stands here is from after it.",
            CommandMessage.Report => "Sent: the fresh status shows here by itself.",
            CommandMessage.OutOfService => "Sent: the connector goes out of service, with a plug in it as soon as that is out.",
            _ => "Sent: the connector takes vehicles again.",
        };
    }
}
