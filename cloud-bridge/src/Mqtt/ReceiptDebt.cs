using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;
using Dapper;

namespace CloudBridge.Mqtt;

/// <summary>
/// Pays the receipts that chargers are owed for records released from quarantine, by another process as a rule: it looks every few seconds. A
/// receipt that finds nobody is no loss, because the charger sends its record again and gets it then.
/// </summary>
public sealed class ReceiptDebt : IAsyncDisposable
{
    private const int CountMax = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Database _database;
    private readonly ReceiptSender _receipts;
    private readonly TimeProvider _clock;
    private readonly WorkLoop _loop;

    /// <summary>What a database owes, paid through a sender.</summary>
    public ReceiptDebt(Database database, ReceiptSender receipts, TimeProvider clock, ILogger log)
    {
        _database = database;
        _receipts = receipts;
        _clock = clock;
        _loop = new WorkLoop("receipt debt", LookAsync, Pause, log);
    }

    /// <summary>Beats each time it looks.</summary>
    public Heartbeat? Heartbeat { get; init; }

    /// <summary>Pays from now on.</summary>
    public void Start()
    {
        _loop.Heartbeat = Heartbeat;
        _loop.Start();
    }

    /// <summary>Hands what is owed to the sender and says how many receipts that were.</summary>
    public int Pay()
    {
        using DbConnection connection = _database.Open();
        List<(string ChargerId, long Sequence, string Mac)> owed = [.. connection.Query<(string, long, string)>(
            "SELECT charger_id, receipt_sequence, receipt_mac FROM release_log WHERE receipt_mac IS NOT NULL AND receipted_utc_ms IS NULL ORDER BY released_utc_ms LIMIT @CountMax", new { CountMax })];
        foreach ((string chargerId, long sequence, string mac) in owed)
        {
            _receipts.Send(new Receipt(chargerId, sequence, mac));
            connection.Execute(
                "UPDATE release_log SET receipted_utc_ms = @nowMs WHERE charger_id = @chargerId AND receipt_sequence = @sequence AND receipt_mac = @mac",
                new { nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds(), chargerId, sequence, mac });
        }

        return owed.Count;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        return _loop.DisposeAsync();
    }

    private Task<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        Pay();
        return Task.FromResult<TimeSpan?>(Pause);
    }
}
