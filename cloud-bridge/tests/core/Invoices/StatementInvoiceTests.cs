using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Tests.Stage.Invoices;

namespace CloudBridge.Tests.Core.Invoices;

[TestClass]
public sealed class StatementInvoiceTests
{
    private const string Total = "cac:LegalMonetaryTotal/cbc:";

    [TestMethod]
    public void With_one_rate_each_document_is_a_line_and_the_bills_own_rounding_is_that_of_the_total()
    {
        // Three times 0.33 + 0.0627 -> 0.06 are 1.17 to pay; 0.99 x 19 % = 0.1881 -> 0.19 would be 1.18.
        Bill bill = SampleBill.Of(SampleBill.Used("Energy", 1100000, 300000, 33, 6, 190000));
        UblReading ubl = SampleBill.Written(
            SampleBill.StatementOf([bill, bill with { Number = "2026-000002" }, bill with { Number = "2026-000003" }]));

        Assert.AreEqual(3, ubl.Lines.Count());
        Assert.AreEqual(
            ("0.99", "0.19", "1.18", "-0.01", "1.17"),
            (ubl.Text(Total + "TaxExclusiveAmount"), ubl.Text("cac:TaxTotal/cbc:TaxAmount"), ubl.Text(Total + "TaxInclusiveAmount"),
                ubl.Text(Total + "PayableRoundingAmount"), ubl.Text(Total + "PayableAmount")));
        CollectionAssert.AreEquivalent(
            new[] { "2026-000001", "2026-000002", "2026-000003" },
            ubl.All("cac:AdditionalDocumentReference/cbc:ID").Select(id => id.Value).ToArray());
        StringAssert.Contains(ubl.Text("cbc:Note"), "none of them is to be paid again");
        Assert.AreEqual("2026-03-01", ubl.Text("cac:InvoicePeriod/cbc:StartDate"));
        Assert.AreEqual("2026-03-31", ubl.Text("cac:InvoicePeriod/cbc:EndDate"));
    }

    [TestMethod]
    public void With_several_rates_a_rate_is_a_line()
    {
        // 3.00 at 19 %: 0.57; 1.00 at 7 %: 0.07.
        Bill bill = SampleBill.Of(SampleBill.Energy(57, 190000), SampleBill.Used("Flat", 1, 1000000, 100, 7, 70000));
        UblReading ubl = SampleBill.Written(SampleBill.StatementOf([bill]));

        CollectionAssert.AreEqual(
            new[] { "Charging, 19\u00a0%", "Charging, 7\u00a0%" },
            ubl.Lines.Select(line => UblReading.Text(line, "cac:Item/cbc:Name")).ToArray());
        Assert.AreEqual("4.64", ubl.Text(Total + "PayableAmount"));
    }

    [TestMethod]
    public void A_document_that_is_taken_back_is_minus_one_piece_because_no_price_is_negative()
    {
        Bill bill = SampleBill.Of(SampleBill.Energy(57, 190000));
        Bill note = CreditNote.Of(bill, "2026-000002", bill.Issued, "price");
        UblReading ubl = SampleBill.Written(SampleBill.StatementOf([bill, note, bill with { Number = "2026-000003" }]));

        CollectionAssert.AreEqual(
            new[] { 1m, -1m, 1m },
            ubl.Lines.Select(line => UblReading.Number(line, "cbc:InvoicedQuantity")).ToArray());
        Assert.AreEqual("3.57", ubl.Text(Total + "PayableAmount"));
    }

    [TestMethod]
    public void More_credit_than_bills_is_a_credit_note()
    {
        Bill bill = SampleBill.Of(SampleBill.Energy(57, 190000));
        UblReading ubl = SampleBill.Written(SampleBill.StatementOf([CreditNote.Of(bill, "2026-000002", bill.Issued, "price")]));

        Assert.AreEqual(("CreditNote", "3.57"), (ubl.Kind, ubl.Text(Total + "PayableAmount")));
    }

    [TestMethod]
    public void A_statement_of_a_person_or_over_bills_from_before_has_none_and_says_why()
    {
        Bill bill = SampleBill.Of(SampleBill.Energy(57, 190000));
        Statement person = SampleBill.StatementOf(
            [bill with { Recipient = SampleBill.Buyer with { VatNumber = "", BuyerReference = null } }]);
        Bill bound = SampleBill.Of(SampleBill.Energy(57, 190000), SampleBill.Bound("MinimumPrice", 10, 2, 190000));
        Statement old = SampleBill.StatementOf([bound with { IsVatByRate = false }]);

        Assert.IsNull(StatementInvoice.Of(person, out string? problem));
        Assert.AreEqual(
            "S2026-000001: Account werk is no business: give it a VAT number or a buyer reference, for documents from now on.",
            problem);
        Assert.IsNull(StatementInvoice.Of(old, out problem));
        StringAssert.Contains(problem, "from before VAT was worked out by rate");
        StatementFile file = StatementFile.All.Single(known => known.Name == "invoice");
        Assert.IsNull(file.Content(new IssuedStatement { Body = StatementJson.Write(old) }));
    }
}
