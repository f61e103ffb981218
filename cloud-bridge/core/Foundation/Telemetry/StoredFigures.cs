using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>The figures that stand in the database, read with one query at most every few seconds, however often and by however many they
/// are asked. A database that is away gives no figures: a gauge that is missing is honest, one that stands still is not.</summary>
public sealed class StoredFigures
{
    /// <summary>Chargers; the label is the connector's status of now.</summary>
    public const string Chargers = "charger";

    /// <summary>Sessions that are not billed.</summary>
    public const string Held = "held";

    /// <summary>Messages in quarantine.</summary>
    public const string Quarantined = "quarantined";

    /// <summary>Receipts owed for records that people released.</summary>
    public const string ReceiptDebt = "receipt_debt";

    /// <summary>When the newest status came, unix ms.</summary>
    public const string NewestStatus = "newest_status";

    /// <summary>Open incidents; the label is the severity.</summary>
    public const string Incidents = "incident";

    /// <summary>Notices that are done with; the label is CHANNEL/OUTCOME.</summary>
    public const string NoticesDone = "notice_done";

    /// <summary>Notices that wait; the label is the channel.</summary>
    public const string NoticesWaiting = "notice_waiting";

    /// <summary>When the oldest waiting notice was made, unix ms; the label is the channel.</summary>
    public const string OldestNotice = "notice_oldest";

    private const string Own = """
        SELECT 'held' AS Name, '' AS Label, COUNT(*) AS Value FROM charging_session
            WHERE hold_reason IS NOT NULL AND hold_reason <> 'Waived'
        UNION ALL SELECT 'quarantined', '', COUNT(*) FROM quarantine
        UNION ALL SELECT 'receipt_debt', '', COUNT(*) FROM release_log WHERE receipt_mac IS NOT NULL AND receipted_utc_ms IS NULL
        UNION ALL SELECT 'newest_status', '', MAX(at_utc_ms) FROM charger_status
        UNION ALL SELECT 'incident', severity, COUNT(*) FROM incident WHERE cleared_utc_ms IS NULL GROUP BY 1, 2
        """;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly Database _database;
    private readonly string _sql;
    private readonly TimeProvider _wallClock;
    private readonly Lock _lock = new();
    private IReadOnlyList<Figure> _figures = [];
    private long? _readAt;

    /// <summary>Over a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="wallClock">The real time.</param>
    /// <param name="more">Further queries of Name, Label and Value by the names of this class, of parts that keep figures of their
    /// own.</param>
    public StoredFigures(Database database, TimeProvider wallClock, params IEnumerable<string> more)
    {
        _database = database;
        _wallClock = wallClock;
        _sql = string.Join("\nUNION ALL ", [Own, .. more]);
    }

    /// <summary>Counts the chargers (<see cref="Chargers"/>), which no query alone can: whether a status is of now depends on the
    /// clock.</summary>
    public Func<DbConnection, IEnumerable<Figure>> CountChargers { get; init; } = _ => [];

    /// <summary>The figures of one name; none when there are none or the database is away.</summary>
    public IEnumerable<Figure> Of(string name)
    {
        return Read().Where(figure => figure.Name == name);
    }

    private IReadOnlyList<Figure> Read()
    {
        lock (_lock)
        {
            if (_readAt is long readAt && _wallClock.GetElapsedTime(readAt) < Fresh)
            {
                return _figures;
            }

            try
            {
                using DbConnection connection = _database.Open();
                _figures = [.. connection.Query<Figure>(_sql), .. CountChargers(connection)];
            }
            catch (Exception e) when (Database.IsStorageFailure(e))
            {
                // The writer says so in the log and in chargeagent.storage.failures.
                _figures = [];
            }

            _readAt = _wallClock.GetTimestamp();
            return _figures;
        }
    }
}

/// <summary>A figure out of the database.</summary>
public sealed record Figure
{
    /// <summary>One of the names of <see cref="StoredFigures"/>.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is divided by; empty for nothing.</summary>
    public string Label { get; init; } = "";

    /// <summary>The figure; null where there is nothing to measure.</summary>
    public long? Value { get; init; }
}
