using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Tests.Stage.Statements;
using Dapper;

namespace CloudBridge.Tests.Src.Statements;

/// <summary>What verify finds about statements. Damage is planted as somebody would who can write to the database's file.</summary>
[TestClass]
public sealed class StatementCheckTests
{
    [TestMethod]
    public void Healthy_statements_give_no_defect()
    {
        using StatementOffice office = MakeThree();

        Assert.AreEqual("", string.Join("\n", office.StatementDefects()));
    }

    [TestMethod]
    [DataRow(
        "UPDATE statement SET total_incl_minor = total_incl_minor - 1 WHERE statement_number = 'S2026-000001'",
        "statement S2026-000001: its columns are not what its body says"
    )]
    [DataRow(
        "UPDATE statement SET month = '2025-12' WHERE statement_number = 'S2026-000001'",
        "statement S2026-000001: its columns are not what its body says"
    )]
    [DataRow(
        "UPDATE statement SET body = REPLACE(body, '\"sessions\":2', '\"sessions\":3') WHERE statement_number = 'S2026-000001'",
        "statement S2026-000001: its signature does not belong to its text"
    )]
    [DataRow(
        "UPDATE statement_signature SET signature = 'AAAA' WHERE statement_number = 'S2026-000002'",
        "statement S2026-000002: its signature does not belong to its text"
    )]
    [DataRow(
        "UPDATE statement_signature SET public_key = 'none' WHERE statement_number = 'S2026-000002'",
        "statement S2026-000002: its signature does not belong to its text"
    )]
    [DataRow(
        "UPDATE statement SET body = 'null' WHERE statement_number = 'S2026-000003'",
        "statement S2026-000003: its body cannot be read"
    )]
    [DataRow(
        "UPDATE statement SET body = REPLACE(body, '\"vatMinor\":6', '\"vatMinor\":7') WHERE statement_number = 'S2026-000003'",
        "statement S2026-000003: lines[0].vatMinor is not what its bills add up to"
    )]
    [DataRow(
        "UPDATE statement SET total_incl_minor = 35, body = REPLACE(body, '36', '35') WHERE statement_number = 'S2026-000003'",
        "is not what its bills add up to"
    )]
    [DataRow(
        "UPDATE bill SET body = REPLACE(body, '\"totalInclMinor\":36', '\"totalInclMinor\":30') WHERE bill_number = '2026-000004'",
        "statement S2026-000003: hours[10].inclMinor is not what its bills add up to"
    )]
    [DataRow(
        "DELETE FROM statement_bill WHERE bill_number = '2026-000001'",
        "statement S2026-000001: lists 2 documents, and stands for 1 others"
    )]
    [DataRow(
        "DELETE FROM statement_bill WHERE bill_number = '2026-000001'",
        "bill 2026-000001: is on no statement, and should be on S2026-000001 or one before it"
    )]
    [DataRow(
        "UPDATE statement_bill SET statement_number = 'S2026-000002', position = 2 WHERE bill_number = '2026-000001'",
        "statement S2026-000002: lists 1 documents, and stands for 2 others"
    )]
    [DataRow(
        "UPDATE statement SET account_id = 'otto', body = REPLACE(body, '\"accountId\":\"olga\"', '\"accountId\":\"otto\"') "
            + "WHERE statement_number = 'S2026-000003'",
        "statement S2026-000003: lists 2026-000004, which is not made out to otto"
    )]
    [DataRow(
        "UPDATE statement SET body = REPLACE(body, '\"timeZone\":\"Europe/Berlin\"', '\"timeZone\":\"Moon/Sea\"') "
            + "WHERE statement_number = 'S2026-000003'",
        "statement S2026-000003: its month 2026-03 in Moon/Sea is none"
    )]
    [DataRow("DELETE FROM statement WHERE statement_number = 'S2026-000002'", "statements S2026: number 2 is missing before 3")]
    [DataRow(
        "DELETE FROM statement WHERE statement_number = 'S2026-000002'",
        "statement S2026-000003: lastMonth is not what its bills add up to"
    )]
    [DataRow(
        "DELETE FROM statement WHERE statement_number = 'S2026-000003'",
        "statements S2026: number 3 is missing at the end: the counter stands at 3"
    )]
    [DataRow("UPDATE statement_serial SET last_serial = 2", "statements S2026: the counter stands at 2, below the last statement 3")]
    [DataRow(
        "UPDATE statement SET serial = 9 WHERE statement_number = 'S2026-000003'",
        "statement S2026-000003: is statement S2026-000003 of 2026 by its body, and S2026-000009 by its place in the series"
    )]
    public void Damage_is_found_and_named(string sql, string line)
    {
        using StatementOffice office = MakeThree();
        using (DbConnection connection = office.Database.Open())
        {
            foreach (string trigger in connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'trigger'").ToList())
            {
                connection.Execute($"DROP TRIGGER {trigger}");
            }

            connection.Execute("PRAGMA foreign_keys = OFF");
            Assert.AreNotEqual(0, connection.Execute(sql), "the damage changes something");
        }

        IReadOnlyList<string> defects = office.StatementDefects();

        Assert.IsTrue(defects.Any(defect => defect.Contains(line, StringComparison.Ordinal)), string.Join("\n", defects));
    }

    [TestMethod]
    public void A_bill_that_came_after_the_statement_is_no_defect()
    {
        using StatementOffice office = MakeThree();
        office.At("2026-06-02T00:00:00Z");

        office.Issue(ScriptedBill.Of("2026-03-20T10:00:00", 1000000, 30, 6));

        Assert.AreEqual("", string.Join("\n", office.StatementDefects()));
    }

    // January: 1.20 + 0.60 signed; February: 0.60 signed; March: 0.36 for a session at 10 o'clock, not signed.
    private static StatementOffice MakeThree()
    {
        StatementOffice office = new();
        office.AddAccount();
        office.AddAccount("otto");
        office.At("2026-04-02T00:00:00Z");
        office.Issue(ScriptedBill.Of("2026-01-10T10:00:00", 1000000, 100, 20));
        office.Issue(ScriptedBill.Of("2026-01-11T10:00:00", 1000000, 50, 10));
        office.Issue(ScriptedBill.Of("2026-02-10T10:00:00", 1000000, 50, 10));
        Bill last = office.Issue(ScriptedBill.Of("2026-03-10T10:00:00", 1000000, 30, 6));
        Assert.AreEqual("2026-000004", last.Number);
        office.At("2026-06-01T00:00:00Z");
        office.Settings.Operator.StatementKeyFile = office.NewKey();
        using StatementSeal seal = StatementSeal.Open(office.Settings.Operator)!;
        office.Make("2026-01", seal: seal);
        office.Make("2026-02", seal: seal);
        office.Make("2026-03");
        return office;
    }
}
