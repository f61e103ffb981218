namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>
/// One kind of log line: the first few of a minute are written at once, all further ones are counted, and told as one at the end of each
/// minute until there are none. So nobody outside decides how much is written, however often he is refused. Thread-safe.
/// </summary>
public sealed class RepeatedLine : IDisposable
{
    /// <summary>Lines that are written at once.</summary>
    public const int AtOnceMax = 10;

    /// <summary>How long lines are counted before they are told.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly Action<long, string> _tell;
    private ITimer? _window;
    private int _atOnce;
    private long _leftOut;
    private string _last = "";

    /// <summary>A kind of line that has not come yet; <paramref name="tell"/> is given how many were left out, and the last of
    /// them.</summary>
    public RepeatedLine(TimeProvider clock, Action<long, string> tell)
    {
        _clock = clock;
        _tell = tell;
    }

    /// <summary>Whether a line is written now; else it is counted.</summary>
    public bool IsDue(Func<string> line)
    {
        ArgumentNullException.ThrowIfNull(line);
        lock (_lock)
        {
            _window ??= _clock.CreateTimer(_ => EndWindow(), null, Window, Window);
            if (_atOnce < AtOnceMax)
            {
                _atOnce++;
                return true;
            }

            _leftOut++;
        }

        _last = line();
        return false;
    }

    /// <summary>Tells what was counted until now.</summary>
    public void Dispose()
    {
        EndWindow();
        lock (_lock)
        {
            _window?.Dispose();
            _window = null;
        }
    }

    private void EndWindow()
    {
        long leftOut;
        lock (_lock)
        {
            leftOut = _leftOut;
            _leftOut = 0;
            if (leftOut == 0)
            {
                // It is over: the next one is news.
                _window?.Dispose();
                _window = null;
                _atOnce = 0;
            }
        }

        if (leftOut > 0)
        {
            _tell(leftOut, _last);
        }
    }
}
