using System.Collections.Concurrent;
using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>The logger of one category, which sums its lines by event and level. What is below information is written as it comes: nobody
/// sees it who has not asked for all of it.</summary>
internal sealed partial class SummedLogger : ILogger, IDisposable
{
    private const int LastLengthMax = 1000;

    private readonly ConcurrentDictionary<(int EventId, string? Name, LogLevel Level), RepeatedLine> _lines = new();
    private readonly ILogger _inner;
    private readonly TimeProvider _clock;

    public SummedLogger(ILogger inner, TimeProvider clock)
    {
        _inner = inner;
        _clock = clock;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        return _inner.BeginScope(state);
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        return _inner.IsEnabled(logLevel);
    }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (_inner.IsEnabled(logLevel)
            && (logLevel < LogLevel.Information || LineOf(logLevel, eventId).IsDue(() => formatter(state, exception))))
        {
            _inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }

    public void Dispose()
    {
        foreach (RepeatedLine line in _lines.Values)
        {
            line.Dispose();
        }
    }

    private RepeatedLine LineOf(LogLevel level, EventId eventId)
    {
        return _lines.GetOrAdd(
            (eventId.Id, eventId.Name, level),
            kind => new RepeatedLine(_clock, (count, last) => Tell(kind.Level, count, kind.EventId, last)));
    }

    private void Tell(LogLevel level, long count, int eventId, string last)
    {
        string shown = OutsideText.Of(last, LastLengthMax);
        LogSum(_inner, level, count, eventId, shown);
    }

    [LoggerMessage(
        EventId = 171,
        Message = "{Count} more lines of event {Event} were left out within a minute. The last: {Last}"
    )]
    private static partial void LogSum(ILogger log, LogLevel level, long count, int @event, string last);
}
