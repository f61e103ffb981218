using System.Text.Json;
using System.Xml.Linq;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Billing.Invoices;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Tests.Stage.Invoices;

namespace CloudBridge.Tests.Core.Invoices;

[TestClass]
public sealed class BillInvoiceTests
{
    private const string Total = "cac:LegalMonetaryTotal/cbc:";

    [TestMethod]
    public void A_bill_of_a_business_has_its_lines_rates_and_totals()
    {
        // 10 kWh x 0.30 = 3.00, 90 min x 1.20 / h = 1.80: 4.80 x 19 % = 0.912 -> 0.91. 90.5 s of parking x 2.00 / h = 0.0503 -> 0.05 at
        // 0 %.
        UblReading ubl = SampleBill.Written(SampleBill.Of(
            SampleBill.Energy(57, 190000),
            SampleBill.Used("Time", 5400000, 1200000, 180, 34, 190000),
            SampleBill.Used("ParkingTime", 90500, 2000000, 5, 0, 0)));

        Assert.AreEqual("Invoice 380", $"{ubl.Kind} {ubl.Text("cbc:InvoiceTypeCode")}");
        Assert.AreEqual(
            "KWH 10 at 0.3: 3.00, MIN 90 at 1.2 per 60: 1.80, SEC 90.5 at 2 per 3600: 0.05",
            string.Join(", ", ubl.Lines.Select(LineWords)));
        Assert.AreEqual("S 19: 4.80 + 0.91, Z 0: 0.05 + 0.00", VatWords(ubl));
        Assert.AreEqual("5.76", ubl.Text(Total + "PayableAmount"));
        Assert.AreEqual("PO-77", ubl.Text("cbc:BuyerReference"));
        Assert.AreEqual("Hall 7", UblReading.Text(ubl.Buyer, "cac:Party/cac:PostalAddress/cac:AddressLine/cbc:Line"));
        Assert.AreEqual("DE987654321", UblReading.Text(ubl.Buyer, "cac:Party/cac:PartyTaxScheme/cbc:CompanyID"));
    }

    [TestMethod]
    public void It_is_to_be_paid_within_14_days_or_the_issuers_own_by_transfer()
    {
        Bill bill = SampleBill.Of(SampleBill.Energy(57, 190000));
        UblReading usual = SampleBill.Written(bill);
        UblReading own = SampleBill.Written(bill with { Issuer = SampleBill.Issuer with { PaymentDays = 30 } });
        UblReading swiss = SampleBill.Written(bill with { Currency = "CHF" });
        UblReading unknown = SampleBill.Written(bill with { Issuer = SampleBill.Issuer with { Iban = null } });

        Assert.AreEqual(("2026-03-02", "2026-03-16"), (usual.Text("cbc:IssueDate"), usual.Text("cbc:DueDate")));
        Assert.AreEqual("2026-04-01", own.Text("cbc:DueDate"));
        Assert.AreEqual(
            "58 30 1",
            string.Join(' ', new[] { usual, swiss, unknown }.Select(ubl => ubl.Text("cac:PaymentMeans/cbc:PaymentMeansCode"))));
        Assert.AreEqual("DE89370400440532013000", usual.Text("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"));
    }

    [TestMethod]
    public void What_a_maximum_price_takes_is_an_allowance_of_its_rate_and_what_a_minimum_adds_is_a_charge()
    {
        // 3.00 - 1.00 = 2.00 x 19 % = 0.38.
        UblReading less = SampleBill.Written(
            SampleBill.Of(SampleBill.Energy(57, 190000), SampleBill.Bound("MaximumPrice", -100, -19, 190000)));
        // 3.00 + 0.50 = 3.50 x 19 % = 0.665 -> 0.67.
        UblReading more = SampleBill.Written(
            SampleBill.Of(SampleBill.Energy(57, 190000), SampleBill.Bound("MinimumPrice", 50, 10, 190000)));

        Assert.AreEqual(
            ("3.00", "1.00", "0.00", "2.00", "2.38"),
            (less.Text(Total + "LineExtensionAmount"), less.Text(Total + "AllowanceTotalAmount"), less.Text(Total + "ChargeTotalAmount"),
                less.Text(Total + "TaxExclusiveAmount"), less.Text(Total + "PayableAmount")));
        Assert.AreEqual("Down to the tariff's maximum price", less.Text("cac:AllowanceCharge/cbc:AllowanceChargeReason"));
        Assert.AreEqual(
            ("0.00", "0.50", "4.17"),
            (more.Text(Total + "AllowanceTotalAmount"), more.Text(Total + "ChargeTotalAmount"), more.Text(Total + "PayableAmount")));
        Assert.AreEqual(1, more.Charges.Count());
    }

    [TestMethod]
    public void A_minimum_price_alone_is_a_line()
    {
        UblReading ubl = SampleBill.Written(SampleBill.Of(SampleBill.Bound("MinimumPrice", 100, 19, 190000)));

        Assert.AreEqual("C62 1 at 1: 1.00", string.Join(", ", ubl.Lines.Select(LineWords)));
        Assert.AreEqual("1.19", ubl.Text(Total + "PayableAmount"));
    }

