using System.Globalization;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Words;
using NodaTime;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>A statement's figures in words, the same on its page and on paper.</summary>
public static class StatementWords
{
    /// <summary>First hour of the night, by the clock at the charger.</summary>
    public const int NightFrom = 22;

    /// <summary>First hour of the day.</summary>
    public const int DayFrom = 6;

    /// <summary>Names of the days of the week, Monday first.</summary>
    public static IReadOnlyList<string> Weekdays { get; } = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>How hours get their share.</summary>
    public const string HowSpread = "By the clock at the charger; the amount of a session is spread over the hours as its energy is.";

    /// <summary>What belongs to a month.</summary>
    public const string HowChosen =
        "A session belongs to the month in which it was plugged in. What came after that month's statement was made, such as a "
            + "correction, stands on the next one as “from an earlier month”; each document stands on one statement only.";

    /// <summary>A month as March 2019.</summary>
    public static string Month(string month)
    {
        return StatementMonth.TryParse(month, out YearMonth? parsed)
            ? parsed.Value.OnDayOfMonth(1).ToString("MMMM uuuu", CultureInfo.InvariantCulture)
            : month;
    }

    /// <summary>What a document is.</summary>
    public static string Kind(StatementLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string kind = line.Kind switch
        {
            BillKind.CreditNote => $"credit note for {line.CorrectsNumber}",
            BillKind.CorrectedBill => $"in place of {line.CorrectsNumber}",
            _ => "",
        };
        string estimated = line.IsEstimated ? "estimated" : "";
        string earlier = line.IsEarlier ? "from an earlier month" : "";
        return string.Join(", ", new[] { kind, estimated, earlier }.Where(word => word.Length > 0));
    }

    /// <summary>A time without its seconds, for narrow columns: 2019-03-10 01:30 UTC−08:00.</summary>
    public static string ShortTime(DateTimeOffset time)
    {
        return Quantity.Time(time).Remove("2019-03-10 01:30".Length, ":00".Length);
    }

    /// <summary>The rate of a share of VAT.</summary>
    public static string Rate(VatShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return share.VatPpm is int ppm ? Quantity.Percent(ppm) : share.IsAbsent ? "no VAT" : "minimum and maximum prices";
    }

    /// <summary>The average price of a kWh with its currency.</summary>
    public static string AveragePrice(Statement statement, StatementFigures figures)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(figures);
        return figures.PriceMicrosPerKwh is long micros ? Quantity.Price((micros + 50) / 100 * 100, statement.CurrencyDecimals) : "–";
    }

    /// <summary>How a figure changed against last month's: "+12.5 %", "−3 %", "unchanged"; empty where nothing can be compared.</summary>
    public static string Change(long now, long? before)
    {
        if (before is not > 0)
        {
            return "";
        }

        decimal percent = decimal.Round((now - before.Value) * 100m / before.Value, 1, MidpointRounding.AwayFromZero);
        return percent == 0
            ? "unchanged"
            : (percent > 0 ? "+" : "−") + Math.Abs(percent).ToString("0.#", CultureInfo.InvariantCulture) + "\u00a0%";
    }

    /// <summary>What was by day.</summary>
    public static TimeShare ByDay(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return TimeShare.SumOf(statement.Hours.Where((_, hour) => hour is >= DayFrom and < NightFrom));
    }

    /// <summary>What was by night.</summary>
    public static TimeShare ByNight(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return TimeShare.SumOf(statement.Hours.Where((_, hour) => hour is < DayFrom or >= NightFrom));
    }
}
