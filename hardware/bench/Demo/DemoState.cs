using CloudBridge.Core.Billing.Bills;
using NodaTime;

namespace Hardware.Bench.Demo;

/// <summary>Everything the demo shows. Log lines come in from the chargers' own tasks; all else is written by the demo's loop.</summary>
public sealed class DemoState
{
    /// <summary>Log lines that are kept for a screen.</summary>
    public const int LogLineCountMax = 200;

    private readonly Lock _lock = new();
    private readonly Queue<string> _logLines = new();

    /// <summary>Opens the pages signed in: once, and soon.</summary>
    public required string SignInUrl { get; init; }

    /// <summary>Who may sign in to the pages, with the password.</summary>
    public required string SignInWords { get; init; }

    /// <summary>The address of a bill that opens without a sign-in.</summary>
    public required Func<Bill, string> LinkTo { get; init; }

    /// <summary>The database file.</summary>
    public required string Database { get; init; }

    /// <summary>Virtual seconds to a real one.</summary>
    public required double Speed { get; init; }

    /// <summary>The chargers' zone.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>What can be seen of each charger now.</summary>
    public required Func<IReadOnlyList<ChargerView>> Views { get; init; }

    /// <summary>The last bills, oldest first.</summary>
    public IReadOnlyList<Bill> Bills { get; set; } = [];

    /// <summary>How many bills there were.</summary>
    public int BillCount { get; set; }

    /// <summary>Takes a log line of a charger.</summary>
    public void AddLogLine(string line)
    {
        lock (_lock)
        {
            if (_logLines.Count == LogLineCountMax)
            {
                _logLines.Dequeue();
            }

            _logLines.Enqueue(line);
        }
    }

    /// <summary>The newest log lines, oldest of them first.</summary>
    public string[] LastLogLines(int count)
    {
        lock (_lock)
        {
            return [.. _logLines.TakeLast(count)];
        }
    }

    /// <summary>Local date and time of the chargers.</summary>
    public string LocalTime(long utcMs)
    {
        return Instant
            .FromUnixTimeMilliseconds(utcMs)
            .InZone(Zone)
            .ToString("ddd yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Local time of day.</summary>
    public string LocalClock(long utcMs)
    {
        return Instant.FromUnixTimeMilliseconds(utcMs).InZone(Zone).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
    }
}
