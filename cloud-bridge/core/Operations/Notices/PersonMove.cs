using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using Dapper;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Somebody moves to another account, and is told nothing more of the one before.</summary>
public static class PersonMove
{
    /// <summary>Lets somebody belong to an account that is there, or to none; false when there is no such person.</summary>
    public static bool TryMove(Database database, string name, string? accountId)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.Write(connection =>
        {
            // What was written for the old account and could not be delivered yet must not arrive any more.
            connection.Execute(
                """
                UPDATE notice SET state = 'Withdrawn' WHERE state IN ('Waiting', 'Dead') AND purpose IN ('Alerts', 'Digest')
                    AND contact_id IN
                    (SELECT c.contact_id FROM contact c JOIN person p ON p.person_name = c.person_name
                     WHERE p.person_name = @name AND COALESCE(p.account_id, '') <> COALESCE(@accountId, ''))
                """,
                new { name, accountId });
            return PersonRegistry.TrySetAccount(connection, name, accountId);
        });
    }
}
