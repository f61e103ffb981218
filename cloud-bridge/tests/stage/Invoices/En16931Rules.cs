using System.Xml.Linq;

namespace CloudBridge.Tests.Stage.Invoices;

/// <summary>
/// Business rules of EN 16931-1:2017, clause 6.4, written from the standard's words for what an invoice of charging can hold. Each has the
/// standard's id.
/// </summary>
internal static class En16931Rules
{
    private static readonly (string Id, string Words, Func<UblReading, bool> Holds)[] Integrity =
    [
        ("BR-01", "a specification identifier", ubl => ubl.Has("cbc:CustomizationID")),
        ("BR-02", "a number", ubl => ubl.Has("cbc:ID")),
        ("BR-03", "a day of issue", ubl => DateOnly.TryParseExact(ubl.Text("cbc:IssueDate"), "yyyy-MM-dd", out _)),
        ("BR-04", "a type code", ubl => ubl.Text($"cbc:{ubl.Kind}TypeCode") == (ubl.Kind == "Invoice" ? "380" : "381")),
        ("BR-05", "a currency", ubl => ubl.Text("cbc:DocumentCurrencyCode").Length == 3),
        ("BR-06", "a seller's name", ubl => UblReading.Has(ubl.Seller, "cac:Party/cac:PartyLegalEntity/cbc:RegistrationName")),
        ("BR-07", "a buyer's name", ubl => UblReading.Has(ubl.Buyer, "cac:Party/cac:PartyLegalEntity/cbc:RegistrationName")),
        ("BR-08", "a seller's address", ubl => UblReading.Has(ubl.Seller, "cac:Party/cac:PostalAddress")),
        ("BR-09", "a seller's country", ubl => HasCountry(ubl.Seller, "cac:Party/cac:PostalAddress")),
        ("BR-10", "a buyer's address", ubl => UblReading.Has(ubl.Buyer, "cac:Party/cac:PostalAddress")),
        ("BR-11", "a buyer's country", ubl => HasCountry(ubl.Buyer, "cac:Party/cac:PostalAddress")),
        ("BR-12", "the sum of the lines", ubl => ubl.Has("cac:LegalMonetaryTotal/cbc:LineExtensionAmount")),
        ("BR-13", "the total without VAT", ubl => ubl.Has("cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount")),
        ("BR-14", "the total with VAT", ubl => ubl.Has("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount")),
        ("BR-15", "the amount due", ubl => ubl.Has("cac:LegalMonetaryTotal/cbc:PayableAmount")),
        ("BR-16", "at least one line", ubl => ubl.Lines.Any()),
        ("BR-21", "an id of each line", ubl => ubl.Lines.All(line => UblReading.Has(line, "cbc:ID"))),
        ("BR-22", "a quantity of each line", ubl => ubl.Lines.All(line => UblReading.Has(line, QuantityOf(ubl)))),
        ("BR-23", "a unit of each quantity", ubl => Quantities(ubl).All(quantity => quantity.Attribute("unitCode")?.Value.Length > 0)),
        ("BR-24", "a net amount of each line", ubl => ubl.Lines.All(line => UblReading.Has(line, "cbc:LineExtensionAmount"))),
        ("BR-25", "an item's name of each line", ubl => ubl.Lines.All(line => UblReading.Has(line, "cac:Item/cbc:Name"))),
        ("BR-26", "a price of each line", ubl => ubl.Lines.All(line => UblReading.Has(line, "cac:Price/cbc:PriceAmount"))),
        ("BR-27", "no negative price", ubl => ubl.Lines.All(line => UblReading.Number(line, "cac:Price/cbc:PriceAmount") >= 0)),
        ("BR-29", "a period that ends no earlier than it begins", ubl => string.CompareOrdinal(
            ubl.Text("cac:InvoicePeriod/cbc:StartDate"), ubl.Text("cac:InvoicePeriod/cbc:EndDate")) <= 0),
        ("BR-31", "an amount of each allowance", ubl => ubl.Allowances.All(change => UblReading.Number(change, "cbc:Amount") > 0)),
        ("BR-32", "a category of each allowance", ubl => ubl.Allowances.All(change => UblReading.Has(change, "cac:TaxCategory/cbc:ID"))),
        ("BR-33", "a reason of each allowance", ubl => ubl.Allowances.All(change => UblReading.Has(change, "cbc:AllowanceChargeReason"))),
        ("BR-36", "an amount of each charge", ubl => ubl.Charges.All(change => UblReading.Number(change, "cbc:Amount") > 0)),
        ("BR-37", "a category of each charge", ubl => ubl.Charges.All(change => UblReading.Has(change, "cac:TaxCategory/cbc:ID"))),
        ("BR-38", "a reason of each charge", ubl => ubl.Charges.All(change => UblReading.Has(change, "cbc:AllowanceChargeReason"))),
        ("BR-45", "a net of each VAT row", ubl => ubl.Breakdown.All(row => UblReading.Has(row, "cbc:TaxableAmount"))),
        ("BR-46", "a VAT of each VAT row", ubl => ubl.Breakdown.All(row => UblReading.Has(row, "cbc:TaxAmount"))),
        ("BR-47", "a category of each VAT row", ubl => ubl.Breakdown.All(row => UblReading.Has(row, "cac:TaxCategory/cbc:ID"))),
        ("BR-48", "a rate of each VAT row", ubl => ubl.Breakdown.All(row =>
            UblReading.Has(row, "cac:TaxCategory/cbc:Percent") || UblReading.Text(row, "cac:TaxCategory/cbc:ID") == "O")),
        ("BR-49", "a means of payment", ubl => ubl.All("cac:PaymentMeans").All(means => UblReading.Has(means, "cbc:PaymentMeansCode"))),
        ("BR-52", "a number of each document", ubl => ubl.All("cac:AdditionalDocumentReference").All(to => UblReading.Has(to, "cbc:ID"))),
        ("BR-55", "a number of the preceding invoice", ubl =>
            ubl.All("cac:BillingReference").All(to => UblReading.Has(to, "cac:InvoiceDocumentReference/cbc:ID"))),
        ("BR-57", "a country of the place of delivery", ubl =>
            ubl.All("cac:Delivery/cac:DeliveryLocation").All(place => HasCountry(place, "cac:Address"))),
        ("BR-61", "an account for a credit transfer", ubl => ubl.All("cac:PaymentMeans").All(means =>
            UblReading.Text(means, "cbc:PaymentMeansCode") is not ("30" or "58")
            || UblReading.Has(means, "cac:PayeeFinancialAccount/cbc:ID"))),
        ("BR-62", "a scheme of the seller's electronic address", ubl =>
            UblReading.All(ubl.Seller, "cac:Party/cbc:EndpointID").All(address => address.Attribute("schemeID") != null)),
    ];

    /// <summary>The ids of the rules that an invoice breaks, each with what is missing.</summary>
    public static IReadOnlyList<string> FindBroken(XDocument document)
    {
        UblReading ubl = new(document);
        return
        [
            .. Integrity.Where(rule => !rule.Holds(ubl)).Select(rule => $"{rule.Id}: {rule.Words}"),
            .. En16931Sums.FindBroken(ubl),
            .. En16931Vat.FindBroken(ubl),
            .. En16931Decimals.FindBroken(ubl),
        ];
    }

    private static bool HasCountry(XElement from, string address)
    {
        return UblReading.Text(from, address + "/cac:Country/cbc:IdentificationCode").Length == 2;
    }

    private static string QuantityOf(UblReading ubl)
    {
        return ubl.Kind == "Invoice" ? "cbc:InvoicedQuantity" : "cbc:CreditedQuantity";
    }

    private static IEnumerable<XElement> Quantities(UblReading ubl)
    {
        return ubl.Lines.SelectMany(line => UblReading.All(line, QuantityOf(ubl)));
    }
}
