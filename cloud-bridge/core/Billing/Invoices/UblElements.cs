using System.Globalization;
using System.Xml;
using CloudBridge.Core.Tariffs.Ocpi;

namespace CloudBridge.Core.Billing.Invoices;

/// <summary>The elements of UBL that an invoice is made of: no element is empty, and amounts have the currency's decimals.</summary>
internal sealed class UblElements
{
    /// <summary>What the names of UBL's schemas begin with.</summary>
    public const string Schema = "urn:oasis:names:specification:ubl:schema:xsd:";

    private const string Parts = Schema + "CommonAggregateComponents-2";
    private const string Values = Schema + "CommonBasicComponents-2";
    private const int PpmPerPercent = 10000;

    private readonly XmlWriter _xml;
    private readonly Invoice _invoice;

    /// <summary>Elements of an invoice.</summary>
    public UblElements(XmlWriter xml, Invoice invoice)
    {
        _xml = xml;
        _invoice = invoice;
    }

    /// <summary>The document's own element with its prefixes.</summary>
    public void StartDocument(string kind)
    {
        _xml.WriteStartElement(kind, $"{Schema}{kind}-2");
        _xml.WriteAttributeString("xmlns", "cac", null, Parts);
        _xml.WriteAttributeString("xmlns", "cbc", null, Values);
    }

    /// <summary>Opens elements, each in the one before.</summary>
    public void Start(params ReadOnlySpan<string> elements)
    {
        foreach (string element in elements)
        {
            _xml.WriteStartElement("cac", element, Parts);
        }
    }

    /// <summary>Closes the last elements.</summary>
    public void End(int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            _xml.WriteEndElement();
        }
    }

    /// <summary>An amount with its currency.</summary>
    public void Amount(string element, long minor)
    {
        decimal amount = minor;
        for (int i = 0; i < _invoice.CurrencyDecimals; i++)
        {
            amount /= 10;
        }

        string text = amount.ToString("F" + _invoice.CurrencyDecimals, CultureInfo.InvariantCulture);
        Value(element, text, "currencyID", _invoice.Currency);
    }

    /// <summary>A value; nothing where there is none, because no element may be empty.</summary>
    public void Value(string element, string? text, string? attribute = null, string? attributeText = null)
    {
        string written = text == null ? "" : Readable(text);
        if (written.Length == 0)
        {
            return;
        }

        _xml.WriteStartElement("cbc", element, Values);
        if (attribute != null)
        {
            _xml.WriteAttributeString(attribute, attributeText);
        }

        _xml.WriteString(written);
        _xml.WriteEndElement();
    }

    /// <summary>A number as it is written.</summary>
    public static string Number(decimal number)
    {
        return number.ToString("0.############", CultureInfo.InvariantCulture);
    }

    /// <summary>A day as it is written.</summary>
    public static string Day(DateOnly day)
    {
        return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>A rate of VAT; with the reason where there is none and the row of the breakdown asks for it.</summary>
    public void Category(string element, VatRate rate, bool isBreakdown)
    {
        string category = CategoryOf(rate);
        Start(element);
        Value("ID", category);
        if (category != VatCategory.OutOfScope)
        {
            Value("Percent", Number((decimal)rate.Ppm / PpmPerPercent));
        }

        if (isBreakdown && rate.IsAbsent)
        {
            Value("TaxExemptionReason", _invoice.Seller.VatAbsenceReason ?? "Not subject to VAT");
        }

        TaxScheme();
        End();
    }

    /// <summary>The kind of tax.</summary>
    public void TaxScheme()
    {
        Start("TaxScheme");
        Value("ID", "VAT");
        End();
    }

    /// <summary>The category of a rate on this invoice.</summary>
    public string CategoryOf(VatRate rate)
    {
        return VatCategory.Of(rate, _invoice.Seller);
    }

    // What XML cannot hold, half a character say, would be no document at all.
    private static string Readable(string text)
    {
        return string.Concat(text.EnumerateRunes()
            .Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value))
            .Select(rune => rune.ToString())).Trim();
    }
}
