namespace CloudBridge.Core.Foundation.Storage;

/// <summary>
/// Rows that stand in the database and cannot be read: damaged, or written by a newer version. Each is told once in the log and stays in
/// the list until it can be read again; everything else goes on without it.
/// </summary>
public sealed partial class DamagedRows
{
    // A table that is damaged as a whole must not fill the memory.
    private const int CountMax = 1000;

    private readonly ILogger _log;
    private readonly Dictionary<(string Table, string Key), string> _rows = [];
    private readonly Lock _lock = new();

    /// <summary>None yet.</summary>
    public DamagedRows(ILogger log)
    {
        _log = log;
    }

    /// <summary>All of them now, by table and key.</summary>
    public IReadOnlyList<DamagedRow> All()
    {
        lock (_lock)
        {
            return [.. _rows.Select(row => new DamagedRow(row.Key.Table, row.Key.Key, row.Value))
                .OrderBy(row => row.Table, StringComparer.Ordinal).ThenBy(row => row.Key, StringComparer.Ordinal)];
        }
    }

    /// <summary>A row cannot be read.</summary>
    public void Add(string table, string key, string why)
    {
        bool isNews;
        lock (_lock)
        {
            isNews = _rows.Count < CountMax && _rows.TryAdd((table, key), why);
        }

        if (isNews)
        {
            LogDamaged(table, key, why);
        }
    }

    /// <summary>A row can be read.</summary>
    public void Remove(string table, string key)
    {
        lock (_lock)
        {
            _rows.Remove((table, key));
        }
    }

    [LoggerMessage(
        EventId = 161,
        Level = LogLevel.Error,
        Message = "Row {Key} of table {Table} cannot be read; everything else goes on. Look with cloud-bridge verify: {Cause}"
    )]
    private partial void LogDamaged(string table, string key, string cause);
}

/// <summary>A row that cannot be read.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Key">Its key, the parts of one parted by spaces.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record DamagedRow(string Table, string Key, string Why);

/// <summary>Something cannot be done, because a row that it needs cannot be read.</summary>
public sealed class DamagedRowException : Exception
{
    /// <summary>By the row and what is wrong with it.</summary>
    public DamagedRowException(string table, string key, Exception cause)
        : base($"row {key} of table {table} cannot be read: {cause.Message}", cause)
    {
    }
}
