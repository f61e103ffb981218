using System.Data.Common;
using CloudBridge.Core.Foundation.Settings;
using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace CloudBridge.Core.Foundation.Storage;

/// <summary>SQLite: one file, one writer at a time, each commit on disk.</summary>
internal sealed class SqliteEngine : IDatabaseEngine
{
    /// <summary>Starts a transaction that holds the write lock from its beginning.</summary>
    public const string BeginSql = "BEGIN IMMEDIATE";

    // Another process (charger add, a backup) may hold the write lock for a moment.
    private const int BusySeconds = 30;

    private readonly string _path;
    private readonly string _connectionString;

    public SqliteEngine(string path)
    {
        _path = path;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = BusySeconds,
            ForeignKeys = true,
        }.ToString();
    }

    public string Name => Path.GetFullPath(_path);

    public DbConnection Open()
    {
        SqliteConnection connection = new(_connectionString);
        Open(connection);
        return connection;
    }

    /// <summary>Opens a connection, anew if it is open, and sets what holds for one connection only.</summary>
    public static void Open(SqliteConnection connection)
    {
        connection.Close();
        connection.Open();
        WriteTurns.Opened(connection);
        // FULL costs almost nothing with group commit; NORMAL may lose the last commits at a power cut: acknowledged and not billed. Where
        // another holds the lock SQLite itself looks again after 1 to 100 ms, its .NET library only each 150 ms.
        Database.Run(connection, $"PRAGMA synchronous = FULL; PRAGMA busy_timeout = {1000 * BusySeconds}");
    }

    /// <summary>Starts a transaction of a writer, when those of this process that asked before are done.</summary>
    public static void BeginWrite(SqliteConnection connection)
    {
        WriteTurns.Take(connection, TimeSpan.FromSeconds(BusySeconds));
        try
        {
            if (connection.State != System.Data.ConnectionState.Open || WriteTurns.IsStale(connection))
            {
                Open(connection);
            }

            Database.Run(connection, BeginSql);
        }
        catch
        {
            WriteTurns.Leave(connection);
            throw;
        }
    }

    public void Migrate()
    {
        if (LocalDisk.FindDefect(Name, LocalDisk.Mounts()) is string defect)
        {
            throw new RefusedException($"Database {Name} {defect}");
        }

        try
        {
            using (DbConnection connection = Open())
            {
                RequireLog(Database.Text(connection, "PRAGMA journal_mode = WAL"));
            }

            DatabaseUpgradeResult result = Migrations.Upgrade(DeployChanges.To.SqliteDatabase(_connectionString), "sqlite");
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

    /// <summary>Undoes a transaction, if SQLite has not done so itself.</summary>
    public static void Rollback(SqliteConnection connection)
    {
        try
        {
            if (connection.State == System.Data.ConnectionState.Open && SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                Database.Run(connection, "ROLLBACK");
            }
        }
        finally
        {
            WriteTurns.Leave(connection);
        }
    }

    /// <summary>Whether the database itself failed, rather than refused a row.</summary>
    public static bool IsStorageFailure(SqliteException cause)
    {
        return cause.SqliteErrorCode != SQLitePCL.raw.SQLITE_CONSTRAINT;
    }

    private void RequireLog(string mode)
    {
        if (mode != "wal")
        {
            throw new RefusedException(
                $"Database {Name} cannot keep a write-ahead log (its journal mode stays '{mode}'): choose a local disk with --database");
        }
    }

    private RefusedException Refusal(Exception cause)
    {
        string what = (cause as SqliteException)?.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_CANTOPEN => "cannot be opened: its directory must exist and this user must be allowed to write there",
            SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM =>
                "cannot be written: give this user the right to write to the file and its directory",
            SQLitePCL.raw.SQLITE_NOTADB => "is not a SQLite database: choose another file with --database",
            SQLitePCL.raw.SQLITE_FULL => "cannot grow: the disk is full",
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => "is locked by another program: close that one first",
            _ => "cannot be used: " + cause.Message.ReplaceLineEndings(" "),
        };
        return new RefusedException($"Database {Name} {what}", cause);
    }
}
