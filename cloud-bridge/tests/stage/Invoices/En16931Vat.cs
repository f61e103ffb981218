using System.Xml.Linq;

namespace CloudBridge.Tests.Stage.Invoices;

/// <summary>Rules of the categories of VAT: EN 16931-1, BR-S, BR-Z, BR-E and BR-O. They have the same numbers in each category.</summary>
internal static class En16931Vat
{
    private const string VatNumber = "cac:Party/cac:PartyTaxScheme/cbc:CompanyID";

    private static readonly string[] Categories = ["S", "Z", "E", "O"];

    public static IEnumerable<string> FindBroken(UblReading ubl)
    {
        return Categories
            .SelectMany(category => FindBroken(ubl, category).Select(rule => $"BR-{category}-{rule}"))
            .Concat(ubl.Breakdown.Select(row => UblReading.Text(row, "cac:TaxCategory/cbc:ID"))
                .Where(category => !Categories.Contains(category))
                .Select(category => $"BR-CL-17: category {category}"));
    }

    private static IEnumerable<string> FindBroken(UblReading ubl, string category)
    {
        (string Part, IEnumerable<XElement> Elements, string Amount, string CategoryPath)[] parts =
        [
            ("02", ubl.Lines, "cbc:LineExtensionAmount", "cac:Item/cac:ClassifiedTaxCategory"),
            ("03", ubl.Allowances, "cbc:Amount", "cac:TaxCategory"),
            ("04", ubl.Charges, "cbc:Amount", "cac:TaxCategory"),
        ];
        XElement[] rows = [.. ubl.Breakdown.Where(row => Is(row, "cac:TaxCategory", category))];
        XElement[][] used = [.. parts.Select(part => part.Elements.Where(one => Is(one, part.CategoryPath, category)).ToArray())];
        bool isUsed = used.Any(elements => elements.Length > 0);
        if (category == "S" ? isUsed != rows.Length > 0 : rows.Length != (isUsed ? 1 : 0))
        {
            yield return "01";
        }

        for (int i = 0; i < parts.Length; i++)
        {
            if (used[i].Length > 0 && !HasRightVatNumbers(ubl, category))
            {
                yield return parts[i].Part;
            }

            // 05 lines, 06 allowances, 07 charges.
            if (used[i].Any(one => !HasRightRate(one, parts[i].CategoryPath, category)))
            {
                yield return $"0{i + 5}";
            }
        }

        foreach (XElement row in rows)
        {
            string percent = UblReading.Text(row, "cac:TaxCategory/cbc:Percent");
            decimal[] sums =
            [
                .. parts.Select((part, i) => UblReading.Sum(
                    used[i].Where(one => UblReading.Text(one, part.CategoryPath + "/cbc:Percent") == percent), part.Amount)),
            ];
            if (UblReading.Number(row, "cbc:TaxableAmount") != sums[0] - sums[1] + sums[2])
            {
                yield return "08";
            }

            if (category != "S" && UblReading.Number(row, "cbc:TaxAmount") != 0)
            {
                yield return "09";
            }

            if (UblReading.Has(row, "cac:TaxCategory/cbc:TaxExemptionReason") != (category is "E" or "O"))
            {
                yield return "10";
            }
        }

        if (category == "O" && rows.Length > 0)
        {
            if (ubl.Breakdown.Count() > 1)
            {
                yield return "11";
            }

            if (used[0].Length < ubl.Lines.Count())
            {
                yield return "12";
            }
        }
    }

    private static bool Is(XElement one, string categoryPath, string category)
    {
        return UblReading.Text(one, categoryPath + "/cbc:ID") == category;
    }

    private static bool HasRightVatNumbers(UblReading ubl, string category)
    {
        return category == "O"
            ? !UblReading.Has(ubl.Seller, VatNumber) && !UblReading.Has(ubl.Buyer, VatNumber)
            : UblReading.Has(ubl.Seller, VatNumber);
    }

    private static bool HasRightRate(XElement one, string categoryPath, string category)
    {
        string path = categoryPath + "/cbc:Percent";
        return category switch
        {
            "S" => UblReading.Number(one, path) > 0,
            "O" => !UblReading.Has(one, path),
            _ => UblReading.Has(one, path) && UblReading.Number(one, path) == 0,
        };
    }
}
