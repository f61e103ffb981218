using System.Xml.Linq;

namespace CloudBridge.Tests.Stage.Invoices;

/// <summary>Rules that hold between values of an invoice: EN 16931-1, BR-CO. All are exact, VAT too, of which the public checker lets a
/// unit be off.</summary>
internal static class En16931Sums
{
    private const string Total = "cac:LegalMonetaryTotal/cbc:";

    private static readonly (string Id, Func<UblReading, bool> Holds)[] Rules =
    [
        ("BR-CO-04", ubl => ubl.Lines.All(line => UblReading.Has(line, "cac:Item/cac:ClassifiedTaxCategory/cbc:ID"))),
        ("BR-CO-09", ubl => VatNumbers(ubl).All(number => number.Value.Length > 2 && number.Value[..2].All(char.IsAsciiLetterUpper))),
        ("BR-CO-10", ubl => ubl.Number(Total + "LineExtensionAmount") == UblReading.Sum(ubl.Lines, "cbc:LineExtensionAmount")),
        ("BR-CO-11", ubl => ubl.Number(Total + "AllowanceTotalAmount") == UblReading.Sum(ubl.Allowances, "cbc:Amount")),
        ("BR-CO-12", ubl => ubl.Number(Total + "ChargeTotalAmount") == UblReading.Sum(ubl.Charges, "cbc:Amount")),
        ("BR-CO-13", ubl => ubl.Number(Total + "TaxExclusiveAmount")
            == ubl.Number(Total + "LineExtensionAmount")
                - ubl.Number(Total + "AllowanceTotalAmount")
                + ubl.Number(Total + "ChargeTotalAmount")),
        ("BR-CO-14", ubl => ubl.Number("cac:TaxTotal/cbc:TaxAmount") == UblReading.Sum(ubl.Breakdown, "cbc:TaxAmount")),
        ("BR-CO-15", ubl => ubl.Number(Total + "TaxInclusiveAmount")
            == ubl.Number(Total + "TaxExclusiveAmount") + ubl.Number("cac:TaxTotal/cbc:TaxAmount")),
        ("BR-CO-16", ubl => ubl.Number(Total + "PayableAmount")
            == ubl.Number(Total + "TaxInclusiveAmount")
                - ubl.Number(Total + "PrepaidAmount")
                + ubl.Number(Total + "PayableRoundingAmount")),
        ("BR-CO-17", ubl => ubl.Breakdown.All(row => UblReading.Number(row, "cbc:TaxAmount") == VatOf(row))),
        ("BR-CO-18", ubl => ubl.Breakdown.Any()),
        ("BR-CO-25", ubl => ubl.Number(Total + "PayableAmount") <= 0 || ubl.Has("cbc:DueDate") || ubl.Has("cac:PaymentTerms/cbc:Note")),
        ("BR-CO-26", ubl => UblReading.Has(ubl.Seller, "cac:Party/cac:PartyTaxScheme/cbc:CompanyID")
            || UblReading.Has(ubl.Seller, "cac:Party/cac:PartyIdentification/cbc:ID")
            || UblReading.Has(ubl.Seller, "cac:Party/cac:PartyLegalEntity/cbc:CompanyID")),
    ];

    public static IEnumerable<string> FindBroken(UblReading ubl)
    {
        return Rules.Where(rule => !rule.Holds(ubl)).Select(rule => rule.Id);
    }

    // Rounded to the decimals in which the amount is written.
    private static decimal VatOf(XElement row)
    {
        string written = UblReading.Text(row, "cbc:TaxAmount");
        int point = written.IndexOf('.', StringComparison.Ordinal);
        return decimal.Round(
            UblReading.Number(row, "cbc:TaxableAmount") * UblReading.Number(row, "cac:TaxCategory/cbc:Percent") / 100,
            point < 0 ? 0 : written.Length - point - 1,
            MidpointRounding.AwayFromZero);
    }

    private static IEnumerable<XElement> VatNumbers(UblReading ubl)
    {
        const string Path = "cac:Party/cac:PartyTaxScheme/cbc:CompanyID";
        return UblReading.All(ubl.Seller, Path).Concat(UblReading.All(ubl.Buyer, Path));
    }
}
