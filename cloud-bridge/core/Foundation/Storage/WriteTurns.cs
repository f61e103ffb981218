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

    /// <summary>Waits for the turn and takes it.</summary>
    /// <exception cref="SqliteException">Another connection of this process kept it all the time.</exception>
    public static void Take(SqliteConnection connection, TimeSpan patience)
    {
        SemaphoreSlim turn = Files.GetOrAdd(Path.GetFullPath(connection.DataSource), _ => new SemaphoreSlim(1));
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
}
