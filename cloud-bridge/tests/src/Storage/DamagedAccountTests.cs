using CloudBridge.Core.Billing.Bills;
using CloudBridge.Tests.Src.Statements;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Statements;

namespace CloudBridge.Tests.Src.Storage;

/// <summary>A row that the month's end reads, damaged or of a newer version: it is told once, and stops nobody else's statement.</summary>
[TestClass]
public class DamagedAccountTests
{
    [TestMethod]
    public async Task A_damaged_bill_keeps_no_other_account_from_its_statement()
    {
        await using DamageStage stage = await DamageStage.StartAsync();
        string bill = AddBills(stage, "2026-06-10T10:00:00")[0];

        await stage.RestartWithIssuedAsync("bill", $"UPDATE bill SET body = '{{' WHERE bill_number = '{bill}'");
        await EndMonthAsync(stage, new DateTimeOffset(2026, 7, 2, 0, 0, 0, TimeSpan.Zero), "month = '2026-06' AND account_id = 'otto'");

        await stage.IsToldAsync("bill", bill);
        Assert.AreEqual(0, stage.Bridge.Count("SELECT COUNT(*) FROM statement WHERE account_id = 'olga'"));
    }

    [TestMethod]
    public async Task A_damaged_statement_keeps_neither_its_account_nor_another_from_the_next_one()
    {
        await using DamageStage stage = await DamageStage.StartAsync();
        AddBills(stage, "2026-06-10T10:00:00");
        await EndMonthAsync(stage, new DateTimeOffset(2026, 7, 2, 0, 0, 0, TimeSpan.Zero), "month = '2026-06' AND account_id = 'olga'");
        string june = stage.Bridge.Texts("SELECT statement_number FROM statement WHERE account_id = 'olga'").Single();
        AddBills(stage, "2026-07-10T10:00:00");

        await stage.RestartWithIssuedAsync("statement", $"UPDATE statement SET body = '{{' WHERE statement_number = '{june}'");
        DateTimeOffset august = new(2026, 8, 2, 0, 0, 0, TimeSpan.Zero);
        await EndMonthAsync(stage, august, "month = '2026-07' AND account_id = 'otto'");
        await EndMonthAsync(stage, august, "month = '2026-07' AND account_id = 'olga'");

        await stage.IsToldAsync("statement", june);
    }

    [TestMethod]
    public async Task An_account_whose_zone_is_unknown_keeps_no_other_from_its_statement_and_waits_for_its_own()
    {
        await using DamageStage stage = await DamageStage.StartAsync();
        AddBills(stage, "2026-06-10T10:00:00");

        await stage.RestartWithAsync("UPDATE account SET time_zone = 'Mars/Base' WHERE account_id = 'olga'");
        DateTimeOffset july = new(2026, 7, 2, 0, 0, 0, TimeSpan.Zero);
        await EndMonthAsync(stage, july, "month = '2026-06' AND account_id = 'otto'");
        await stage.IsToldAsync("account", "olga");

        stage.Bridge.Run("UPDATE account SET time_zone = 'Europe/Berlin' WHERE account_id = 'olga'");
        await EndMonthAsync(stage, july.AddHours(1), "month = '2026-06' AND account_id = 'olga'");
        await stage.IsMendedAsync();
    }

    // A bill of olga's and one of otto's, who are in Berlin; their numbers.
    private static string[] AddBills(DamageStage stage, string localStart)
    {
        StatementOffice office = new(stage.Bridge);
        stage.Bridge.Clock.Now = new DateTimeOffset(DateTime.Parse(localStart, null).AddHours(3), TimeSpan.Zero);
        string[] accounts = ["olga", "otto"];
        if (stage.Bridge.Count("SELECT COUNT(*) FROM account") == 0)
        {
            Array.ForEach(accounts, account => office.AddAccount(account));
        }

        return [.. accounts.Select(account => office.Issue(BillOf(account, localStart)).Number)];
    }

    private static Bill BillOf(string account, string localStart)
    {
        Bill bill = ScriptedBill.Of(localStart, 1000000, 100, 20, accountId: account);
        return bill with { Session = bill.Session with { ChargerId = "of-" + account + localStart[..7] } };
    }

    private static async Task EndMonthAsync(DamageStage stage, DateTimeOffset now, string condition)
    {
        stage.Bridge.Clock.Now = now;
        await Eventually.BecomesTrueAsync(() => stage.Bridge.Count("SELECT COUNT(*) FROM statement WHERE " + condition) == 1);
    }
}
