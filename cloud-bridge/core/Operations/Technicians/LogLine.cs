using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Live;

namespace CloudBridge.Core.Operations.Technicians;

/// <summary>A warning or an error of a charger's serial log.</summary>
/// <param name="AtUtcMs">When it came, unix ms.</param>
/// <param name="IsError">An error; otherwise a warning.</param>
/// <param name="Source">Which part of the agent says it.</param>
/// <param name="Text">What.</param>
public sealed record LogLine(long AtUtcMs, bool IsError, string Source, string Text)
{
    /// <summary>The lines that can be read, the newest first.</summary>
    public static IReadOnlyList<LogLine> Of(IReadOnlyList<TimedText> messages)
    {
        return [.. messages.Select(Read).OfType<LogLine>().Reverse()];
    }

    private static LogLine? Read(TimedText message)
    {
        return FlatMessage.Read(message.Text) is { } line && line.Text("text") is { } text
            ? new LogLine(message.AtUtcMs, line.Text("level") == "Error", line.Text("source") ?? "", text)
            : null;
    }
}
