using System.Data.Common;
using System.Reflection;
using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace CloudBridge.Storage;

/// <summary>The one place that knows which database it is: makes connections and brings the schema up to date.</summary>
public sealed class Database
{
    // Another process (charger add, a backup) may hold the write lock for a moment.
    private const int BusySeconds = 30;

    private readonly string _path;
    private readonly string _connectionString;

    /// <summary>A database file, not yet touched.</summary>
    public Database(string path)
    {
        _path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = BusySeconds, ForeignKeys = true }.ToString();
    }

    /// <summary>Makes the file or brings its schema up to date.</summary>
    /// <exception cref="BridgeStartException">It cannot be opened, written or understood.</exception>
    public void Migrate()
    {
        try
        {
            using (DbConnection connection = Open())
            {
                Run(connection, "PRAGMA journal_mode = WAL");
            }

            DatabaseUpgradeResult result = DeployChanges.To
                .SqliteDatabase(_connectionString)
                .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.EndsWith(".sql", StringComparison.Ordinal))
                .WithTransactionPerScript()
                .LogToNowhere()
                .Build()
                .PerformUpgrade();
            if (!result.Successful)
            {
                throw Refusal(result.Error);
            }
        }
        catch (SqliteException e)
        {
            throw Refusal(e);
        }
    }

    /// <summary>An open connection; whoever asks disposes of it.</summary>
    public DbConnection Open()
    {
        SqliteConnection connection = new(_connectionString);
        connection.Open();
        // FULL costs almost nothing with group commit; NORMAL may lose the last commits at a power cut: acknowledged and not billed.
        Run(connection, "PRAGMA synchronous = FULL");
        return connection;
    }

    /// <summary>Starts a transaction that holds the write lock from its beginning, so that it cannot fail half-way for want of it.</summary>
    public static void BeginWrite(DbConnection connection)
    {
        Run(connection, "BEGIN IMMEDIATE");
    }

    /// <summary>Starts a transaction that only reads and sees the database as it is at its first read, whatever is written meanwhile.</summary>
    public static void BeginRead(DbConnection connection)
    {
        Run(connection, "BEGIN");
    }

    /// <summary>Makes the transaction durable.</summary>
    public static void Commit(DbConnection connection)
    {
        Run(connection, "COMMIT");
    }

    /// <summary>Undoes the transaction, if the database has not done so itself.</summary>
    public static void Rollback(DbConnection connection)
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(((SqliteConnection)connection).Handle) == 0)
        {
            Run(connection, "ROLLBACK");
        }
    }

    /// <summary>Whether the database itself failed, rather than refused a row: then another try later may succeed.</summary>
    public static bool IsStorageFailure(Exception cause)
    {
        return cause is SqliteException { SqliteErrorCode: not SQLitePCL.raw.SQLITE_CONSTRAINT };
    }

    private static void Run(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private BridgeStartException Refusal(Exception cause)
    {
        string path = Path.GetFullPath(_path);
        string what = (cause as SqliteException)?.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_CANTOPEN => "cannot be opened: its directory must exist and this user must be allowed to write there",
            SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM => "cannot be written: give this user the right to write to the file and its directory",
            SQLitePCL.raw.SQLITE_NOTADB => "is not a SQLite database: choose another file with --database",
            SQLitePCL.raw.SQLITE_FULL => "cannot grow: the disk is full",
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => "is locked by another program: close that one first",
            _ => "cannot be used: " + cause.Message.ReplaceLineEndings(" "),
        };
        return new BridgeStartException($"Database {path} {what}", cause);
    }
}
