using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using Dapper;

namespace CloudBridge.Mqtt;

/// <summary>
/// Pays the receipts that chargers are owed for records released from quarantine, by another process as a rule: it looks every few seconds. A
/// receipt that finds nobody is no loss, because the charger sends its record again and gets it then.
/// </summary>
public sealed class ReceiptDebt : IBridgeWorker
{
    private const int CountMax = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Database _database;
    private readonly ReceiptSender _receipts;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private Task _looking = Task.CompletedTask;

    /// <summary>What a database owes, paid through a sender.</summary>
    public ReceiptDebt(Database database, ReceiptSender receipts, TimeProvider clock)
    {
        _database = database;
        _receipts = receipts;
        _clock = clock;
    }

    /// <inheritdoc />
    public void Start()
    {
        _looking = LookAsync();
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
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private async Task LookAsync()
    {
        try
        {
            using PeriodicTimer timer = new(Pause);
            do
            {
                PayIfPossible();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed: the loop ends here.
            return;
        }
    }

    private void PayIfPossible()
    {
        try
        {
            Pay();
        }
        catch (Exception e) when (Database.IsStorageFailure(e))
        {
            // The database is locked or the disk is full: the writer says so, and the debt stays for the next look.
            return;
        }
    }
}
