using System.Xml.Linq;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Invoices;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Stage.Invoices;
using Hardware.Bench.Season;

namespace CloudBridge.Tests.Src.Invoices;

/// <summary>Every document of a season's business accounts is an electronic invoice that breaks no rule.</summary>
[TestClass]
public sealed class SeasonInvoiceTests
{
    [TestMethod]
    public async Task Every_bill_and_statement_of_a_business_in_two_months_is_an_invoice()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-");
        SeasonSettings season = new()
        {
            MonthCount = 2,
            ChargerCount = 8,
            LastMonth = "2026-10",
            Database = Path.Combine(directory.FullName, "season.db"),
        };
        await using StringWriter said = new();
        Assert.AreEqual(0, await new SeasonRun(season, said, said).RunAsync(CancellationToken.None), said.ToString());
        Database database = new(season.Database);

        Bill[] bills = [.. new BillArchive(database).ReadAll().Where(bill => bill.Recipient?.IsBusiness == true && bill.Lines.Count > 0)];
        StatementArchive archive = new(database);
        Statement[] statements =
        [
            .. archive.List(null, null, 0, 1000)
                .Select(row => archive.Find(row.Number)!.Read())
                .Where(statement => statement.Account.IsBusiness),
        ];
        foreach (Bill bill in bills)
        {
            AssertValid(BillInvoice.Of(bill, out string? problem), problem);
        }

        foreach (Statement statement in statements)
        {
            AssertValid(StatementInvoice.Of(statement, out string? problem), problem);
        }

        Console.WriteLine($"{bills.Length} bills and {statements.Length} statements are valid");
        Assert.IsGreaterThan(50, bills.Length);
        Assert.HasCount(4, statements);
        directory.Delete(true);
    }

    private static void AssertValid(Invoice? invoice, string? problem)
    {
        Assert.IsNotNull(invoice, problem);
        XDocument document = XDocument.Load(new MemoryStream(UblInvoice.Write(invoice)));
        Assert.AreEqual("", string.Join(", ", En16931Rules.FindBroken(document)), document.ToString());
    }
}
