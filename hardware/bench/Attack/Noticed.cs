using System.Collections.Concurrent;
using System.Globalization;
using Hardware.Bench.Figures;

namespace Hardware.Bench.Attack;

/// <summary>What honest chargers and people noticed in a stretch of time.</summary>
internal sealed class Noticed
{
    private readonly ConcurrentBag<TimeSpan> _receipts = [];
    private readonly ConcurrentBag<TimeSpan> _connects = [];
    private readonly ConcurrentBag<TimeSpan> _pages = [];
    private int _broken;
    private int _failedConnects;
    private int _failedPages;
    private int _lost;

    /// <summary>Records that never got their receipt.</summary>
    public int LostCount => _lost;

    /// <summary>A record has its receipt.</summary>
    public void AddReceipt(TimeSpan after)
    {
        _receipts.Add(after);
    }

    /// <summary>A charger that came anew was let in.</summary>
    public void AddConnect(TimeSpan after)
    {
        _connects.Add(after);
    }

    /// <summary>A page answered.</summary>
    public void AddPage(TimeSpan after)
    {
        _pages.Add(after);
    }

    /// <summary>Connections ended by themselves, or did not come about.</summary>
    public void AddBrokenConnections(int count)
    {
        Interlocked.Add(ref _broken, count);
    }

    /// <summary>A charger that came anew was not let in.</summary>
    public void AddFailedConnect()
    {
        Interlocked.Increment(ref _failedConnects);
    }

    /// <summary>A page did not answer.</summary>
    public void AddFailedPage()
    {
        Interlocked.Increment(ref _failedPages);
    }

    /// <summary>A record got no receipt in the end.</summary>
    public void AddLost()
    {
        Interlocked.Increment(ref _lost);
    }

    /// <summary>In figures, for a table.</summary>
    public string InFigures()
    {
        LatencyFigures receipts = LatencyFigures.Of(_receipts);
        LatencyFigures connects = LatencyFigures.Of(_connects);
        LatencyFigures pages = LatencyFigures.Of(_pages);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{receipts.Count,8} {receipts.MedianMs,7} {receipts.Percentile99Ms,7}  "
                + $"{connects.Count,4}/{connects.Count + _failedConnects,-4} {connects.MedianMs,6} {connects.LongestMs,6}  "
                + $"{pages.Count,4}/{pages.Count + _failedPages,-4} {pages.MedianMs,6} {pages.LongestMs,6}  {_broken,6}");
    }
}
