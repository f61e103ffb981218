using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CloudBridge.Core.Foundation.Storage;

/// <summary>The connection of the one writer, and the rows that wait for its commit. SQLite is in this process and takes each row at once;
/// PostgreSQL is a network away and gets all rows of a transaction in one message, one statement a table.</summary>
public sealed class WriterConnection : IDisposable
{
    private readonly List<RowInsert> _inserts = [];
    private readonly WriteAheadLog? _log;

    /// <summary>Over an open connection, which it owns.</summary>
    public WriterConnection(DbConnection connection)
    {
        Connection = connection;
        IsDeferred = connection is NpgsqlConnection;
        _log = connection is SqliteConnection sqlite ? new WriteAheadLog(sqlite) : null;
    }

    /// <summary>The connection.</summary>
    public DbConnection Connection { get; }

    /// <summary>Whether rows wait until <see cref="Flush"/>.</summary>
    public bool IsDeferred { get; }

    /// <summary>Statements run once for each flush, in the order of this call: a table that others refer to comes first.</summary>
    internal void Register(RowInsert insert)
    {
        _inserts.Add(insert);
    }

    /// <summary>Sends the rows that wait, so that queries of this transaction see them.</summary>
    public void Flush()
    {
        if (!_inserts.Exists(insert => insert.Count > 0))
        {
            return;
        }

        using DbBatch batch = Connection.CreateBatch();
        foreach (RowInsert insert in _inserts)
        {
            insert.MoveTo(batch);
        }

        batch.ExecuteNonQuery();
    }

    /// <summary>Sends the rows that wait and makes the transaction durable; true when SQLite's write-ahead log had been removed and was
    /// saved into the database's own file.</summary>
    public bool Commit()
    {
        Flush();
        if (_log != null)
        {
            return _log.Commit();
        }

        Database.Commit(Connection);
        return false;
    }

    /// <summary>Forgets the rows that wait.</summary>
    public void Forget()
    {
        _inserts.ForEach(insert => insert.Forget());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _inserts.ForEach(insert => insert.Dispose());
        _log?.Dispose();
        Connection.Dispose();
    }
}
