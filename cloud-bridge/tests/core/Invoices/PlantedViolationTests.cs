using System.Xml.Linq;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Invoices;
using CloudBridge.Tests.Stage.Invoices;

namespace CloudBridge.Tests.Core.Invoices;

/// <summary>The rules find what is wrong: each case spoils a good invoice at one place and names the rules that say so.</summary>
[TestClass]
public sealed class PlantedViolationTests
{
    private const string Category = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/";

    [TestMethod]
    [DataRow("cbc:CustomizationID", null, "BR-01")]
    [DataRow("cbc:ID", null, "BR-02")]
    [DataRow("cbc:IssueDate", "02.03.2026", "BR-03")]
    [DataRow("cbc:InvoiceTypeCode", null, "BR-04")]
    [DataRow("cbc:DocumentCurrencyCode", null, "BR-05")]
    [DataRow("cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity", null, "BR-06")]
    [DataRow("cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity", null, "BR-07")]
    [DataRow("cac:AccountingSupplierParty/cac:Party/cac:PostalAddress", null, "BR-08, BR-09")]
    [DataRow("cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country", null, "BR-09")]
    [DataRow("cac:AccountingCustomerParty/cac:Party/cac:PostalAddress", null, "BR-10, BR-11")]
    [DataRow("cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cac:Country", null, "BR-11")]
    [DataRow("cac:LegalMonetaryTotal/cbc:LineExtensionAmount", null, "BR-12, BR-CO-10, BR-CO-13")]
    [DataRow("cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount", null, "BR-13, BR-CO-13, BR-CO-15")]
    [DataRow("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", null, "BR-14, BR-CO-15, BR-CO-16")]
    [DataRow("cac:LegalMonetaryTotal/cbc:PayableAmount", null, "BR-15, BR-CO-16")]
    [DataRow("cac:InvoiceLine", null, "BR-16, BR-CO-10, BR-S-08")]
    [DataRow("cac:InvoiceLine/cac:Price/cbc:PriceAmount", "-0.3", "BR-27")]
    [DataRow("cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID", null, "BR-CO-04, BR-S-08")]
    [DataRow("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID", "123", "BR-CO-09")]
    [DataRow("cac:LegalMonetaryTotal/cbc:LineExtensionAmount", "3.01", "BR-CO-10, BR-CO-13")]
    [DataRow("cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount", "1.01", "BR-CO-11, BR-CO-13")]
    [DataRow("cac:LegalMonetaryTotal/cbc:ChargeTotalAmount", "0.49", "BR-CO-12, BR-CO-13")]
    [DataRow("cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount", "2.51", "BR-CO-13, BR-CO-15")]
    [DataRow("cac:TaxTotal/cbc:TaxAmount", "0.49", "BR-CO-14, BR-CO-15")]
    [DataRow("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", "2.97", "BR-CO-15, BR-CO-16")]
    [DataRow("cac:LegalMonetaryTotal/cbc:PayableAmount", "2.97", "BR-CO-16")]
    [DataRow("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount", "0.49", "BR-CO-14, BR-CO-17")]
    [DataRow("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount", "2.51", "BR-S-08")]
    [DataRow("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme", null, "BR-CO-26, BR-S-02, BR-S-03, BR-S-04")]
    [DataRow("cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", "0", "BR-S-05, BR-S-08")]
    [DataRow(Category + "cbc:ID", "Z", "BR-S-01, BR-Z-01, BR-Z-08, BR-Z-09")]
    [DataRow(Category + "cbc:Percent", "7", "BR-CO-17, BR-S-08")]
    [DataRow("cac:LegalMonetaryTotal/cbc:PayableAmount", "2.980", "BR-DEC-18")]
    [DataRow("cac:InvoiceLine/cbc:LineExtensionAmount", "3.000", "BR-DEC-23")]
    public void At_the_standard_rate(string path, string? value, string rules)
    {
        // 3.00 - 1.00 + 0.50 = 2.50 x 19 % = 0.475 -> 0.48.
        Bill bill = SampleBill.Of(
            SampleBill.Energy(57, 190000),
            SampleBill.Bound("MaximumPrice", -100, -19, 190000),
            SampleBill.Bound("MinimumPrice", 50, 10, 190000));
        AssertFound(bill, path, value, rules);
    }

    [TestMethod]
    [DataRow("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme", null, "BR-CO-26, BR-Z-02")]
    [DataRow("cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", "7", "BR-Z-05, BR-Z-08")]
    public void At_zero(string path, string? value, string rules)
    {
        AssertFound(SampleBill.Of(SampleBill.Energy(0, 0)), path, value, rules);
    }

    [TestMethod]
    [DataRow(Category + "cbc:TaxExemptionReason", null, "BR-E-10")]
    [DataRow("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme", null, "BR-CO-26, BR-E-02")]
    public void Exempt(string path, string? value, string rules)
    {
        AssertFound(SampleBill.Of(SampleBill.Energy(0, 0, isVatAbsent: true)), path, value, rules);
    }

    [TestMethod]
    [DataRow(Category + "cbc:TaxExemptionReason", null, "BR-O-10")]
    [DataRow("cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID", "Z", "BR-O-01, BR-O-08, BR-O-12, BR-Z-01, BR-Z-02, BR-Z-05")]
    [DataRow("cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification", null, "BR-CO-26")]
    public void Out_of_scope(string path, string? value, string rules)
    {
        Bill bill = SampleBill.Of(SampleBill.Energy(0, 0, isVatAbsent: true));
        AssertFound(bill with { Issuer = SampleBill.Issuer with { VatNumber = "" } }, path, value, rules);
    }

    private static void AssertFound(Bill bill, string path, string? value, string rules)
    {
        XDocument document = XDocument.Load(new MemoryStream(UblInvoice.Write(BillInvoice.Of(bill, out _)!)));
        Assert.IsEmpty(En16931Rules.FindBroken(document));
        XElement spoiled = new UblReading(document).All(path).First();
        if (value == null)
        {
            spoiled.Remove();
        }
        else
        {
            spoiled.Value = value;
        }

        string[] found = [.. En16931Rules.FindBroken(document).Select(rule => rule.Split(':')[0]).Distinct().Order(StringComparer.Ordinal)];
        Assert.AreEqual(rules, string.Join(", ", found));
    }
}
