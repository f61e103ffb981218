using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Tariffs.Ocpi;

namespace CloudBridge.Core.Billing.Invoices;

/// <summary>
/// An electronic invoice or credit note in the terms of EN 16931 (BT-1 and so on). All amounts in minor units of the currency and, on a
/// credit note too, as the standard wants them: positive where money changes hands as the document's kind says. It decides nothing about
/// money: lines and totals are those of the bill or statement it is made from.
/// </summary>
public sealed record Invoice
{
    /// <summary>Number (BT-1).</summary>
    public required string Number { get; init; }

    /// <summary>Day of issue (BT-2).</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>A credit note (BT-3).</summary>
    public required bool IsCredit { get; init; }

    /// <summary>Currency by ISO 4217 (BT-5).</summary>
    public required string Currency { get; init; }

    /// <summary>Decimals of its minor unit, 0 to 2.</summary>
    public required int CurrencyDecimals { get; init; }

    /// <summary>What the reader should know (BT-22).</summary>
    public required string Note { get; init; }

    /// <summary>Number of the invoice that it takes back or replaces (BT-25); null when there is none.</summary>
    public string? PrecedingNumber { get; init; }

    /// <summary>Who sells (BG-4).</summary>
    public required BillIssuer Seller { get; init; }

    /// <summary>Who buys (BG-7).</summary>
    public required BilledParty Buyer { get; init; }

    /// <summary>First day of what is invoiced (BT-73).</summary>
    public required DateOnly PeriodFrom { get; init; }

    /// <summary>Its last day (BT-74).</summary>
    public required DateOnly PeriodTo { get; init; }

    /// <summary>Where the energy was taken (BG-13); null for more than one place, or one whose country nobody has said.</summary>
    public BilledSite? DeliveredAt { get; init; }

    /// <summary>Documents that it collects (BG-24).</summary>
    public IReadOnlyList<InvoiceDocument> Documents { get; init; } = [];

    /// <summary>Lines (BG-25), at least one.</summary>
    public required IReadOnlyList<InvoiceLine> Lines { get; init; }

    /// <summary>Allowances and charges of the whole document (BG-20, BG-21).</summary>
    public IReadOnlyList<InvoiceChange> Changes { get; init; } = [];

    /// <summary>What is to be paid or comes back (BT-115).</summary>
    public required long PayableMinor { get; init; }

    /// <summary>Sum of the lines (BT-106).</summary>
    public long LineTotalMinor => Lines.Sum(line => line.NetMinor);

    /// <summary>Sum of the allowances (BT-107), positive.</summary>
    public long AllowanceTotalMinor => -Changes.Where(change => change.NetMinor < 0).Sum(change => change.NetMinor);

    /// <summary>Sum of the charges (BT-108).</summary>
    public long ChargeTotalMinor => Changes.Where(change => change.NetMinor > 0).Sum(change => change.NetMinor);

    /// <summary>Total without VAT (BT-109).</summary>
    public long NetMinor => LineTotalMinor - AllowanceTotalMinor + ChargeTotalMinor;

    /// <summary>Total VAT (BT-110).</summary>
    public long VatMinor => VatRates.Sum(vat => vat.VatMinor);

    /// <summary>Total with VAT (BT-112).</summary>
    public long GrossMinor => NetMinor + VatMinor;

    /// <summary>What the total of a statement differs, because the VAT of each of its bills was rounded by itself (BT-114).</summary>
    public long RoundingMinor => PayableMinor - GrossMinor;

    /// <summary>VAT by rate (BG-23), the highest first.</summary>
    public IReadOnlyList<InvoiceVat> VatRates =>
    [
        .. Lines
            .Select(line => (line.Rate, line.NetMinor))
            .Concat(Changes.Select(change => (change.Rate, change.NetMinor)))
            .GroupBy(part => part.Rate, part => part.NetMinor)
            .OrderByDescending(rate => rate.Key.Ppm)
            .ThenBy(rate => rate.Key.IsAbsent)
            .Select(rate => new InvoiceVat(rate.Key, rate.Sum())),
    ];
}

/// <summary>A line of an electronic invoice.</summary>
/// <param name="Name">What was sold (BT-153).</param>
/// <param name="Description">More of it (BT-154); may be empty.</param>
/// <param name="Quantity">How much (BT-129); negative where a line takes back.</param>
/// <param name="UnitCode">Its unit by UN/ECE recommendation 20 (BT-130).</param>
/// <param name="Price">Net price (BT-146) of the base quantity, in the currency; never negative (BR-27).</param>
/// <param name="BaseQuantity">How much has that price (BT-149), in the same unit.</param>
/// <param name="NetMinor">Net amount (BT-131), in minor units.</param>
/// <param name="Rate">Rate of VAT.</param>
public sealed record InvoiceLine(
    string Name,
    string Description,
    decimal Quantity,
    string UnitCode,
    decimal Price,
    int BaseQuantity,
    long NetMinor,
    VatRate Rate);

/// <summary>An allowance or a charge of the whole document at one rate.</summary>
/// <param name="Reason">Why, in words (BT-97, BT-104).</param>
/// <param name="NetMinor">Net amount in minor units: below 0 an allowance (BT-92), above a charge (BT-99).</param>
/// <param name="Rate">Rate of VAT.</param>
public sealed record InvoiceChange(string Reason, long NetMinor, VatRate Rate);

/// <summary>A document that an electronic invoice refers to.</summary>
/// <param name="Number">Its number (BT-122).</param>
/// <param name="Description">What it is (BT-123).</param>
public sealed record InvoiceDocument(string Number, string Description);

/// <summary>What an electronic invoice charges at one rate of VAT.</summary>
/// <param name="Rate">The rate.</param>
/// <param name="NetMinor">Net (BT-116), in minor units.</param>
public sealed record InvoiceVat(VatRate Rate, long NetMinor)
{
    private const int Million = 1000000;

    /// <summary>VAT (BT-117): net times the rate, rounded once, half away from zero (BR-CO-17).</summary>
    public long VatMinor => (long)(((Int128)NetMinor * Rate.Ppm + (Math.Sign(NetMinor) * (Million / 2))) / Million);
}
