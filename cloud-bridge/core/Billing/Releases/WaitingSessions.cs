using System.Data.Common;
using System.Text;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;
using CloudBridge.Core.Registry.Chargers;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>
/// Bills what came while the bridge did not believe its clock, as soon as it does: each session once, in the order of its charger, with the
/// number and date of now. Works beside the writer: the database keeps their writes apart.
/// </summary>
public sealed partial class WaitingSessions : IAsyncDisposable
{
    private const int PageSize = 500;
    private const int NoDoubtYet = -1;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Database _database;
    private readonly IngestStore _store;
    private readonly SessionIngestor _sessions;
    private readonly ChargerRegistry _chargers;
    private readonly BridgeClock _clock;
    private readonly Action<IngestOutcome> _afterCommit;
    private readonly ILogger _log;
    private readonly WorkLoop _loop;
    private int _settledNumber = NoDoubtYet;

    /// <summary>Over a store and an ingestor that nobody else uses; <paramref name="afterCommit"/> is told each outcome.</summary>
    public WaitingSessions(
        Database database,
        IngestStore store,
        SessionIngestor sessions,
        ChargerRegistry chargers,
        BridgeClock clock,
        Action<IngestOutcome> afterCommit,
        ILogger<WaitingSessions> log)
    {
        _database = database;
        _store = store;
        _sessions = sessions;
        _chargers = chargers;
        _clock = clock;
        _afterCommit = afterCommit;
        _log = log;
        _loop = new WorkLoop("waiting sessions", LookAsync, Pause, log);
    }

    /// <summary>Beats after each look.</summary>
    public Heartbeat? Heartbeat { get; init; }

    /// <summary>Whether the clock is believed and all that had waited for it was tried: before that no statement can be whole.</summary>
    public bool IsSettled => _clock.FindDoubt() == null && Volatile.Read(ref _settledNumber) == _clock.DoubtNumber;

    /// <summary>Looks from now on.</summary>
    public void Start()
    {
        _loop.Heartbeat = Heartbeat;
        _loop.Start();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        _store.Dispose();
    }

    private async Task<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        int doubtNumber = _clock.DoubtNumber;
        if (_clock.FindDoubt() != null)
        {
            return Pause;
        }

        List<string> abouts = [];
        int count = 0;
        (string chargerId, long sequence) = ("", 0);
        for (List<Row> page = Read(chargerId, sequence); page.Count > 0; page = Read(chargerId, sequence))
        {
            foreach (Row row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                abouts.Add($"session {row.SessionId}");
                count += await _loop.TryAsync(abouts[^1], () => TakeAsync(row)) ? 1 : 0;
                (chargerId, sequence) = (row.ChargerId, row.Sequence);
                Heartbeat?.Beat();
            }
        }

        _loop.Defects.KeepOnly(abouts);
        if (count > 0)
        {
            LogTaken(count);
        }

        Volatile.Write(ref _settledNumber, doubtNumber);
        return Pause;
    }

    private List<Row> Read(string chargerId, long sequence)
    {
        using DbConnection connection = _database.Open();
        return connection.ReadRows<Row>(
            "charging_session",
            "SessionId Sequence",
            """
            SELECT charger_id AS ChargerId, sequence AS Sequence, session_id AS SessionId, message AS Message
            FROM charging_session
            WHERE hold_reason IS NOT NULL AND hold_reason = @ClockDoubted
              AND (charger_id > @chargerId OR (charger_id = @chargerId AND sequence > @sequence))
            ORDER BY charger_id, sequence LIMIT @PageSize
            """,
            new
            {
                HoldReason.ClockDoubted,
                chargerId,
                sequence,
                PageSize,
            });
    }

    private Task TakeAsync(Row row)
    {
        ChargerMessage message = new(
            row.ChargerId,
            Topic.Session,
            Encoding.UTF8.GetBytes(row.Message),
            _clock.GetUtcNow().ToUnixTimeMilliseconds());
        DurableRecord? record = RecordDecoder.Decode(message, out _, out _);
        if (record?.Session == null || _chargers.Find(row.ChargerId)?.HasProved(record) != true)
        {
            throw new FormatException("its stored message is not the one the charger proved; look with cloud-bridge verify");
        }

        IngestOutcome? outcome = null;
        _store.Begin(row.ChargerId);
        try
        {
            // Another bridge on this database, or a person, may have been quicker.
            if (_store.Sessions.IsHeldFor(row.ChargerId, row.Sequence, HoldReason.ClockDoubted))
            {
                outcome = _sessions.TakeWaiting(message, record);
            }

            _store.Commit();
        }
        catch
        {
            _store.Rollback();
            throw;
        }

        if (outcome != null)
        {
            _afterCommit(outcome);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 521, Level = LogLevel.Warning, Message = "{Count} sessions that had waited for the clock were taken.")]
    private partial void LogTaken(int count);

    private sealed record Row
    {
        public string ChargerId { get; init; } = "";

        public long Sequence { get; init; }

        public string SessionId { get; init; } = "";

        public string Message { get; init; } = "";
    }
}
