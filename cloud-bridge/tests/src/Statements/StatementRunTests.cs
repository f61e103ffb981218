using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Tests.Stage.Statements;

namespace CloudBridge.Tests.Src.Statements;

[TestClass]
public class StatementRunTests
{
    [TestMethod]
    public void The_month_is_that_of_plug_in_by_the_clock_of_the_account()
    {
        using StatementOffice office = new();
        office.AddAccount(zone: "America/New_York");
        office.At("2026-04-02T18:00:00Z");
        // 05:30 in Berlin is 23:30 of March 31 in New York; an hour later is April there.
        Bill march = office.Issue(ScriptedBill.Of("2026-04-01T05:30:00", 1000000, 100, 20));
        office.Issue(ScriptedBill.Of("2026-04-01T06:30:00", 1000000, 100, 20));

        Statement statement = office.Make("2026-03");

        Assert.AreEqual(march.Number, statement.Lines.Single().BillNumber);
        Assert.AreEqual("S2026-000001", statement.Number);
        Assert.AreEqual(TimeSpan.FromHours(-4), statement.Until.Offset);
        Assert.AreEqual(
            1,
            office.Count("SELECT COUNT(*) FROM statement WHERE month = '2026-03' AND total_incl_minor = 120 AND session_count = 1"));
    }

    [TestMethod]
    public void What_comes_later_stands_on_the_next_statement_and_nothing_stands_twice()
    {
        using StatementOffice office = new();
        office.AddAccount();
        office.At("2026-03-31T22:00:00Z");
        Bill bill = office.Issue(ScriptedBill.Of("2026-03-02T10:00:00", 10000000, 300, 60));
        office.At("2026-04-01T12:00:00Z");
        string before = office.Archive.Find(office.Make("2026-03").Number)!.Body;

        office.At("2026-04-20T12:00:00Z");
        office.Issue(bill.Credit());
        office.Issue(bill.Corrected(200, 40));
        office.Issue(ScriptedBill.Of("2026-03-31T23:00:00", 1000000, 30, 6));
        office.Issue(ScriptedBill.Of("2026-04-10T10:00:00", 2000000, 60, 12));
        Assert.AreEqual(0, office.MakeDue().Count, "April is not over");
        office.At("2026-05-01T10:00:00Z");
        Statement april = office.MakeDue().Single();

        // April's own 0.72 first, then from March: -3.60, 2.40 and 0.36, which is -0.12 in all. Sessions: 1 - 1 + 1 + 1.
        CollectionAssert.AreEqual(new long[] { 72, -360, 240, 36 }, april.Lines.Select(line => line.InclMinor).ToArray());
        CollectionAssert.AreEqual(new[] { false, true, true, true }, april.Lines.Select(line => line.IsEarlier).ToArray());
        Assert.AreEqual(new StatementFigures(2, 3000000, -10, -12, null), april.Totals);
        Assert.AreEqual(new StatementFigures(1, 10000000, 300, 360, 360000), april.LastMonth);
        Assert.AreEqual(before, office.Archive.Find("S2026-000001")!.Body);
        Assert.AreEqual(
            office.Count("SELECT SUM(total_incl_minor) FROM bill"),
            office.Count("SELECT SUM(total_incl_minor) FROM statement"));
        Assert.AreEqual("", string.Join("\n", office.StatementDefects()));
    }

    [TestMethod]
    public void A_correction_alone_is_stated_at_the_end_of_its_own_month()
    {
        using StatementOffice office = new();
        office.AddAccount();
        Bill bill = office.Issue(ScriptedBill.Of("2026-01-10T10:00:00", 1000000, 100, 20));
        office.Make("2026-01");
        office.At("2026-07-15T12:00:00Z");
        office.Issue(bill.Credit());

        Assert.AreEqual(0, office.MakeDue().Count);
        office.At("2026-08-01T10:00:00Z");
        Statement july = office.MakeDue().Single();

        Assert.AreEqual(("2026-07", -120L), (july.Month, july.Totals.InclMinor));
    }

    [TestMethod]
    public void After_months_of_down_time_each_month_gets_its_statement_in_order()
    {
        using StatementOffice office = new();
        office.AddAccount();
        foreach (string month in new[] { "02", "01", "03" })
        {
            office.Issue(ScriptedBill.Of($"2026-{month}-10T10:00:00", 1000000, 100, 20));
        }

        office.At("2026-09-01T00:00:00Z");
        IReadOnlyList<Statement> made = office.MakeDue();

        CollectionAssert.AreEqual(
            new[] { "S2026-000001 2026-01", "S2026-000002 2026-02", "S2026-000003 2026-03" },
            made.Select(statement => $"{statement.Number} {statement.Month}").ToArray());
        Assert.IsNull(made[0].LastMonth);
        Assert.AreEqual(made[1].Totals, made[2].LastMonth);
        Assert.AreEqual(0, office.MakeDue().Count, "once is enough");
    }

    [TestMethod]
    public void It_is_made_at_noon_of_the_first_day_and_waits_while_sessions_still_come_in()
    {
        using StatementOffice office = new();
        office.AddAccount();
        office.At("2026-03-20T10:00:00Z");
        office.Issue(ScriptedBill.Of("2026-03-20T10:00:00", 1000000, 100, 20));

        // Noon of April 1 in Berlin is 10:00 UTC.
        office.At("2026-04-01T09:59:59Z");
        Assert.AreEqual(0, office.MakeDue().Count);
        office.Issue(ScriptedBill.Of("2026-03-31T20:00:00", 1000000, 100, 20));
        office.At("2026-04-01T10:59:58Z");
        Assert.AreEqual(0, office.MakeDue().Count, "a session of March came 59 min 59 s ago");
        office.At("2026-04-01T10:59:59Z");
        Assert.AreEqual(2, office.MakeDue().Single().Totals.Sessions);
    }