    [TestMethod]
    public void A_credit_note_has_the_bills_amounts_and_its_number()
    {
        Bill bill = SampleBill.Of(SampleBill.Energy(57, 190000), SampleBill.Bound("MaximumPrice", -100, -19, 190000));
        UblReading ubl = SampleBill.Written(CreditNote.Of(bill, "2026-000002", bill.Issued.AddDays(1), "wrong tariff"));

        Assert.AreEqual("CreditNote 381", $"{ubl.Kind} {ubl.Text("cbc:CreditNoteTypeCode")}");
        Assert.AreEqual("2026-000001", ubl.Text("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"));
        Assert.AreEqual("KWH 10 at 0.3: 3.00", string.Join(", ", ubl.Lines.Select(LineWords)));
        Assert.AreEqual(("1.00", "2.38"), (ubl.Text(Total + "AllowanceTotalAmount"), ubl.Text(Total + "PayableAmount")));
        StringAssert.Contains(ubl.Text("cbc:Note"), "Takes back the whole of bill 2026-000001. Reason: wrong tariff");
    }

    [TestMethod]
    public void A_corrected_bill_is_an_invoice_that_names_the_bill_it_replaces()
    {
        Bill bill = SampleBill.Of(SampleBill.Energy(57, 190000)) with
        {
            Number = "2026-000003",
            Kind = BillKind.CorrectedBill,
            CorrectsNumber = "2026-000001",
            CorrectionReason = "price",
        };
        UblReading ubl = SampleBill.Written(bill);

        Assert.AreEqual("380", ubl.Text("cbc:InvoiceTypeCode"));
        Assert.AreEqual("2026-000001", ubl.Text("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"));
    }

    [TestMethod]
    public void Absent_vat_is_exempt_of_an_issuer_with_a_vat_number_and_out_of_scope_of_one_without()
    {
        Bill bill = SampleBill.Of(SampleBill.Energy(0, 0, isVatAbsent: true));
        UblReading exempt = SampleBill.Written(bill);
        UblReading outside = SampleBill.Written(bill with { Issuer = SampleBill.Issuer with { VatNumber = "", VatAbsenceReason = null } });

        Assert.AreEqual("E 0: 3.00 + 0.00", VatWords(exempt));
        Assert.AreEqual("Exempt by article 132", exempt.Text("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason"));
        Assert.AreEqual("O : 3.00 + 0.00", VatWords(outside));
        Assert.AreEqual("Not subject to VAT", outside.Text("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason"));
        Assert.IsFalse(UblReading.Has(outside.Buyer, "cac:Party/cac:PartyTaxScheme"));
        Assert.AreEqual("bills@example.org", UblReading.Text(outside.Seller, "cac:Party/cac:PartyIdentification/cbc:ID"));
    }

    [TestMethod]
    public void Text_that_xml_cannot_hold_leaves_the_rest_readable()
    {
        Bill bill = SampleBill.Of(SampleBill.Energy(57, 190000));
        UblReading ubl = SampleBill.Written(bill with { Recipient = SampleBill.Buyer with { Name = "Åsa & <Co> \uFFFE漢" } });

        Assert.AreEqual("Åsa & <Co> 漢", UblReading.Text(ubl.Buyer, "cac:Party/cac:PartyLegalEntity/cbc:RegistrationName"));
    }

    [TestMethod]
    public void Yen_have_no_decimals()
    {
        // 300 yen at 10 %: 30.
        UblReading ubl = SampleBill.Written(SampleBill.Of(SampleBill.Energy(30, 100000)) with { Currency = "JPY", CurrencyDecimals = 0 });

        Assert.AreEqual(("300", "330"), (ubl.Text(Total + "LineExtensionAmount"), ubl.Text(Total + "PayableAmount")));
    }

    [TestMethod]
    public void What_is_missing_is_told_with_how_to_mend_it_and_nothing_is_written()
    {
        Bill bill = SampleBill.Of(SampleBill.Energy(57, 190000));
        Bill absent = SampleBill.Of(SampleBill.Energy(0, 0, isVatAbsent: true));
        (Bill Bill, string Words)[] cases =
        [
            (bill with { IsVatByRate = false }, "from before VAT was worked out by rate"),
            (bill with { Recipient = null }, "made out to nobody"),
            (bill with { Recipient = SampleBill.Buyer with { VatNumber = "", BuyerReference = null } }, "Account werk is no business"),
            (bill with { Recipient = SampleBill.Buyer with { CountryCode = null } }, "cloud-bridge account set werk --country"),
            (bill with { Recipient = SampleBill.Buyer with { VatNumber = "12345" } }, "The VAT number 12345 of account werk does not"),
            (bill with { Issuer = SampleBill.Issuer with { CountryCode = null } }, "cloud-bridge issuer set --address-country"),
            (bill with { Issuer = SampleBill.Issuer with { VatNumber = "12345" } }, "The issuer's VAT number 12345 does not begin"),
            (bill with { Issuer = SampleBill.Issuer with { VatNumber = "" } }, "cloud-bridge issuer set --vat-number"),
            (absent with { Issuer = SampleBill.Issuer with { VatNumber = "", Email = null } }, "cloud-bridge issuer set --email"),
            (absent with { Issuer = SampleBill.Issuer with { VatAbsenceReason = null } }, "cloud-bridge issuer set --no-vat-reason"),
            (bill with { Currency = "KWD", CurrencyDecimals = 3 }, "at most 2 decimals (EN 16931, BR-DEC), and KWD has 3"),
            (bill with { Lines = [] }, "Nothing in it has a price"),
        ];
        foreach ((Bill one, string words) in cases)
        {
            Assert.IsNull(BillInvoice.Of(one, out string? problem), words);
            StringAssert.Contains(problem, words);
            StringAssert.StartsWith(problem, "2026-000001: ");
        }
    }

