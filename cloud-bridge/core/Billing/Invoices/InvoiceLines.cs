using CloudBridge.Core.Tariffs.Ocpi;

namespace CloudBridge.Core.Billing.Invoices;

/// <summary>Lines that have an amount and no unit price.</summary>
internal static class InvoiceLines
{
    /// <summary>One piece at the whole amount; a negative amount is -1 piece, because no price may be negative (BR-27).</summary>
    public static InvoiceLine Whole(string name, string description, long netMinor, VatRate rate, int decimals)
    {
        decimal price = Math.Abs(netMinor);
        for (int i = 0; i < decimals; i++)
        {
            price /= 10;
        }

        return new InvoiceLine(name, description, netMinor < 0 ? -1 : 1, "C62", price, 1, netMinor, rate);
    }
}
