using System.Globalization;
using System.Text;
using System.Xml;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Billing.Invoices;

/// <summary>
/// Writes an electronic invoice as UBL 2.1, the syntax binding of CEN/TS 16931-3-2: an Invoice, or a CreditNote. The same invoice gives the
/// same bytes.
/// </summary>
public sealed class UblInvoice
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "application/xml";

    private readonly UblElements _ubl;
    private readonly UblParties _parties;
    private readonly Invoice _invoice;

    private UblInvoice(UblElements ubl, Invoice invoice)
    {
        _ubl = ubl;
        _parties = new UblParties(ubl, invoice);
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
            new UblInvoice(new UblElements(xml, invoice), invoice).WriteDocument();
        }

        return stream.ToArray();
    }

    // Elements in the order of the schema.
    private void WriteDocument()
    {
        string kind = _invoice.IsCredit ? "CreditNote" : "Invoice";
        _ubl.StartDocument(kind);
        WriteHead(kind);
        WriteReferences();
        _parties.WriteSeller();
        _parties.WriteBuyer();
        _parties.WriteDelivery();
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

        _ubl.End();
    }

    private void WriteHead(string kind)
    {
        _ubl.Value("CustomizationID", "urn:cen.eu:en16931:2017");
        _ubl.Value("ID", _invoice.Number);
        _ubl.Value("IssueDate", UblElements.Day(_invoice.IssueDate));
        if (!_invoice.IsCredit)
        {
            _ubl.Value("DueDate", UblElements.Day(DueDate));
        }

        // UNTDID 1001: commercial invoice, credit note.
        _ubl.Value(kind + "TypeCode", _invoice.IsCredit ? "381" : "380");
        _ubl.Value("Note", _invoice.Note);
        _ubl.Value("DocumentCurrencyCode", _invoice.Currency);
        _ubl.Value("BuyerReference", _invoice.Buyer.BuyerReference);
        _ubl.Start("InvoicePeriod");
        _ubl.Value("StartDate", UblElements.Day(_invoice.PeriodFrom));
        _ubl.Value("EndDate", UblElements.Day(_invoice.PeriodTo));
        _ubl.End();
    }

    private void WriteReferences()
    {
        if (_invoice.PrecedingNumber != null)
        {
            _ubl.Start("BillingReference", "InvoiceDocumentReference");
            _ubl.Value("ID", _invoice.PrecedingNumber);
            _ubl.End(2);
        }

        foreach (InvoiceDocument document in _invoice.Documents)
        {
            _ubl.Start("AdditionalDocumentReference");
            _ubl.Value("ID", document.Number);
            _ubl.Value("DocumentDescription", document.Description);
            _ubl.End();
        }
    }

    private void WritePayment()
    {
        string? iban = _invoice.IsCredit ? null : _invoice.Seller.Iban;
        _ubl.Start("PaymentMeans");
        // UNTDID 4461: SEPA credit transfer, credit transfer, not defined.
        _ubl.Value("PaymentMeansCode", iban == null ? "1" : _invoice.Currency == "EUR" ? "58" : "30");
        _ubl.Value("PaymentID", _invoice.Number);
        if (iban != null)
        {
            _ubl.Start("PayeeFinancialAccount");
            _ubl.Value("ID", iban);
            _ubl.End();
        }

        _ubl.End();
        _ubl.Start("PaymentTerms");
        _ubl.Value("Note", _invoice.IsCredit ? "Credited to the buyer." : $"To be paid by {UblElements.Day(DueDate)}, without deduction.");
        _ubl.End();
    }

    private void WriteChange(InvoiceChange change)
    {
        _ubl.Start("AllowanceCharge");
        _ubl.Value("ChargeIndicator", change.NetMinor > 0 ? "true" : "false");
        _ubl.Value("AllowanceChargeReason", change.Reason);
        _ubl.Amount("Amount", Math.Abs(change.NetMinor));
        _ubl.Category("TaxCategory", change.Rate, false);
        _ubl.End();
    }

    private void WriteVat()
    {
        _ubl.Start("TaxTotal");
        _ubl.Amount("TaxAmount", _invoice.VatMinor);
        foreach (InvoiceVat vat in _invoice.VatRates)
        {
            _ubl.Start("TaxSubtotal");
            _ubl.Amount("TaxableAmount", vat.NetMinor);
            _ubl.Amount("TaxAmount", vat.VatMinor);
            _ubl.Category("TaxCategory", vat.Rate, true);
            _ubl.End();
        }

        _ubl.End();
    }

    private void WriteTotals()
    {
        _ubl.Start("LegalMonetaryTotal");
        _ubl.Amount("LineExtensionAmount", _invoice.LineTotalMinor);
        _ubl.Amount("TaxExclusiveAmount", _invoice.NetMinor);
        _ubl.Amount("TaxInclusiveAmount", _invoice.GrossMinor);
        _ubl.Amount("AllowanceTotalAmount", _invoice.AllowanceTotalMinor);
        _ubl.Amount("ChargeTotalAmount", _invoice.ChargeTotalMinor);
        if (_invoice.RoundingMinor != 0)
        {
            _ubl.Amount("PayableRoundingAmount", _invoice.RoundingMinor);
        }

        _ubl.Amount("PayableAmount", _invoice.PayableMinor);
        _ubl.End();
    }

    private void WriteLine(string kind, int number, InvoiceLine line)
    {
        _ubl.Start(kind + "Line");
        _ubl.Value("ID", number.ToString(CultureInfo.InvariantCulture));
        _ubl.Value(
            _invoice.IsCredit ? "CreditedQuantity" : "InvoicedQuantity",
            UblElements.Number(line.Quantity),
            "unitCode",
            line.UnitCode);
        _ubl.Amount("LineExtensionAmount", line.NetMinor);
        _ubl.Start("Item");
        _ubl.Value("Description", line.Description);
        _ubl.Value("Name", line.Name);
        _ubl.Category("ClassifiedTaxCategory", line.Rate, false);
        _ubl.End();
        _ubl.Start("Price");
        _ubl.Value("PriceAmount", UblElements.Number(line.Price), "currencyID", _invoice.Currency);
        if (line.BaseQuantity != 1)
        {
            _ubl.Value("BaseQuantity", UblElements.Number(line.BaseQuantity), "unitCode", line.UnitCode);
        }

        _ubl.End(2);
    }

    private DateOnly DueDate => _invoice.IssueDate.AddDays(_invoice.Seller.PaymentDays ?? BillIssuer.PaymentDaysUsual);
}
