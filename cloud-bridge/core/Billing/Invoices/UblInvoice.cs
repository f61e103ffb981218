using System.Globalization;
using System.Text;
using System.Xml;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Tariffs.Ocpi;

namespace CloudBridge.Core.Billing.Invoices;

/// <summary>
/// Writes an electronic invoice as UBL 2.1, the syntax binding of CEN/TS 16931-3-2: an Invoice, or a CreditNote. The same invoice gives the
/// same bytes.
/// </summary>
public sealed class UblInvoice
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "application/xml";

    private const string Documents = "urn:oasis:names:specification:ubl:schema:xsd:";
    private const string Parts = Documents + "CommonAggregateComponents-2";
    private const string Values = Documents + "CommonBasicComponents-2";
    private const int PpmPerPercent = 10000;

    private readonly XmlWriter _xml;
    private readonly Invoice _invoice;

    private UblInvoice(XmlWriter xml, Invoice invoice)
    {
        _xml = xml;
        _invoice = invoice;
    }

    /// <summary>The file.</summary>
    public static byte[] Write(Invoice invoice)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        using MemoryStream stream = new();
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using (XmlWriter xml = XmlWriter.Create(stream, settings))
        {
            new UblInvoice(xml, invoice).WriteDocument();
        }

        return stream.ToArray();
    }

    // Elements in the order of the schema.
    private void WriteDocument()
    {
        string kind = _invoice.IsCredit ? "CreditNote" : "Invoice";
        _xml.WriteStartElement(kind, $"{Documents}{kind}-2");
        _xml.WriteAttributeString("xmlns", "cac", null, Parts);
        _xml.WriteAttributeString("xmlns", "cbc", null, Values);
        WriteHead(kind);
        WriteReferences();
        WriteSeller();
        WriteBuyer();
        WriteDelivery();
        WritePayment();
        foreach (InvoiceChange change in _invoice.Changes)
        {
            WriteChange(change);
        }

        WriteVat();
        WriteTotals();
        for (int i = 0; i < _invoice.Lines.Count; i++)
        {
            WriteLine(kind, i + 1, _invoice.Lines[i]);
        }

        _xml.WriteEndElement();
    }

    private void WriteHead(string kind)
    {
        Value("CustomizationID", "urn:cen.eu:en16931:2017");
        Value("ID", _invoice.Number);
        Value("IssueDate", Day(_invoice.IssueDate));
        if (!_invoice.IsCredit)
        {
            Value("DueDate", Day(DueDate));
        }

        // UNTDID 1001: commercial invoice, credit note.
        Value(kind + "TypeCode", _invoice.IsCredit ? "381" : "380");
        Value("Note", _invoice.Note);
        Value("DocumentCurrencyCode", _invoice.Currency);
        Value("BuyerReference", _invoice.Buyer.BuyerReference);
        Start("InvoicePeriod");
        Value("StartDate", Day(_invoice.PeriodFrom));
        Value("EndDate", Day(_invoice.PeriodTo));
        End();
    }

    private void WriteReferences()
    {
        if (_invoice.PrecedingNumber != null)
        {
            Start("BillingReference", "InvoiceDocumentReference");
            Value("ID", _invoice.PrecedingNumber);
            End(2);
        }

        foreach (InvoiceDocument document in _invoice.Documents)
        {
            Start("AdditionalDocumentReference");
            Value("ID", document.Number);
            Value("DocumentDescription", document.Description);
            End();
        }
    }

    private void WriteSeller()
    {
        BillIssuer seller = _invoice.Seller;
        Start("AccountingSupplierParty", "Party");
        if (seller.Email?.Contains('@', StringComparison.Ordinal) == true)
        {
            Value("EndpointID", seller.Email, "schemeID", "EM");
        }

        if (seller.VatNumber.Length == 0)
        {
            Start("PartyIdentification");
            Value("ID", seller.Email);
            End();
        }

        WriteAddress("PostalAddress", seller.Address, seller.PostalCode, seller.City, seller.CountryCode!);
        WriteParty(seller.Name, seller.VatNumber);
        if (seller.Email != null)
        {
            Start("Contact");
            Value("ElectronicMail", seller.Email);
            End();
        }

        End(2);
    }

    private void WriteBuyer()
    {
        BilledParty buyer = _invoice.Buyer;
        Start("AccountingCustomerParty", "Party");
        Start("PartyIdentification");
        Value("ID", buyer.AccountId);
        End();
        WriteAddress("PostalAddress", buyer.Address, buyer.PostalCode, buyer.City, buyer.CountryCode!);
        WriteParty(buyer.Name, buyer.VatNumber);
        End(2);
    }

    private void WriteParty(string name, string vatNumber)
    {
        // Goods out of VAT's scope forbid VAT numbers (BR-O-02).
        if (vatNumber.Length > 0 && !_invoice.VatRates.Any(vat => CategoryOf(vat.Rate) == VatCategory.OutOfScope))
        {
            Start("PartyTaxScheme");
            Value("CompanyID", vatNumber);
            WriteTaxScheme();
            End();
        }

        Start("PartyLegalEntity");
        Value("RegistrationName", name);
        End();
    }

    private void WriteAddress(string element, IReadOnlyList<string> address, string? postalCode, string? city, string countryCode)
    {
        // An address as it is printed ends with the line that stands here by itself.
        string cityLine = $"{postalCode} {city}".Trim();
        string[] lines = [.. address.Where(line => line != cityLine)];
        Start(element);
        Value("StreetName", lines.ElementAtOrDefault(0));
        Value("AdditionalStreetName", lines.ElementAtOrDefault(1));
        Value("CityName", city);
        Value("PostalZone", postalCode);
        if (lines.Length > 2)
        {
            Start("AddressLine");
            Value("Line", string.Join(", ", lines[2..]));
            End();
        }

        Start("Country");
        Value("IdentificationCode", countryCode);
        End(2);
    }

    private void WriteDelivery()
    {
        if (_invoice.DeliveredAt is not { } site)
        {
            return;
        }

        Start("Delivery");
        Value("ActualDeliveryDate", Day(_invoice.PeriodTo));
        Start("DeliveryLocation");
        WriteAddress("Address", site.Address, null, null, site.CountryCode!);
        End();
        Start("DeliveryParty", "PartyName");
        Value("Name", site.Name);
        End(3);
    }

    private void WritePayment()
    {
        string? iban = _invoice.IsCredit ? null : _invoice.Seller.Iban;
        Start("PaymentMeans");
        // UNTDID 4461: SEPA credit transfer, credit transfer, not defined.
        Value("PaymentMeansCode", iban == null ? "1" : _invoice.Currency == "EUR" ? "58" : "30");
        Value("PaymentID", _invoice.Number);
        if (iban != null)
        {
            Start("PayeeFinancialAccount");
            Value("ID", iban);
            End();
        }

        End();
        Start("PaymentTerms");
        Value("Note", _invoice.IsCredit ? "Credited to the buyer." : $"To be paid by {Day(DueDate)}, without deduction.");
        End();
    }

    private void WriteChange(InvoiceChange change)
    {
        Start("AllowanceCharge");
        Value("ChargeIndicator", change.NetMinor > 0 ? "true" : "false");
        Value("AllowanceChargeReason", change.Reason);
        Amount("Amount", Math.Abs(change.NetMinor));
        WriteCategory("TaxCategory", change.Rate, false);
        End();
    }

    private void WriteVat()
    {
        Start("TaxTotal");
        Amount("TaxAmount", _invoice.VatMinor);
        foreach (InvoiceVat vat in _invoice.VatRates)
        {
            Start("TaxSubtotal");
            Amount("TaxableAmount", vat.NetMinor);
            Amount("TaxAmount", vat.VatMinor);
            WriteCategory("TaxCategory", vat.Rate, true);
            End();
        }

        End();
    }

    private void WriteTotals()
    {
        Start("LegalMonetaryTotal");
        Amount("LineExtensionAmount", _invoice.LineTotalMinor);
        Amount("TaxExclusiveAmount", _invoice.NetMinor);
        Amount("TaxInclusiveAmount", _invoice.GrossMinor);
        Amount("AllowanceTotalAmount", _invoice.AllowanceTotalMinor);
        Amount("ChargeTotalAmount", _invoice.ChargeTotalMinor);
        if (_invoice.RoundingMinor != 0)
        {
            Amount("PayableRoundingAmount", _invoice.RoundingMinor);
        }

        Amount("PayableAmount", _invoice.PayableMinor);
        End();
    }

    private void WriteLine(string kind, int number, InvoiceLine line)
    {
        Start(kind + "Line");
        Value("ID", number.ToString(CultureInfo.InvariantCulture));
        Value(_invoice.IsCredit ? "CreditedQuantity" : "InvoicedQuantity", Number(line.Quantity), "unitCode", line.UnitCode);
        Amount("LineExtensionAmount", line.NetMinor);
        Start("Item");
        Value("Description", line.Description);
        Value("Name", line.Name);
        WriteCategory("ClassifiedTaxCategory", line.Rate, false);
        End();
        Start("Price");
        Value("PriceAmount", Number(line.Price), "currencyID", _invoice.Currency);
        if (line.BaseQuantity != 1)
        {
            Value("BaseQuantity", Number(line.BaseQuantity), "unitCode", line.UnitCode);
        }

        End(2);
    }

    private void WriteCategory(string element, VatRate rate, bool isBreakdown)
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

        WriteTaxScheme();
        End();
    }

    private void WriteTaxScheme()
    {
        Start("TaxScheme");
        Value("ID", "VAT");
        End();
    }

    private DateOnly DueDate => _invoice.IssueDate.AddDays(_invoice.Seller.PaymentDays ?? BillIssuer.PaymentDaysUsual);

    private string CategoryOf(VatRate rate)
    {
        return VatCategory.Of(rate, _invoice.Seller);
    }

    private void Start(params ReadOnlySpan<string> elements)
    {
        foreach (string element in elements)
        {
            _xml.WriteStartElement("cac", element, Parts);
        }
    }

    private void End(int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            _xml.WriteEndElement();
        }
    }

    private void Amount(string element, long minor)
    {
        decimal amount = minor;
        for (int i = 0; i < _invoice.CurrencyDecimals; i++)
        {
            amount /= 10;
        }

        string text = amount.ToString("F" + _invoice.CurrencyDecimals, CultureInfo.InvariantCulture);
        Value(element, text, "currencyID", _invoice.Currency);
    }

    // No element may be empty.
    private void Value(string element, string? text, string? attribute = null, string? attributeText = null)
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

    // What XML cannot hold, half a character say, would be no document at all.
    private static string Readable(string text)
    {
        return string.Concat(text.EnumerateRunes()
            .Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value))
            .Select(rune => rune.ToString())).Trim();
    }

    private static string Number(decimal number)
    {
        return number.ToString("0.############", CultureInfo.InvariantCulture);
    }

    private static string Day(DateOnly day)
    {
        return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
