using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>The one writer's connection with its prepared statements. Not thread-safe: there is one writer.</summary>
public sealed class IngestStore : IDisposable
{
    private readonly WriterConnection _writer;
    private readonly ChargerTails _tails;

    /// <summary>Opens the connection.</summary>
    public IngestStore(Database database)
    {
        _writer = new WriterConnection(database.Open());
        _tails = new ChargerTails(_writer);
        Records = new RecordTable(_writer, _tails);
        Sessions = new SessionTable(_writer, _tails);
        Bills = new BillTable(_writer);
        Parties = new PartyTable(_writer);
        Alerts = new AlertTable(_writer);
        Quarantine = new QuarantineTable(_writer);
        Statuses = new StatusTable(_writer);
        Decisions = new DecisionTable(_writer);
        FormerKeys = new FormerKeyTable(_writer);
    }

    /// <summary>Durable records.</summary>
    public RecordTable Records { get; }

    /// <summary>Sessions.</summary>
    public SessionTable Sessions { get; }

    /// <summary>Bills.</summary>
    public BillTable Bills { get; }

    /// <summary>Accounts and sites.</summary>
    public PartyTable Parties { get; }

    /// <summary>Alerts.</summary>
    public AlertTable Alerts { get; }

    /// <summary>Messages that could not be taken.</summary>
    public QuarantineTable Quarantine { get; }

    /// <summary>What was decided about sessions.</summary>
    public DecisionTable Decisions { get; }

    /// <summary>Keys of chargers that others have taken the place of.</summary>
    public FormerKeyTable FormerKeys { get; }

    /// <summary>Last status of each charger.</summary>
    public StatusTable Statuses { get; }

    /// <summary>The connection, for further statements in the same transaction.</summary>
    public DbConnection Connection => _writer.Connection;

    /// <summary>Starts a transaction, in which messages of these chargers come.</summary>
    public void Begin(params IEnumerable<string> chargerIds)
    {
        Database.BeginWrite(_writer.Connection);
        Bills.Begin();
        _tails.Load(chargerIds);
    }

    /// <summary>Makes it durable; true when SQLite's write-ahead log had been removed and was saved into the database's own file.</summary>
    public bool Commit()
    {
        return _writer.Commit();
    }

    /// <summary>Undoes it.</summary>
    public void Rollback()
    {
        _writer.Forget();
        Database.Rollback(_writer.Connection);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Records.Dispose();
        Sessions.Dispose();
        Bills.Dispose();
        Parties.Dispose();
        Alerts.Dispose();
        Quarantine.Dispose();
        Statuses.Dispose();
        Decisions.Dispose();
        FormerKeys.Dispose();
        _tails.Dispose();
        _writer.Dispose();
    }
}
