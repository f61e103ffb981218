using System.Text;
using Firmware.Core.Json;
using Firmware.Core.Ports;

namespace Firmware.Core.Logging;

/// <summary>
/// The serial log: one line for each change, with uptime, level, source and text. Warnings and errors also go to the broker. It never
/// holds a key or a password.
/// </summary>
public sealed class AgentLog
{
    private readonly IClock _clock;
    private readonly ILogSink _sink;
    private readonly ILink _link;
    private readonly JsonWriter _json;

    /// <summary>A log to a sink and, for what matters, to the broker.</summary>
    public AgentLog(IClock clock, ILogSink sink, ILink link, JsonWriter json)
    {
        _clock = clock;
        _sink = sink;
        _link = link;
        _json = json;
    }

    /// <summary>Writes one line.</summary>
    public void Write(LogLevel level, string source, string text)
    {
        long nowMs = _clock.MonotonicMs;
        _sink.WriteLine(LineOf(level, source, text, nowMs));
        if (level != LogLevel.Note && _link.ConnectionNumber != 0)
        {
            Publish(level, source, text, nowMs);
        }
    }

    /// <summary>A line of the log, also for parts of the board that have no agent at hand.</summary>
    public static string LineOf(LogLevel level, string source, string text, long uptimeMs)
    {
        StringBuilder line = new StringBuilder();
        line.Append((uptimeMs / 1000).ToString("D7")).Append('.').Append(((int)(uptimeMs % 1000)).ToString("D3"));
        line.Append(' ').Append(LetterOf(level)).Append(' ').Append(source.PadRight(8)).Append(' ').Append(text);
        return line.ToString();
    }

    private static char LetterOf(LogLevel level)
    {
        switch (level)
        {
            case LogLevel.Warning: return 'W';
            case LogLevel.Error: return 'E';
            default: return 'N';
        }
    }

    private void Publish(LogLevel level, string source, string text, long nowMs)
    {
        _json.Begin();
        _json.Member("version", 1);
        _json.Member("uptimeMs", nowMs);
        _json.Member("level", level == LogLevel.Error ? "Error" : "Warning");
        _json.Member("source", source);
        _json.Member("text", text);
        _json.End();
        if (!_json.IsOverflow)
        {
            // A log line is QoS 0: if the link does not take it, the serial log still has it.
            _link.Publish(Topic.Log, _json.Buffer, _json.Length);
        }
    }
}
