using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Registry.Partners;

/// <summary>
/// Which objects partners have yet to be told of, in the order in which they changed. An object stands here once, however often it changes:
/// what is sent is what it is then, so nothing old is told late (OCPI 2.2.1, 4.4). More than <see cref="CountMax"/> for one partner do not
/// wait; it is counted, and the partner has to pull.
/// </summary>
public sealed class OwedPushes
{
    /// <summary>Most objects that wait for one partner.</summary>
    public const int CountMax = 10000;

    private readonly Database _database;

    /// <summary>In a database.</summary>
    public OwedPushes(Database database)
    {
        _database = database;
    }

    /// <summary>Queues an object for each partner that is told of its module.</summary>
    public void Add(string kind, string id)
    {
        _database.Write(connection =>
        {
            Add(connection, kind, id);
            return true;
        });
    }

    /// <summary>What a partner is told next; null when nothing waits.</summary>
    public OwedPush? Next(string partner)
    {
        using DbConnection connection = _database.Open();
        return connection.QueryFirstOrDefault<OwedPush>(
            """
            SELECT partner_name AS Partner, kind AS Kind, object_id AS Id, revision AS Revision, tries AS Tries, next_utc_ms AS NextUtcMs
            FROM ocpi_push WHERE partner_name = @partner ORDER BY position LIMIT 1
            """,
            new { partner });
    }

    /// <summary>It is told: it waits no more, unless it has changed since it was read.</summary>
    public void Settle(OwedPush push)
    {
        _database.Write(connection => Remove(connection, push));
    }

    /// <summary>It is refused for good: it waits no more, and the partner's line says what it was.</summary>
    public void Refuse(OwedPush push, string text, long nowUtcMs)
    {
        ArgumentNullException.ThrowIfNull(push);
        _database.Write(connection =>
        {
            Remove(connection, push);
            return connection.Execute(
                """
                UPDATE ocpi_partner SET refused = refused + 1, refused_utc_ms = @nowUtcMs, refused_text = @text
                WHERE partner_name = @Partner
                """,
                new { push.Partner, text, nowUtcMs });
        });
    }

    /// <summary>It could not be told: it is tried again, and what comes after it waits.</summary>
    public void Defer(OwedPush push, string text, long nowUtcMs, long nextUtcMs)
    {
        ArgumentNullException.ThrowIfNull(push);
        _database.Write(connection =>
        {
            connection.Execute(
                """
                UPDATE ocpi_push SET tries = tries + 1, next_utc_ms = @nextUtcMs
                WHERE partner_name = @Partner AND kind = @Kind AND object_id = @Id
                """,
                new { push.Partner, push.Kind, push.Id, nextUtcMs });
            return connection.Execute(
                """
                UPDATE ocpi_partner SET failing_since_utc_ms = COALESCE(failing_since_utc_ms, @nowUtcMs), failing_text = @text
                WHERE partner_name = @Partner
                """,
                new { push.Partner, text, nowUtcMs });
        });
    }

    /// <summary>The partner has answered: nothing fails now. True when something did before.</summary>
    public bool TryClearFailure(string partner)
    {
        using DbConnection connection = _database.Open();
        return connection.Execute(
            "UPDATE ocpi_partner SET failing_since_utc_ms = NULL, failing_text = '' "
                + "WHERE partner_name = @partner AND failing_since_utc_ms IS NOT NULL",
            new { partner }) == 1;
    }

    /// <summary>Takes it upon one bridge of several to tell a partner, until an instant; false when another does.</summary>
    public bool TryClaim(string partner, string sender, long nowUtcMs, long untilUtcMs)
    {
        using DbConnection connection = _database.Open();
        return connection.Execute(
            """
            UPDATE ocpi_partner SET sender = @sender, sender_until_utc_ms = @untilUtcMs
            WHERE partner_name = @partner AND state = 'registered' AND (sender = @sender OR sender_until_utc_ms <= @nowUtcMs)
            """,
            new { partner, sender, nowUtcMs, untilUtcMs }) == 1;
    }

    /// <summary>Leaves all partners to other bridges.</summary>
    public void Leave(string sender)
    {
        using DbConnection connection = _database.Open();
        connection.Execute("UPDATE ocpi_partner SET sender = '', sender_until_utc_ms = 0 WHERE sender = @sender", new { sender });
    }

