using System.Collections.Concurrent;
using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Ingest;
using Dapper;

namespace CloudBridge.Tests.Stage.Access;

/// <summary>
/// People whose password costs little. A hash says itself how often it was turned: a person's takes most of a second to make and as long at
/// each sign-in, that of an MQTT password opens the same doors at once. Tests of the hash itself take the long way.
/// </summary>
internal static class QuickPeople
{
    private static readonly ConcurrentDictionary<string, string> Hashes = new();

    /// <summary>Adds somebody; false when the name is taken.</summary>
    public static bool AddPerson(this RunningBridge bridge, string name, string role, string password, string? accountId = null)
    {
        return Add(new Database(bridge.DatabasePath), bridge.Clock, name, role, password, accountId);
    }

    /// <summary>Adds somebody; false when the name is taken.</summary>
    public static bool Add(Database database, TimeProvider clock, string name, string role, string password, string? accountId = null)
    {
        using DbConnection connection = database.Open();
        return connection.Execute(
                "INSERT INTO person (person_name, role, password_hash, stamp, added_utc_ms, account_id) "
                    + "VALUES (@name, @role, @hash, @stamp, @nowMs, @accountId) ON CONFLICT DO NOTHING",
                new
                {
                    name,
                    role,
                    hash = Hashes.GetOrAdd(password, PasswordHash.Of),
                    stamp = Guid.NewGuid().ToString("N"),
                    nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    accountId,
                }
            ) == 1;
    }
}
