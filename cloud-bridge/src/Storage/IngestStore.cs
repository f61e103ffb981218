using System.Data.Common;

namespace CloudBridge.Storage;

/// <summary>The one writer's connection with its prepared statements. Not thread-safe: there is one writer.</summary>
public sealed class IngestStore : IDisposable
{
    private readonly DbConnection _connection;

    /// <summary>Opens the connection.</summary>
    public IngestStore(Database database)
    {
        _connection = database.Open();
        Records = new RecordTable(_connection);
        Sessions = new SessionTable(_connection);
        Bills = new BillTable(_connection);
        Alerts = new AlertTable(_connection);
        Quarantine = new QuarantineTable(_connection);
        Statuses = new StatusTable(_connection);
        Releases = new ReleaseTable(_connection);
    }

    /// <summary>Durable records.</summary>
    public RecordTable Records { get; }

    /// <summary>Sessions.</summary>
    public SessionTable Sessions { get; }

    /// <summary>Bills.</summary>
    public BillTable Bills { get; }

    /// <summary>Alerts.</summary>
    public AlertTable Alerts { get; }

    /// <summary>Messages that could not be taken.</summary>
    public QuarantineTable Quarantine { get; }

    /// <summary>Last status of each charger.</summary>
    public StatusTable Statuses { get; }

    /// <summary>Releases by people.</summary>
    public ReleaseTable Releases { get; }

    /// <summary>Starts a transaction.</summary>
    public void Begin()
    {
        Database.BeginWrite(_connection);
    }

    /// <summary>Makes it durable.</summary>
    public void Commit()
    {
        Database.Commit(_connection);
    }

    /// <summary>Undoes it.</summary>
    public void Rollback()
    {
        Database.Rollback(_connection);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Records.Dispose();
        Sessions.Dispose();
        Bills.Dispose();
        Alerts.Dispose();
        Quarantine.Dispose();
        Statuses.Dispose();
        Releases.Dispose();
        _connection.Dispose();
    }
}
