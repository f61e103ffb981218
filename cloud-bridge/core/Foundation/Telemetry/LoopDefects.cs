namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>What a loop met that nobody thought of, by what it was about. The same defect about the same thing is news once, and again
/// after it has gone well in between.</summary>
public sealed class LoopDefects
{
    /// <summary>Stands for the loop as a whole: none of its work was done.</summary>
    public const string Everything = "";

    private readonly Dictionary<string, string> _causes = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private int _count;

    /// <summary>How often a defect was met since the start, also the same one.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether the loop did none of its work when it last went round.</summary>
    public bool IsStuck
    {
        get
        {
            lock (_lock)
            {
                return _causes.ContainsKey(Everything);
            }
        }
    }

    /// <summary>What does not go well now; null when all does.</summary>
    public string? Words
    {
        get
        {
            lock (_lock)
            {
                string[] things = [.. _causes.Keys.Where(about => about != Everything).Order(StringComparer.Ordinal).Take(3)];
                return _causes.Count == 0
                    ? null
                    : $"met a defect{(things.Length == 0 ? "" : " at " + string.Join(", ", things))}, look at the log";
            }
        }
    }

    /// <summary>It went wrong; true when that is news.</summary>
    public bool Add(string about, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Interlocked.Increment(ref _count);
        string words = $"{cause.GetType().Name}: {cause.Message}";
        lock (_lock)
        {
            bool isNews = !_causes.TryGetValue(about, out string? known) || known != words;
            _causes[about] = words;
            return isNews;
        }
    }

    /// <summary>It went well.</summary>
    public void Clear(string about)
    {
        lock (_lock)
        {
            _causes.Remove(about);
        }
    }

    /// <summary>Forgets everything that there is no more work about.</summary>
    public void KeepOnly(IReadOnlyCollection<string> abouts)
    {
        lock (_lock)
        {
            foreach (string gone in _causes.Keys.Except(abouts).Where(about => about != Everything).ToArray())
            {
                _causes.Remove(gone);
            }
        }
    }
}
