using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CloudBridge.Tests.Src.Storage;

/// <summary>A log whose lines a test reads.</summary>
internal sealed class KeptLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(int EventId, string Text)> _lines = new();

    /// <summary>The least severe line that is kept.</summary>
    public LogLevel Least { get; init; }

    /// <summary>The texts of the lines with a number, in order.</summary>
    public IReadOnlyList<string> Texts(int eventId)
    {
        return [.. _lines.Where(line => line.EventId == eventId).Select(line => line.Text)];
    }

    /// <summary>The texts of all lines, in order.</summary>
    public IReadOnlyList<string> Texts()
    {
        return [.. _lines.Select(line => line.Text)];
    }

    public ILogger CreateLogger(string categoryName)
    {
        return this;
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        return null;
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        return logLevel >= Least;
    }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue((eventId.Id, formatter(state, exception)));
    }

    public void Dispose()
    {
    }
}