    [TestMethod]
    public void What_cannot_be_made_is_said()
    {
        using StatementOffice office = new();
        office.AddAccount();
        office.At("2026-03-31T21:59:59Z");
        office.Issue(ScriptedBill.Of("2026-03-20T10:00:00", 1000000, 100, 20));

        Assert.AreEqual("olga: 2026-03 is not over; it ends at 2026-04-01 00:00:00 UTC+02:00.", office.Try("2026-03").Sentence);
        office.At("2026-03-31T22:00:00Z");
        Assert.AreEqual("olga: nothing in EUR in 2026-02.", office.Try("2026-02").Sentence);
        Assert.AreEqual("S2026-000001: olga, 2026-03, 1 sessions, 1.20 EUR.", office.Try("2026-03").Sentence);
        Assert.AreEqual(
            "olga: the statement of 2026-03 in EUR is issued; what came later stands on the next one.",
            office.Try("2026-03").Sentence);
        Assert.AreEqual("There is no account otto.", office.Try("2026-03", "otto").Sentence);
        Assert.AreEqual(1, office.Count("SELECT last_serial FROM statement_serial"), "what is not made takes no number");
    }

    [TestMethod]
    public void Accounts_and_currencies_have_statements_of_their_own_in_one_gapless_series_per_year()
    {
        using StatementOffice office = new();
        office.AddAccount();
        office.AddAccount("otto");
        office.Issue(ScriptedBill.Of("2026-03-20T10:00:00", 1000000, 100, 20));
        office.Issue(ScriptedBill.Of("2026-03-21T10:00:00", 1000000, 100, 20) with { Currency = "JPY", CurrencyDecimals = 0 });
        office.Issue(ScriptedBill.Of("2026-03-22T10:00:00", 1000000, 50, 10, accountId: "otto"));
        office.Issue(ScriptedBill.Of("2026-03-23T10:00:00", 1000000, 50, 10) with { Recipient = null });

        office.At("2026-06-30T00:00:00Z");
        IReadOnlyList<Statement> made = office.MakeDue();
        office.At("2027-01-02T00:00:00Z");
        office.Issue(ScriptedBill.Of("2026-12-20T10:00:00", 1000000, 100, 20));
        office.At("2027-01-03T00:00:00Z");

        CollectionAssert.AreEqual(
            new[] { "S2026-000001 olga 120 EUR", "S2026-000002 olga 120 JPY", "S2026-000003 otto 60 EUR" },
            made.Select(statement => $"{statement.Number} {statement.Account.AccountId} {statement.Totals.InclMinor} {statement.Currency}")
                .ToArray());
        // 120 yen for 1 kWh.
        Assert.AreEqual(120000000, made[1].Totals.PriceMicrosPerKwh);
        Assert.AreEqual("S2027-000001", office.MakeDue().Single().Number);
    }

    [TestMethod]
    public async Task Several_at_once_make_one_statement()
    {
        using StatementOffice office = new();
        office.AddAccount();
        office.Issue(ScriptedBill.Of("2026-03-20T10:00:00", 1000000, 100, 20));

        StatementResult[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => office.Try("2026-03"))));

        Assert.AreEqual(1, results.Count(result => result.Statement != null));
        Assert.AreEqual(1, office.Count("SELECT COUNT(*) FROM statement"));
        Assert.AreEqual(1, office.Count("SELECT last_serial FROM statement_serial"));
    }

    [TestMethod]
    [DataRow("UPDATE statement SET total_incl_minor = 0")]
    [DataRow("DELETE FROM statement_bill")]
    [DataRow("DELETE FROM statement_signature")]
    [DataRow("UPDATE statement_bill SET position = 2")]
    public void The_database_refuses_to_change_a_statement(string sql)
    {
        using StatementOffice office = new();
        office.AddAccount();
        office.Issue(ScriptedBill.Of("2026-03-20T10:00:00", 1000000, 100, 20));
        office.Settings.Operator.StatementKeyFile = office.NewKey();
        using StatementSeal seal = StatementSeal.Open(office.Settings.Operator)!;
        office.Make("2026-03", seal: seal);

        DbException refusal = Assert.Throws<DbException>(() => office.Execute(sql));

        StringAssert.Contains(refusal.Message, "a statement is immutable");
    }

    [TestMethod]
    public void A_statement_is_signed_at_its_issue_and_one_from_before_the_key_later()
    {
        using StatementOffice office = new();
        office.AddAccount();
        office.Issue(ScriptedBill.Of("2026-02-20T10:00:00", 1000000, 100, 20));
        office.Issue(ScriptedBill.Of("2026-03-20T10:00:00", 1000000, 100, 20));
        office.Make("2026-02");
        Assert.IsNull(office.Archive.Find("S2026-000001")!.Signature);

        office.Settings.Operator.StatementKeyFile = office.NewKey();
        using StatementSeal seal = StatementSeal.Open(office.Settings.Operator)!;
        office.Make("2026-03", seal: seal);
        Assert.AreEqual(1, office.Run(seal).SignUnsigned());
        Assert.AreEqual(0, office.Run(seal).SignUnsigned());

        foreach (string number in new[] { "S2026-000001", "S2026-000002" })
        {
            IssuedStatement issued = office.Archive.Find(number)!;
            Assert.IsTrue(StatementSeal.IsGood(issued.Body, issued.Signature!, issued.PublicKey!));
            Assert.IsFalse(
                StatementSeal.IsGood(issued.Body.Replace("120", "121", StringComparison.Ordinal), issued.Signature!, issued.PublicKey!));
        }
    }
}
