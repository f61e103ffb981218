namespace CloudBridge.Tests.Stage.Invoices;

/// <summary>No amount has more than two decimals: EN 16931-1, BR-DEC. A price may have more.</summary>
internal static class En16931Decimals
{
    private const int DecimalsMax = 2;

    private static readonly (string Id, string Path)[] Amounts =
    [
        ("BR-DEC-09", "cac:LegalMonetaryTotal/cbc:LineExtensionAmount"),
        ("BR-DEC-10", "cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount"),
        ("BR-DEC-11", "cac:LegalMonetaryTotal/cbc:ChargeTotalAmount"),
        ("BR-DEC-12", "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount"),
        ("BR-DEC-13", "cac:TaxTotal/cbc:TaxAmount"),
        ("BR-DEC-14", "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount"),
        ("BR-DEC-16", "cac:LegalMonetaryTotal/cbc:PrepaidAmount"),
        ("BR-DEC-17", "cac:LegalMonetaryTotal/cbc:PayableRoundingAmount"),
        ("BR-DEC-18", "cac:LegalMonetaryTotal/cbc:PayableAmount"),
        ("BR-DEC-19", "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount"),
        ("BR-DEC-20", "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount"),
        ("BR-DEC-23", "cac:InvoiceLine/cbc:LineExtensionAmount"),
        ("BR-DEC-23", "cac:CreditNoteLine/cbc:LineExtensionAmount"),
    ];

    public static IEnumerable<string> FindBroken(UblReading ubl)
    {
        return Amounts
            .Where(amount => ubl.All(amount.Path).Any(element => HasTooMany(element.Value)))
            .Select(amount => amount.Id)
            .Concat(ubl.Allowances.Any(one => HasTooMany(UblReading.Text(one, "cbc:Amount"))) ? ["BR-DEC-01"] : Array.Empty<string>())
            .Concat(ubl.Charges.Any(one => HasTooMany(UblReading.Text(one, "cbc:Amount"))) ? ["BR-DEC-05"] : Array.Empty<string>());
    }

    private static bool HasTooMany(string amount)
    {
        int point = amount.IndexOf('.', StringComparison.Ordinal);
        return point >= 0 && amount.Length - point - 1 > DecimalsMax;
    }
}