    [TestMethod]
    public void An_account_without_the_new_members_stands_on_bills_with_the_same_bytes_as_before()
    {
        BilledParty party = BilledParty.Of(new Account { AccountId = "olga", Name = "Olga", Address = "Weg 1|04109 Leipzig" });

        Assert.AreEqual(
            """{"accountId":"olga","name":"Olga","address":["Weg 1","04109 Leipzig"],"vatNumber":""}""",
            JsonSerializer.Serialize(party, BillJson.Options));
        CollectionAssert.AreEqual(
            new[] { "Weg 1", "04109 Leipzig" },
            (party with { PostalCode = "04109", City = "Leipzig" }).Lines.ToArray());
    }

    [TestMethod]
    public void A_site_without_city_and_postal_code_stands_on_bills_with_the_same_bytes_as_before()
    {
        const string Before = """{"siteId":"yard","name":"Yard","address":["Hofweg 2","04347 Leipzig"],"countryCode":"DE"}""";
        BilledSite site = JsonSerializer.Deserialize<BilledSite>(Before, BillJson.Options)!;

        Assert.AreEqual(Before, JsonSerializer.Serialize(site, BillJson.Options));
        UblReading ubl = SampleBill.Written(SampleBill.Of(SampleBill.Energy(57, 190000)) with { Site = site });
        XElement address = ubl.All("cac:Delivery/cac:DeliveryLocation/cac:Address").Single();
        Assert.AreEqual("04347 Leipzig", UblReading.Text(address, "cbc:AdditionalStreetName"));
        Assert.IsFalse(UblReading.Has(address, "cbc:CityName") || UblReading.Has(address, "cbc:PostalZone"));
    }

    [TestMethod]
    public void The_city_line_of_a_site_is_written_once()
    {
        BilledSite site = new("yard", "Yard", ["Hofweg 2", "04347 Leipzig"]) { City = "Leipzig", PostalCode = "04347", CountryCode = "DE" };
        CollectionAssert.AreEqual(new[] { "Hofweg 2", "04347 Leipzig" }, site.Lines.ToArray());
        CollectionAssert.AreEqual(
            new[] { "Hofweg 2", "06108 Halle" },
            (site with { Address = ["Hofweg 2"], PostalCode = "06108", City = "Halle" }).Lines.ToArray());

        UblReading ubl = SampleBill.Written(SampleBill.Of(SampleBill.Energy(57, 190000)) with { Site = site });
        XElement address = ubl.All("cac:Delivery/cac:DeliveryLocation/cac:Address").Single();
        Assert.AreEqual("Hofweg 2", UblReading.Text(address, "cbc:StreetName"));
        Assert.IsFalse(UblReading.Has(address, "cbc:AdditionalStreetName"));
        Assert.AreEqual("Leipzig", UblReading.Text(address, "cbc:CityName"));
        Assert.AreEqual("04347", UblReading.Text(address, "cbc:PostalZone"));
    }

    private static string LineWords(XElement line)
    {
        XElement quantity = UblReading.All(line, "cbc:InvoicedQuantity").Concat(UblReading.All(line, "cbc:CreditedQuantity")).Single();
        string per = UblReading.Text(line, "cac:Price/cbc:BaseQuantity");
        return $"{quantity.Attribute("unitCode")!.Value} {quantity.Value} at {UblReading.Text(line, "cac:Price/cbc:PriceAmount")}"
            + $"{(per.Length == 0 ? "" : " per " + per)}: {UblReading.Text(line, "cbc:LineExtensionAmount")}";
    }

    private static string VatWords(UblReading ubl)
    {
        return string.Join(", ", ubl.Breakdown.Select(row =>
            $"{UblReading.Text(row, "cac:TaxCategory/cbc:ID")} {UblReading.Text(row, "cac:TaxCategory/cbc:Percent")}: "
                + $"{UblReading.Text(row, "cbc:TaxableAmount")} + {UblReading.Text(row, "cbc:TaxAmount")}"));
    }
}
