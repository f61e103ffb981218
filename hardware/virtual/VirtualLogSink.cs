using Firmware.Core.Ports;

namespace Hardware.Virtual;

/// <summary>The serial log: keeps the last lines and hands each one on. Lines may be read from another thread.</summary>
public sealed class VirtualLogSink : ILogSink
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly int _lineCountMax;
    private readonly Action<string>? _onLine;

    /// <summary>A log that keeps a number of lines, and calls <paramref name="onLine"/> with each on the agent's own thread.</summary>
    public VirtualLogSink(int lineCountMax = 1000, Action<string>? onLine = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lineCountMax);
        _lineCountMax = lineCountMax;
        _onLine = onLine;
    }

    /// <summary>The lines that are kept, oldest first.</summary>
    public string[] Lines
    {
        get
        {
            lock (_lock)
            {
                return _lines.ToArray();
            }
        }
    }

    /// <inheritdoc/>
    public void WriteLine(string line)
    {
        lock (_lock)
        {
            if (_lines.Count == _lineCountMax)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }

        _onLine?.Invoke(line);
    }
}
