using System.Xml.Linq;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Invoices;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Tests.Stage.Invoices;
using CloudBridge.Tests.Stage.Statements;
using NodaTime;

namespace CloudBridge.Tests.Core.Invoices;

/// <summary>Bills and statements of a business, as a test wants them.</summary>
internal static class SampleBill
{
    public static readonly BillIssuer Issuer = new("Test Energy GmbH", ["Ladestrasse 1"], "DE123456789")
    {
        City = "Leipzig",
        PostalCode = "04109",
        CountryCode = "DE",
        VatAbsenceReason = "Exempt by article 132",
        Iban = "DE89370400440532013000",
        Email = "bills@example.org",
    };

    public static readonly BilledParty Buyer = new("werk", "Werk Nord GmbH", ["Werkstrasse 18", "Gate 3", "Hall 7"], "DE987654321")
    {
        City = "Leipzig",
        PostalCode = "04347",
        CountryCode = "DE",
        BuyerReference = "PO-77",
    };

    /// <summary>A bill of lines that add up.</summary>
    public static Bill Of(params BillLine[] lines)
    {
        long excl = lines.Sum(line => line.ExclMinor);
        long vat = lines.Sum(line => line.VatMinor);
        return ScriptedBill.Of("2026-03-02T10:00:00", 10000000, excl, vat) with
        {
            Number = "2026-000001",
            Issuer = Issuer,
            Recipient = Buyer,
            Lines = lines,
            IsVatByRate = true,
        };
    }

    /// <summary>A line of what was used.</summary>
    public static BillLine Used(string kind, long volume, long priceMicros, long excl, long vat, int vatPpm, bool isVatAbsent = false)
    {
        return new BillLine
        {
            Kind = kind,
            Element = 0,
            Volume = volume,
            BilledVolume = volume,
            PriceMicros = priceMicros,
            VatPpm = vatPpm,
            IsVatAbsent = isVatAbsent,
            ExclMinor = excl,
            VatMinor = vat,
        };
    }

    /// <summary>10 kWh at 0.30: 3.00.</summary>
    public static BillLine Energy(long vat, int vatPpm, bool isVatAbsent = false)
    {
        return Used("Energy", 10000000, 300000, 300, vat, vatPpm, isVatAbsent);
    }

    /// <summary>What a minimum or maximum price changes.</summary>
    public static BillLine Bound(string kind, long excl, long vat, int vatPpm)
    {
        return new BillLine { Kind = kind, VatPpm = vatPpm, ExclMinor = excl, VatMinor = vat };
    }

    /// <summary>The statement over bills of one month.</summary>
    public static Statement StatementOf(IReadOnlyList<Bill> bills)
    {
        StatementHead head = new(
            "S2026-000001",
            new YearMonth(2026, 3),
            DateTimeZoneProviders.Tzdb["Europe/Berlin"],
            bills[0].Issued,
            bills[0].Issuer,
            bills[0].Recipient!,
            null);
        return StatementMaker.Make(head, bills);
    }

    /// <summary>What is written of a bill; no rule is broken.</summary>
    public static UblReading Written(Bill bill)
    {
        Invoice? invoice = BillInvoice.Of(bill, out string? problem);
        Assert.IsNotNull(invoice, problem);
        return Written(invoice);
    }

    /// <summary>What is written of a statement; no rule is broken.</summary>
    public static UblReading Written(Statement statement)
    {
        Invoice? invoice = StatementInvoice.Of(statement, out string? problem);
        Assert.IsNotNull(invoice, problem);
        return Written(invoice);
    }

    private static UblReading Written(Invoice invoice)
    {
        XDocument document = XDocument.Load(new MemoryStream(UblInvoice.Write(invoice)));
        Assert.AreEqual("", string.Join(", ", En16931Rules.FindBroken(document)), document.ToString());
        return new UblReading(document);
    }
}
