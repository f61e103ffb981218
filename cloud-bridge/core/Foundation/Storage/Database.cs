using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CloudBridge.Core.Foundation.Storage;

/// <summary>The one place that knows which database it is: makes connections and brings the schema up to date.</summary>
public sealed class Database
{
    private readonly IDatabaseEngine _engine;

    /// <summary>A SQLite file, or PostgreSQL when the text is a connection string; not yet touched.</summary>
    /// <exception cref="RefusedException">The text is a defective connection string.</exception>
    public Database(string text)
    {
        _engine = PostgresEngine.IsMeant(text) ? new PostgresEngine(text) : new SqliteEngine(text);
    }

    /// <summary>Rows that were found and cannot be read.</summary>
    public DamagedRows Damaged { get; init; } = new(NullLogger.Instance);

    /// <summary>The database in words for a person, without its password.</summary>
    public string Name => _engine.Name;

    /// <summary>Makes the schema or brings it up to date.</summary>
    /// <exception cref="RefusedException">It cannot be opened, written or understood.</exception>
    public void Migrate()
    {
        _engine.Migrate();
    }

    /// <summary>An open connection; whoever asks disposes of it.</summary>
    public DbConnection Open()
    {
        return StoredRows.Owned(_engine.Open(), Damaged);
    }

    /// <summary>Free room where the database's file lies, in bytes; null where it is no file of this machine.</summary>
    public long? FreeBytes()
    {
        return _engine is SqliteEngine ? new DriveInfo(Path.GetDirectoryName(Name)!).AvailableFreeSpace : null;
    }

    /// <summary>Begins to write and undoes it, to see that it can; throws what the database says where it cannot within this
    /// time.</summary>
    public void ProbeWrite(int secondsMax)
    {
        using DbConnection connection = Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandTimeout = secondsMax;
        if (connection is SqliteConnection)
        {
            Run(connection, $"PRAGMA busy_timeout = {1000 * secondsMax}");
        }

        command.CommandText = connection is NpgsqlConnection ? "BEGIN" : SqliteEngine.BeginSql;
        command.ExecuteNonQuery();
        try
        {
            command.CommandText = "UPDATE schemaversions SET scriptname = scriptname WHERE scriptname = ''";
            command.ExecuteNonQuery();
        }
        finally
        {
            Rollback(connection);
        }
    }

    /// <summary>Starts a transaction that holds the write lock from its beginning, so that it cannot fail half-way for want of
    /// it.</summary>
    public static void BeginWrite(DbConnection connection)
    {
        if (connection is NpgsqlConnection postgres)
        {
            PostgresEngine.BeginWrite(postgres);
        }
        else
        {
            SqliteEngine.BeginWrite((SqliteConnection)connection);
        }
    }

    /// <summary>Does something in one transaction that holds the write lock from its beginning: all of it or, where it throws,
    /// nothing.</summary>
    public T Write<T>(Func<DbConnection, T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        using DbConnection connection = Open();
        BeginWrite(connection);
        try
        {
            T result = work(connection);
            Commit(connection);
            return result;
        }
        catch
        {
            // Back in its pool the connection would go on holding the write lock.
            Rollback(connection);
            throw;
        }
    }

    /// <summary>Starts a transaction that only reads and sees the database as it is at its first read, whatever is written
    /// meanwhile.</summary>
    public static void BeginRead(DbConnection connection)
    {
        Run(connection, connection is NpgsqlConnection ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN");
    }

    /// <summary>Makes the transaction durable.</summary>
    public static void Commit(DbConnection connection)
    {
        Run(connection, "COMMIT");
        if (connection is SqliteConnection sqlite)
        {
            WriteTurns.Leave(sqlite);
        }
    }

    /// <summary>Undoes the transaction, if the database has not done so itself.</summary>
    public static void Rollback(DbConnection connection)
    {
        if (connection is NpgsqlConnection postgres)
        {
            PostgresEngine.Rollback(postgres);
        }
        else
        {
            SqliteEngine.Rollback((SqliteConnection)connection);
        }
    }

    /// <summary>Whether the database itself failed, rather than refused a row: then another try later may succeed.</summary>
    public static bool IsStorageFailure(Exception cause)
    {
        return cause switch
        {
            SqliteException sqlite => SqliteEngine.IsStorageFailure(sqlite),
            NpgsqlException postgres => PostgresEngine.IsStorageFailure(postgres),
            // What Npgsql lets through when the server's name is not known.
            System.Net.Sockets.SocketException => true,
            _ => false,
        };
    }

    internal static void Run(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal static string Text(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }
}
