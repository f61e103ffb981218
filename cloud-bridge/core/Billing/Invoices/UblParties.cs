using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Billing.Invoices;

/// <summary>Seller, buyer and place of delivery of an invoice in UBL.</summary>
internal sealed class UblParties
{
    private readonly UblElements _ubl;
    private readonly Invoice _invoice;

    /// <summary>Those of an invoice.</summary>
    public UblParties(UblElements ubl, Invoice invoice)
    {
        _ubl = ubl;
        _invoice = invoice;
    }

    /// <summary>Who sells.</summary>
    public void WriteSeller()
    {
        BillIssuer seller = _invoice.Seller;
        _ubl.Start("AccountingSupplierParty", "Party");
        if (seller.Email?.Contains('@', StringComparison.Ordinal) == true)
        {
            _ubl.Value("EndpointID", seller.Email, "schemeID", "EM");
        }

        if (seller.VatNumber.Length == 0)
        {
            _ubl.Start("PartyIdentification");
            _ubl.Value("ID", seller.Email);
            _ubl.End();
        }

        WriteAddress("PostalAddress", seller.Address, seller.PostalCode, seller.City, seller.CountryCode!);
        WriteParty(seller.Name, seller.VatNumber);
        if (seller.Email != null)
        {
            _ubl.Start("Contact");
            _ubl.Value("ElectronicMail", seller.Email);
            _ubl.End();
        }

        _ubl.End(2);
    }

    /// <summary>Who buys.</summary>
    public void WriteBuyer()
    {
        BilledParty buyer = _invoice.Buyer;
        _ubl.Start("AccountingCustomerParty", "Party");
        _ubl.Start("PartyIdentification");
        _ubl.Value("ID", buyer.AccountId);
        _ubl.End();
        WriteAddress("PostalAddress", buyer.Address, buyer.PostalCode, buyer.City, buyer.CountryCode!);
        WriteParty(buyer.Name, buyer.VatNumber);
        _ubl.End(2);
    }

    /// <summary>Where the energy was taken.</summary>
    public void WriteDelivery()
    {
        if (_invoice.DeliveredAt is not { } site)
        {
            return;
        }

        _ubl.Start("Delivery");
        _ubl.Value("ActualDeliveryDate", UblElements.Day(_invoice.PeriodTo));
        _ubl.Start("DeliveryLocation");
        WriteAddress("Address", site.Address, site.PostalCode, site.City, site.CountryCode!);
        _ubl.End();
        _ubl.Start("DeliveryParty", "PartyName");
        _ubl.Value("Name", site.Name);
        _ubl.End(3);
    }

    private void WriteParty(string name, string vatNumber)
    {
        // Goods out of VAT's scope forbid VAT numbers (BR-O-02).
        if (vatNumber.Length > 0 && !_invoice.VatRates.Any(vat => _ubl.CategoryOf(vat.Rate) == VatCategory.OutOfScope))
        {
            _ubl.Start("PartyTaxScheme");
            _ubl.Value("CompanyID", vatNumber);
            _ubl.TaxScheme();
            _ubl.End();
        }

        _ubl.Start("PartyLegalEntity");
        _ubl.Value("RegistrationName", name);
        _ubl.End();
    }

    private void WriteAddress(string element, IReadOnlyList<string> address, string? postalCode, string? city, string countryCode)
    {
        // An address as it is printed ends with the line that stands here by itself.
        string cityLine = AddressLines.CityLine(postalCode, city);
        string[] lines = [.. address.Where(line => line != cityLine)];
        _ubl.Start(element);
        _ubl.Value("StreetName", lines.ElementAtOrDefault(0));
        _ubl.Value("AdditionalStreetName", lines.ElementAtOrDefault(1));
        _ubl.Value("CityName", city);
        _ubl.Value("PostalZone", postalCode);
        if (lines.Length > 2)
        {
            _ubl.Start("AddressLine");
            _ubl.Value("Line", string.Join(", ", lines[2..]));
            _ubl.End();
        }

        _ubl.Start("Country");
        _ubl.Value("IdentificationCode", countryCode);
        _ubl.End(2);
    }
}