    internal static void Add(DbConnection connection, string kind, string id)
    {
        if (kind == PushKind.Connector)
        {
            (kind, id) = (PushKind.Location, id[..id.IndexOf('/', StringComparison.Ordinal)]);
        }

        string module = PushKind.ModuleOf(kind);
        string[] partners =
        [
            .. connection.Query<string>(
                "SELECT partner_name FROM ocpi_partner WHERE state = 'registered' AND ',' || modules || ',' LIKE @module",
                new { module = $"%,{module},%" }),
        ];
        foreach (string partner in partners)
        {
            AddFor(connection, partner, kind, id);
        }
    }

    // What a partner that has just registered should know: tariffs, then the locations that name them.
    internal static void AddAllFor(DbConnection connection, string partner, IReadOnlyList<string> modules)
    {
        foreach (string kind in new[] { PushKind.Tariff, PushKind.Location }.Where(kind => modules.Contains(PushKind.ModuleOf(kind))))
        {
            string[] ids =
            [
                .. connection.Query<string>(
                    "SELECT object_id FROM ocpi_shown WHERE kind = @kind AND hash <> 'gone' ORDER BY object_id",
                    new { kind }),
            ];
            foreach (string id in ids)
            {
                AddFor(connection, partner, kind, id);
            }
        }
    }

    private static void AddFor(DbConnection connection, string partner, string kind, string id)
    {
        bool isWaiting = connection.Execute(
            "UPDATE ocpi_push SET revision = revision + 1 WHERE partner_name = @partner AND kind = @kind AND object_id = @id",
            new { partner, kind, id }) > 0;
        if (isWaiting)
        {
            return;
        }

        if (connection.ExecuteScalar<long>("SELECT COUNT(*) FROM ocpi_push WHERE partner_name = @partner", new { partner }) >= CountMax)
        {
            connection.Execute("UPDATE ocpi_partner SET missed = missed + 1 WHERE partner_name = @partner", new { partner });
            return;
        }

        connection.Execute(
            """
            INSERT INTO ocpi_push (partner_name, kind, object_id, position, revision, tries, next_utc_ms)
            SELECT @partner, @kind, @id, COALESCE(MAX(position), 0) + 1, 1, 0, 0 FROM ocpi_push WHERE partner_name = @partner
            """,
            new { partner, kind, id });
    }

    // What has changed meanwhile is told once more, and in its place.
    private static int Remove(DbConnection connection, OwedPush push)
    {
        connection.Execute(
            "DELETE FROM ocpi_push WHERE partner_name = @Partner AND kind = @Kind AND object_id = @Id AND revision = @Revision",
            push);
        return connection.Execute(
            "UPDATE ocpi_push SET tries = 0, next_utc_ms = 0 WHERE partner_name = @Partner AND kind = @Kind AND object_id = @Id",
            push);
    }
}

/// <summary>An object that a partner has yet to be told of.</summary>
public sealed record OwedPush
{
    /// <summary>The partner.</summary>
    public string Partner { get; init; } = "";

    /// <summary>One of <see cref="PushKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The object.</summary>
    public string Id { get; init; } = "";

    /// <summary>Counts up with each change.</summary>
    public long Revision { get; init; }

    /// <summary>How often it was tried.</summary>
    public long Tries { get; init; }

    /// <summary>When it is tried, unix ms of the real time.</summary>
    public long NextUtcMs { get; init; }
}

/// <summary>What is told to partners. The words stand in the database.</summary>
public static class PushKind
{
    /// <summary>A location with all that is in it, but the status of its EVSEs.</summary>
    public const string Location = "location";

    /// <summary>A connector with its EVSE; its id is location/EVSE. Told with its location.</summary>
    public const string Connector = "connector";

    /// <summary>The status of an EVSE; its id is location/EVSE.</summary>
    public const string Status = "status";

    /// <summary>A tariff.</summary>
    public const string Tariff = "tariff";

    /// <summary>A session, whole: when it begins, and when it is billed.</summary>
    public const string Session = "session";

    /// <summary>How far a session is that runs.</summary>
    public const string Progress = "progress";

    /// <summary>A CDR; its id is the number of the bill.</summary>
    public const string Cdr = "cdr";

    /// <summary>The module that a kind belongs to.</summary>
    public static string ModuleOf(string kind)
    {
        return kind switch
        {
            Tariff => OcpiModule.Tariffs,
            Session or Progress => OcpiModule.Sessions,
            Cdr => OcpiModule.Cdrs,
            _ => OcpiModule.Locations,
        };
    }
}
