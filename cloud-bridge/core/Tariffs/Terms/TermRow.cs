using System.Globalization;
using CloudBridge.Core.Foundation.Words;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Terms;

/// <summary>One thing that a session can cost. Money in micro-units of the currency.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Item">The same in words.</param>
/// <param name="ExclMicros">Price without VAT: per kWh, per hour, or once.</param>
/// <param name="InclMicros">Price with VAT, rounded half up to the micro-unit.</param>
/// <param name="VatPpm">VAT in millionths; null where no VAT applies, and for a minimum or maximum, which has both prices.</param>
/// <param name="StepSize">The step in Wh or seconds in which it is billed, rounded up; 0 is none, and 1 is too fine to be told in
/// words.</param>
/// <param name="When">When it holds; empty where it always does. "Otherwise" is where no row before it for the same thing does.</param>
/// <param name="IsTimed">Whether date, weekday or time of day decide whether it holds.</param>
/// <param name="IsNow">Whether date, weekday and time of day let it hold now.</param>
/// <param name="Price">The price with VAT in words.</param>
/// <param name="Detail">VAT and step in words.</param>
public sealed record TermRow(
    TermKind Kind,
    string Item,
    long ExclMicros,
    long InclMicros,
    int? VatPpm,
    int StepSize,
    string When,
    bool IsTimed,
    bool IsNow,
    string Price,
    string Detail)
{
    /// <summary>What a price of nothing is called.</summary>
    public const string Free = "free";

    private const long Millionths = 1_000_000;

    /// <summary>A price in words, as a table has it.</summary>
    internal static TermRow Of(TermKind kind, string item, DimensionTerm term, LocalDateTime now, TermCondition space, Money money)
    {
        long exclMicros = (long)((term.Component?.Price ?? 0) * Millionths);
        int? vatPpm = term.Component?.Vat is decimal percent ? (int)(percent * 10_000) : null;
        // 10^12 x 2 x 10^6 is within 64 bits.
        long inclMicros = ((exclMicros * (Millionths + (vatPpm ?? 0))) + (Millionths / 2)) / Millionths;
        int step = kind == TermKind.Flat || exclMicros == 0 ? 0 : term.Component!.StepSize;
        return new TermRow(
            kind,
            item,
            exclMicros,
            inclMicros,
            vatPpm,
            step,
            TermWords.Of(term, space[TermAxis.Date].Parts[0].From),
            term.Left.Any(part => part.IsTimedWithin(space)),
            term.Left.Any(part => part.HoldsByClock(now)),
            exclMicros == 0 ? Free : money.Of(inclMicros) + PerOf(kind, " / "),
            exclMicros == 0 ? "" : DetailOf(kind, exclMicros, vatPpm, step, money));
    }

    /// <summary>A minimum or maximum price.</summary>
    internal static TermRow OfBound(TermKind kind, string item, long exclMicros, long inclMicros, Money money)
    {
        string detail = exclMicros == inclMicros ? "" : $"{money.Number(exclMicros)} without VAT";
        return new TermRow(kind, item, exclMicros, inclMicros, null, 0, "", false, true, money.Of(inclMicros), detail);
    }

    /// <summary>The unit of a price.</summary>
    internal static string PerOf(TermKind kind, string per)
    {
        return kind switch
        {
            TermKind.Energy => per + "kWh",
            TermKind.Time or TermKind.ParkingTime => per + (per.Length > 3 ? "hour" : "h"),
            _ => "",
        };
    }

    /// <summary>The step in words; empty without one.</summary>
    internal static string StepOf(TermKind kind, int step)
    {
        return step <= 1 ? "" : "in steps of " + (kind == TermKind.Energy ? TermWords.Energy(step) : TermWords.Length(step));
    }

    private static string DetailOf(TermKind kind, long exclMicros, int? vatPpm, int step, Money money)
    {
        string vat =
            vatPpm == null ? "no VAT applies"
            : vatPpm == 0 ? "0\u00a0% VAT"
            : $"{money.Number(exclMicros)} + {Quantity.Percent(vatPpm.Value)} VAT";
        return step <= 1 ? vat : $"{vat}, {StepOf(kind, step)}";
    }
}

/// <summary>A currency, and amounts in its words.</summary>
/// <param name="Currency">By ISO 4217.</param>
/// <param name="Decimals">Decimals of its minor unit.</param>
internal sealed record Money(string Currency, int Decimals)
{
    /// <summary>An amount with its currency.</summary>
    public string Of(long micros)
    {
        return $"{Number(micros)} {Currency}";
    }

    /// <summary>An amount alone.</summary>
    public string Number(long micros)
    {
        return Quantity.Price(micros, Decimals);
    }
}
