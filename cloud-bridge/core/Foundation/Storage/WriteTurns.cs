using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace CloudBridge.Core.Foundation.Storage;

/// <summary>
/// The turns of this process's connections at the write lock of a SQLite file. SQLite lets each who finds the lock taken sleep and look
/// again, so that a writer which begins anew at once keeps all others away; here they wait for each other. Between processes it stays
/// SQLite's lock.
/// </summary>
internal static class WriteTurns
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Files = new(StringComparer.Ordinal);
    private static readonly ConditionalWeakTable<SqliteConnection, SemaphoreSlim> Holders = [];

    // How often the log beside a file was replaced, and what a connection knows of it.
    private static readonly ConcurrentDictionary<string, int> Replacements = new(StringComparer.Ordinal);
    private static readonly ConditionalWeakTable<SqliteConnection, object> Known = [];

    /// <summary>A connection that is opened now writes to the log as it is now.</summary>
    public static void Opened(SqliteConnection connection)
    {
        Known.AddOrUpdate(connection, ReplacementsOf(connection));
    }

    /// <summary>Whether the log was replaced since a connection was opened: it still writes to the old one, which is gone.</summary>
    public static bool IsStale(SqliteConnection connection)
    {
        return Known.TryGetValue(connection, out object? known) && (int)known != ReplacementsOf(connection);
    }

    /// <summary>The log is replaced: every connection from before must be opened anew before it writes.</summary>
    public static void Replace(SqliteConnection connection)
    {
        Replacements.AddOrUpdate(FileOf(connection), 1, (_, count) => count + 1);
    }

    /// <summary>Waits for the turn and takes it.</summary>
    /// <exception cref="SqliteException">Another connection of this process kept it all the time.</exception>
    public static void Take(SqliteConnection connection, TimeSpan patience)
    {
        SemaphoreSlim turn = Files.GetOrAdd(FileOf(connection), _ => new SemaphoreSlim(1));
        if (!turn.Wait(patience))
        {
            throw new SqliteException("database is locked by another writer of this program", SQLitePCL.raw.SQLITE_BUSY);
        }

        Holders.Add(connection, turn);
    }

    /// <summary>Gives the turn back, if this connection has it.</summary>
    public static void Leave(SqliteConnection connection)
    {
        if (Holders.TryGetValue(connection, out SemaphoreSlim? turn) && Holders.Remove(connection))
        {
            turn.Release();
        }
    }

    // A database in memory has no file, and no log either.
    private static string FileOf(SqliteConnection connection)
    {
        return connection.DataSource.Length == 0 ? "" : Path.GetFullPath(connection.DataSource);
    }

    private static int ReplacementsOf(SqliteConnection connection)
    {
        return Replacements.GetValueOrDefault(FileOf(connection));
    }
}
