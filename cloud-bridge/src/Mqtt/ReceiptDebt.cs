using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;

namespace CloudBridge.Mqtt;

/// <summary>Pays the receipts that chargers are owed for records released from quarantine, by another process as a rule: it looks every few
/// seconds. A receipt that finds nobody is no loss, because the charger sends its record again and gets it then.</summary>
public sealed class ReceiptDebt : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly OwedReceipts _owed;
    private readonly ReceiptSender _receipts;
    private readonly TimeProvider _clock;
    private readonly WorkLoop _loop;

    /// <summary>What a database owes, paid through a sender.</summary>
    public ReceiptDebt(Database database, ReceiptSender receipts, TimeProvider clock, ILogger log)
    {
        _owed = new OwedReceipts(database);
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
        IReadOnlyList<Receipt> owed = _owed.Read();
        foreach (Receipt receipt in owed)
        {
            _receipts.Send(receipt);
            _owed.Pay(receipt, _clock.GetUtcNow().ToUnixTimeMilliseconds());
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
