using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Tariffs.Ocpi;

namespace CloudBridge.Core.Billing.Invoices;

/// <summary>What keeps a document from being an electronic invoice: nothing invalid is ever written.</summary>
internal static class InvoiceGaps
{
    private const int DecimalsMax = 2;

    // Greece and Northern Ireland have other letters for VAT than for all else (BR-CO-09).
    private static readonly string[] VatPrefixes = ["EL", "XI"];

    /// <summary>The first thing that is missing, and how to mend it; null when nothing is.</summary>
    public static string? Find(BillIssuer issuer, BilledParty? buyer, string currency, int decimals, IReadOnlyCollection<VatRate> rates)
    {
        return buyer == null
                ? "It is made out to nobody, and an electronic invoice has a buyer: give the charger to an account, for bills from now on"
            : !buyer.IsBusiness
                ? $"Account {buyer.AccountId} is no business: give it a VAT number or a buyer reference, for documents from now on"
            : decimals > DecimalsMax
                ? $"An electronic invoice has amounts of at most {DecimalsMax} decimals (EN 16931, BR-DEC), and {currency} has {decimals}"
            : rates.Count == 0
                ? "Nothing in it has a price, so there is nothing to invoice"
            : FindOfBuyer(buyer) ?? FindOfIssuer(issuer, rates);
    }

    private static string? FindOfBuyer(BilledParty buyer)
    {
        return buyer.CountryCode == null
                ? $"Account {buyer.AccountId} has no country: give it one with cloud-bridge account set {buyer.AccountId} --country, for "
                    + "documents from now on"
            : buyer.VatNumber.Length > 0 && !HasCountry(buyer.VatNumber)
                ? $"The VAT number {buyer.VatNumber} of account {buyer.AccountId} does not begin with the letters of a country: write it "
                    + "as DE123456789, for documents from now on"
            : null;
    }

    private static string? FindOfIssuer(BillIssuer issuer, IReadOnlyCollection<VatRate> rates)
    {
        bool isAbsent = rates.Any(rate => rate.IsAbsent);
        return issuer.CountryCode == null
                ? "The issuer has no country: give it one with cloud-bridge issuer set --address-country, for documents from now on"
            : issuer.VatNumber.Length > 0 && !HasCountry(issuer.VatNumber)
                ? $"The issuer's VAT number {issuer.VatNumber} does not begin with the letters of a country: write it as DE123456789, for "
                    + "documents from now on"
            : issuer.VatNumber.Length == 0 && rates.Any(rate => !rate.IsAbsent)
                ? "The issuer has no VAT number, and a rate of VAT needs one: give it with cloud-bridge issuer set --vat-number, for "
                    + "documents from now on"
            : issuer.VatNumber.Length == 0 && issuer.Email == null
                ? "The issuer has no VAT number and no e-mail address by which it is known (BR-CO-26): give one with cloud-bridge issuer "
                    + "set --email, for documents from now on"
            : isAbsent && issuer.VatNumber.Length > 0 && issuer.VatAbsenceReason == null
                ? "Nobody has said why no VAT is charged: give the reason with cloud-bridge issuer set --no-vat-reason, for documents from "
                    + "now on"
            : null;
    }

    private static bool HasCountry(string vatNumber)
    {
        return vatNumber.Length > 2 && (VatPrefixes.Contains(vatNumber[..2]) || Countries.ThreeLettersOf(vatNumber[..2]) != null);
    }
}
