using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Billing.Invoices;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Core.Tariffs;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Invoices;
using CsCheck;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Core.Invoices;

/// <summary>Whatever tariff and session: no invoice breaks a rule, and each has the bill's total. A failure prints its seed.</summary>
[TestClass]
public sealed class InvoicePropertyTests
{
    private const int All = 5000;
    private const int Sample = 400;

    private static readonly Gen<(SessionStory Story, OcpiTariff Tariff)> Cases =
        from story in RandomSession.Any
        from tariff in RandomTariff.Around(story.Start.InZone(story.Zone).Date)
        where tariff.Elements.Any(element => !element.IsReservationOnly)
        select (story, tariff);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [TestCategory(LongRun.Category)]
    public void Every_bill_credit_note_and_statement_keeps_the_rules_or_says_what_is_missing()
    {
        int written = 0;
        Cases.Array[1, 3].Sample(
            cases =>
            {
                Bill[] bills = [.. cases.Select((one, i) => BillOf(one.Story, one.Tariff, i))];
                foreach (Bill bill in bills.Where(bill => bill.Lines.Count > 0))
                {
                    UblReading ubl = SampleBill.Written(bill);
                    Assert.AreEqual(bill.TotalInclMinor / 100m, ubl.Number("cac:LegalMonetaryTotal/cbc:PayableAmount"));
                    Assert.IsFalse(ubl.Has("cac:LegalMonetaryTotal/cbc:PayableRoundingAmount"));
                    SampleBill.Written(CreditNote.Of(bill, "C-1", bill.Issued, "price"));
                    AssertWithoutVatNumber(bill);
                    Interlocked.Increment(ref written);
                }

                if (bills.Any(bill => bill.Lines.Count > 0))
                {
                    UblReading ubl = SampleBill.Written(SampleBill.StatementOf(bills));
                    Assert.AreEqual(
                        bills.Sum(bill => bill.TotalInclMinor) / 100m,
                        ubl.Number("cac:LegalMonetaryTotal/cbc:PayableAmount"));
                }
            },
            iter: LongRun.Of(All, Sample),
            writeLine: TestContext.WriteLine);
        Assert.IsTrue(written > Sample / 2, $"{written} invoices");
    }

    // All rates are absent, or a VAT number is asked for.
    private static void AssertWithoutVatNumber(Bill bill)
    {
        Bill small = bill with { Issuer = SampleBill.Issuer with { VatNumber = "" } };
        if (bill.Lines.All(line => line.IsVatAbsent))
        {
            SampleBill.Written(small);
            return;
        }

        Assert.IsNull(BillInvoice.Of(small, out string? problem));
        StringAssert.Contains(problem, "issuer set --vat-number");
    }

    private static Bill BillOf(SessionStory story, OcpiTariff tariff, int index)
    {
        Tariff device = SlowPricingTests.Compile(tariff, story);
        ChargingPeriod[] parts = CdrPeriodSplitter.Split(device, story.Periods());
        SessionPricer pricer = new();
        Cost cost = new();
        pricer.Price(device, parts, parts.Length, cost);
        IReadOnlyList<BillLine> lines = BillLines.Of(device, pricer.Calculator, cost, StatedVat.Of(tariff));
        return SampleBill.Of([.. lines]) with { Number = $"2026-{index:000000}" };
    }
}
