using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Src.Statements;
using CloudBridge.Tests.Stage.Statements;
using CloudBridge.Tests.Stage.Storage;
using Dapper;

namespace CloudBridge.Tests.Src.Storage;

/// <summary>A database that is used by one test after the other tells none of the one before.</summary>
[OnPostgres]
public sealed class EmptiedPostgresTests
{
    // Rows of all tables but the list of migrations, whatever those are called.
    private const string RowsSql = """
        SELECT SUM((xpath('//n/text()', query_to_xml(format('SELECT COUNT(*) AS n FROM %s', oid::regclass), true, true, '')))[1]::text::int)
        FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> 'schemaversions'
        """;

    [TestMethod]
    public void Bills_and_statements_that_nobody_may_delete_are_gone_and_what_migrations_put_there_is_left()
    {
        using StatementOffice office = new();
        office.AddAccount();
        office.At("2026-04-01T12:00:00Z");
        office.Issue(ScriptedBill.Of("2026-03-02T10:00:00", 10000000, 300, 60));
        office.Make("2026-03");
        office.Execute("UPDATE notice_cursor SET event_id = 7");
        Assert.IsGreaterThan(4, office.Count(RowsSql));

        Assert.IsTrue(EmptiedPostgres.TryEmpty(office.Settings.Database));

        // How far notices were told is the only row that a new database has.
        Assert.AreEqual(1, office.Count(RowsSql));
        Assert.AreEqual(0, office.Count("SELECT event_id FROM notice_cursor"));
    }

    [TestMethod]
    [DataRow("ALTER TABLE bill DISABLE TRIGGER USER")]
    [DataRow("CREATE UNIQUE INDEX only_one ON incident_event (action)")]
    [DataRow("ALTER TABLE quarantine RENAME TO away")]
    [DataRow("DELETE FROM schemaversions WHERE scriptname LIKE '%home%'")]
    [DataRow("SELECT pg_advisory_lock(1)")]
    [DataRow("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")]
    public void What_a_test_did_to_tables_locks_or_connections_is_not_left_to_the_next(string sql)
    {
        using TestDatabase database = TestDatabase.Create("");
        using DbConnection idle = new Database(database.Text).Open();
        using DbConnection connection = new Database(database.Text).Open();
        connection.Execute(sql);

        Assert.IsFalse(EmptiedPostgres.TryEmpty(database.Text));
    }

    [TestMethod]
    public void Nor_is_a_database_in_which_somebody_is_still_at_work()
    {
        using TestDatabase database = TestDatabase.Create("");
        using DbConnection connection = new Database(database.Text).Open();
        Database.BeginRead(connection);
        connection.Execute("SELECT 1");

        Assert.IsFalse(EmptiedPostgres.TryEmpty(database.Text));
    }
}
