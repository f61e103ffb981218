using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace CloudBridge.Core.Foundation.Storage;

/// <summary>
/// The file beside a SQLite database in which commits lie until they are copied into it. Who removes it while the bridge runs takes away
/// what was acknowledged: connections go on writing to a file without a name, which is gone with them. So the writer looks after each
/// commit, before anything is acknowledged, whether the log it writes to is still there.
/// </summary>
/// <remarks>https://sqlite.org/howtocorrupt.html, section 1.4, and https://sqlite.org/wal.html, section 4.</remarks>
internal sealed class WriteAheadLog : IDisposable
{
    // Copying must not wait for a reader for ever: the next commit tries again.
    private const string SaveSql = "PRAGMA wal_checkpoint(FULL)";

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private SafeFileHandle? _held;

    /// <summary>The log of the writer's connection.</summary>
    public WriteAheadLog(SqliteConnection connection)
    {
        _connection = connection;
        _path = connection.DataSource + "-wal";
    }

    /// <summary>Makes the transaction durable, in a file that has a name; true when the log was removed and its content had to be saved
    /// into the database's own file. Others get their turn when that is done.</summary>
    /// <exception cref="SqliteException">It could not be committed, or not be saved yet.</exception>
    public bool Commit()
    {
        Database.Run(_connection, "COMMIT");
        try
        {
            return Save();
        }
        finally
        {
            WriteTurns.Leave(_connection);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _held?.Dispose();
        _held = null;
    }

    private bool Save()
    {
        if (_held == null || IsThere())
        {
            Hold();
            return false;
        }

        using (DbCommand save = _connection.CreateCommand())
        {
            save.CommandText = SaveSql;
            using DbDataReader reader = save.ExecuteReader();
            reader.Read();
            if (reader.GetInt64(0) != 0)
            {
                throw new SqliteException(
                    _path + " was removed, and readers keep what is in it from being saved",
                    SQLitePCL.raw.SQLITE_BUSY);
            }
        }

        // The next to open makes a new log. Connections that are in use are opened anew before they write.
        WriteTurns.Replace(_connection);
        SqliteConnection.ClearAllPools();
        Dispose();
        SqliteEngine.Open(_connection);
        return true;
    }

    private void Hold()
    {
        try
        {
            _held ??= File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is not there yet, or no file can be opened for a moment: the next commit looks again.
            _held = null;
        }
    }

    // Linux tells of an open file whether its name is gone, also where another has the name by now. Windows removes no open file.
    private bool IsThere()
    {
        return OperatingSystem.IsLinux()
            ? new FileInfo($"/proc/self/fd/{_held!.DangerousGetHandle()}").LinkTarget is not string target
                || !target.EndsWith(" (deleted)", StringComparison.Ordinal)
            : File.Exists(_path);
    }
}
