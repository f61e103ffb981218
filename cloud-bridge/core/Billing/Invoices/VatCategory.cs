using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Tariffs.Ocpi;

namespace CloudBridge.Core.Billing.Invoices;

/// <summary>The categories of VAT of EN 16931 (UNTDID 5305) that a charging session can have.</summary>
internal static class VatCategory
{
    /// <summary>A rate above 0.</summary>
    public const string Standard = "S";

    /// <summary>A tariff that states 0 %.</summary>
    public const string ZeroRated = "Z";

    /// <summary>No VAT although the issuer is registered for it: it needs a reason (BR-E-10).</summary>
    public const string Exempt = "E";

    /// <summary>No VAT, and an issuer without a VAT number: nothing of the invoice has to do with VAT (BR-O-11 to BR-O-14).</summary>
    public const string OutOfScope = "O";

    /// <summary>The category of a rate on an issuer's documents. Exempt goods need the issuer's VAT number (BR-E-02), goods out of scope
    /// forbid it (BR-O-02), so the number decides which of them an absent rate is.</summary>
    public static string Of(VatRate rate, BillIssuer issuer)
    {
        return !rate.IsAbsent ? rate.Ppm > 0 ? Standard : ZeroRated
            : issuer.VatNumber.Length > 0 ? Exempt
            : OutOfScope;
    }
}
