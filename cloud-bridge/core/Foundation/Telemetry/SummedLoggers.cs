using System.Collections.Concurrent;

namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>Loggers that sum the lines which come again and again, each kind for itself, as a <see cref="RepeatedLine"/> does. A kind is an
/// event of a category, which are the program's own words: there are as many as there are places that log.</summary>
public sealed class SummedLoggers : ILoggerFactory
{
    private readonly ConcurrentDictionary<string, SummedLogger> _loggers = new(StringComparer.Ordinal);
    private readonly ILoggerFactory _inner;
    private readonly TimeProvider _clock;

    /// <summary>Loggers that write to others, which whoever made them disposes of.</summary>
    public SummedLoggers(ILoggerFactory inner, TimeProvider clock)
    {
        _inner = inner;
        _clock = clock;
    }

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName)
    {
        return _loggers.GetOrAdd(categoryName, name => new SummedLogger(_inner.CreateLogger(name), _clock));
    }

    /// <inheritdoc />
    public void AddProvider(ILoggerProvider provider)
    {
        _inner.AddProvider(provider);
    }

    /// <summary>Tells what was counted until now.</summary>
    public void Dispose()
    {
        foreach (SummedLogger logger in _loggers.Values)
        {
            logger.Dispose();
        }
    }
}
