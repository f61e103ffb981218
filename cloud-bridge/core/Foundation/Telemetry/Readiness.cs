using System.Text.Json.Serialization;
using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Foundation.Telemetry;

/// <summary>Whether a bridge can do its work now, checked part by part. Everyone may ask, so the answer is kept for a moment and the
/// database is tried only where no commit has just proved it.</summary>
public sealed class Readiness
{
    /// <summary>Room that must be free beside a SQLite file: less, and the next weeks of sessions may find none.</summary>
    public const long FreeBytesMin = 100L * 1024 * 1024;

    private const int ProbeSecondsMax = 2;
    private const int DamagedRowsMax = 20;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ProvedFor = TimeSpan.FromSeconds(10);

    private readonly Database _database;
    private readonly IHealthPart _broker;
    private readonly IWriterHealth _writer;
    private readonly TimeProvider _wallClock;
    private readonly List<IHeartbeat> _heartbeats = [];
    private readonly Lock _lock = new();
    private IReadOnlyList<HealthLine> _lines = [];
    private long? _checkedAt;

    /// <summary>Over the parts of a bridge.</summary>
    public Readiness(Database database, IHealthPart broker, IWriterHealth writer, TimeProvider wallClock)
    {
        _database = database;
        _broker = broker;
        _writer = writer;
        _wallClock = wallClock;
    }

    /// <summary>Whether the process is worth keeping: what is false here only a restart mends.</summary>
    public bool IsAlive => _writer.IsRunning;

    /// <summary>Watches a loop from now on.</summary>
    public void Watch(IHeartbeat heartbeat)
    {
        lock (_lock)
        {
            _heartbeats.Add(heartbeat);
        }
    }

    /// <summary>Watches a new loop from now on, which calls <see cref="Heartbeat.Beat"/> each time it goes round.</summary>
    public Heartbeat Watch(string name, TimeSpan patience)
    {
        Heartbeat heartbeat = new(name, patience, _wallClock);
        Watch(heartbeat);
        return heartbeat;
    }

    /// <summary>One line for each part; the bridge is ready when all are well, but for what stops nobody.</summary>
    public IReadOnlyList<HealthLine> Check()
    {
        lock (_lock)
        {
            if (_checkedAt is not long checkedAt || _wallClock.GetElapsedTime(checkedAt) >= Fresh)
            {
                _lines = [CheckDatabase(), .. CheckDisk(), _broker.Health, _writer.Health, .. _heartbeats.Select(Check), .. CheckRows()];
                _checkedAt = _wallClock.GetTimestamp();
            }

            return _lines;
        }
    }

    private static HealthLine Check(IHeartbeat heartbeat)
    {
        if (heartbeat.SinceLastBeat > heartbeat.Patience)
        {
            return new HealthLine(
                heartbeat.Name,
                false,
                $"has not gone round for {heartbeat.SinceLastBeat.TotalSeconds:0} s, look at the log");
        }

        return heartbeat.Trouble is string trouble
            ? new HealthLine(heartbeat.Name, false, trouble) { StopsNobody = !heartbeat.IsStuck }
            : new HealthLine(heartbeat.Name, true, "goes round");
    }

    private IEnumerable<HealthLine> CheckRows()
    {
        IReadOnlyList<DamagedRow> rows = _database.Damaged.All();
        foreach (DamagedRow row in rows.Take(DamagedRowsMax))
        {
            yield return new HealthLine("damaged row", false, $"table {row.Table}, key {row.Key}: {row.Why}") { StopsNobody = true };
        }

        if (rows.Count > DamagedRowsMax)
        {
            string more = $"{rows.Count - DamagedRowsMax} more, look at the log";
            yield return new HealthLine("damaged rows", false, more) { StopsNobody = true };
        }
    }

    private HealthLine CheckDatabase()
    {
        if (_writer.SinceLastCommit < ProvedFor)
        {
            return new HealthLine("database", true, "takes commits");
        }

        try
        {
            _database.ProbeWrite(ProbeSecondsMax);
            return new HealthLine("database", true, "can be written");
        }
        catch (Exception e) when (Database.IsStorageFailure(e))
        {
            return new HealthLine("database", false, $"cannot be written: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private IEnumerable<HealthLine> CheckDisk()
    {
        if (_database.FreeBytes() is long freeBytes)
        {
            bool isWell = freeBytes >= FreeBytesMin;
            yield return new HealthLine(
                "disk",
                isWell,
                $"{freeBytes / (1024 * 1024)} MiB free{(isWell ? "" : $", fewer than {FreeBytesMin / (1024 * 1024)}: make room")}");
        }
    }
}

/// <summary>What is known of one part.</summary>
/// <param name="Name">Which.</param>
/// <param name="IsWell">Whether it can do its work.</param>
/// <param name="Detail">A few words.</param>
public sealed record HealthLine(string Name, bool IsWell, string Detail)
{
    /// <summary>Whether the bridge goes on with everything else: then it is told here and does not make the bridge unready.</summary>
    [JsonIgnore]
    public bool StopsNobody { get; init; }
}
