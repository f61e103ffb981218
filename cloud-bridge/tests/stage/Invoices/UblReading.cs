using System.Globalization;
using System.Xml.Linq;

namespace CloudBridge.Tests.Stage.Invoices;

/// <summary>A UBL document read by paths like cac:Price/cbc:PriceAmount. It knows nothing of the writer.</summary>
internal sealed class UblReading
{
    private const string Schema = "urn:oasis:names:specification:ubl:schema:xsd:";

    private static readonly Dictionary<string, XNamespace> Prefixes = new()
    {
        ["cac"] = Schema + "CommonAggregateComponents-2",
        ["cbc"] = Schema + "CommonBasicComponents-2",
    };

    public UblReading(XDocument document)
    {
        Root = document.Root!;
        Kind = Root.Name.LocalName;
    }

    public XElement Root { get; }

    /// <summary>Invoice or CreditNote.</summary>
    public string Kind { get; }

    public IEnumerable<XElement> Lines => All($"cac:{Kind}Line");

    public IEnumerable<XElement> Allowances => All("cac:AllowanceCharge").Where(change => Text(change, "cbc:ChargeIndicator") == "false");

    public IEnumerable<XElement> Charges => All("cac:AllowanceCharge").Where(change => Text(change, "cbc:ChargeIndicator") == "true");

    public IEnumerable<XElement> Breakdown => All("cac:TaxTotal/cac:TaxSubtotal");

    public XElement Seller => Root.Element(Prefixes["cac"] + "AccountingSupplierParty")!;

    public XElement Buyer => Root.Element(Prefixes["cac"] + "AccountingCustomerParty")!;

    public IEnumerable<XElement> All(string path)
    {
        return All(Root, path);
    }

    public static IEnumerable<XElement> All(XElement from, string path)
    {
        IEnumerable<XElement> found = [from];
        foreach (string step in path.Split('/'))
        {
            string[] name = step.Split(':');
            found = found.Elements(Prefixes[name[0]] + name[1]);
        }

        return found;
    }

    public bool Has(string path)
    {
        return Has(Root, path);
    }

    public static bool Has(XElement from, string path)
    {
        return All(from, path).Any(element => element.HasElements || element.Value.Trim().Length > 0);
    }

    public string Text(string path)
    {
        return Text(Root, path);
    }

    public static string Text(XElement from, string path)
    {
        return All(from, path).FirstOrDefault()?.Value ?? "";
    }

    public decimal Number(string path)
    {
        return Number(Root, path);
    }

    /// <summary>A number; 0 where there is none, as the standard's sums have it.</summary>
    public static decimal Number(XElement from, string path)
    {
        string text = Text(from, path);
        return text.Length == 0 ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);
    }

    public static decimal Sum(IEnumerable<XElement> elements, string path)
    {
        return elements.Sum(element => Number(element, path));
    }
}
