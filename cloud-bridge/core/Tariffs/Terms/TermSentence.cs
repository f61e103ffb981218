using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Tariffs.Terms;

/// <summary>All that a session can cost in one sentence.</summary>
internal static class TermSentence
{
    // A longer table is told as ranges wherever one thing has more than two prices: a sentence of ten lines is read by nobody.
    private const int RowsMax = 4;
    private const int PricesMax = 2;

    private static readonly TermKind[] Kinds = [TermKind.Energy, TermKind.Time, TermKind.ParkingTime, TermKind.Flat];

    private static readonly (TermAxis Axis, string Word)[] Axes =
    [
        (TermAxis.Minute, "time of day"),
        (TermAxis.Weekday, "weekday"),
        (TermAxis.Date, "date"),
        (TermAxis.Energy, "energy"),
        (TermAxis.Duration, "duration"),
        (TermAxis.Power, "power"),
        (TermAxis.Current, "current"),
    ];

    /// <summary>The rows as a sentence.</summary>
    public static string Of(IReadOnlyList<TermRow> rows, IReadOnlyList<DimensionTerm> terms, TermCondition space, Money money)
    {
        if (rows[0].Kind == TermKind.Everything)
        {
            return "Free of charge.";
        }

        bool isLong = rows.Count > RowsMax;
        List<string> clauses =
        [
            .. Kinds
                .Select(kind => (Kind: kind, Rows: rows.Where(row => row.Kind == kind).ToList()))
                .Where(own => own.Rows.Count > 0)
                .Select(own => isLong && own.Rows.Count > PricesMax
                    ? RangeOf(own.Kind, own.Rows, money) + ByOf(own.Kind, terms, space) + StepsOf(own.Kind, own.Rows)
                    : ClauseOf(own.Kind, own.Rows, money)),
            .. rows.Where(row => row.Kind == TermKind.MinimumPrice).Select(row => $"at least {row.Price} a session"),
            .. rows.Where(row => row.Kind == TermKind.MaximumPrice).Select(row => $"at most {row.Price} a session"),
        ];
        string sentence = string.Join(clauses.Exists(clause => clause.Contains(',', StringComparison.Ordinal)) ? "; " : ", ", clauses);
        return $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}{VatOf(rows)}; nothing else is charged.";
    }

    private static string ClauseOf(TermKind kind, List<TermRow> rows, Money money)
    {
        if (rows is [{ When: "" } only])
        {
            string step = TermRow.StepOf(kind, only.StepSize) is { Length: > 0 } words ? $" ({words})" : "";
            return only.ExclMicros == 0 ? $"{NounOf(kind)} free"
                : kind == TermKind.Flat ? $"{money.Of(only.InclMicros)} start fee"
                : $"{PriceOf(only, money)}{OfWhat(kind)}{step}";
        }

        return $"{NounOf(kind)} {string.Join(", ", rows.Select(row => PriceWithConditionOf(row, money)))}";
    }

    private static string PriceWithConditionOf(TermRow row, Money money)
    {
        bool isOtherwise = row.When == TermWords.Otherwise;
        string when = isOtherwise ? "" : row.When;
        string[] details = [.. new[] { when, TermRow.StepOf(row.Kind, row.StepSize) }.Where(part => part.Length > 0)];
        return (isOtherwise ? TermWords.Otherwise + " " : "") + PriceOf(row, money)
            + (details.Length > 0 ? $" ({string.Join(", ", details)})" : "");
    }

    private static string RangeOf(TermKind kind, List<TermRow> rows, Money money)
    {
        TermRow lowest = rows.MinBy(row => row.InclMicros)!;
        TermRow highest = rows.MaxBy(row => row.InclMicros)!;
        string from = lowest.InclMicros == 0 ? TermRow.Free : money.Number(lowest.InclMicros);
        return $"{NounOf(kind)} {(lowest.InclMicros == highest.InclMicros ? "" : from + " to ")}{PriceOf(highest, money)}";
    }

    private static string ByOf(TermKind kind, IReadOnlyList<DimensionTerm> terms, TermCondition space)
    {
        List<DimensionTerm> own = [.. terms.Where(term => term.Component != null && KindOf(term) == kind)];
        string[] words =
        [
            .. Axes.Where(entry => own.Exists(term => !term.When[entry.Axis].IsSame(space[entry.Axis]))).Select(entry => entry.Word),
        ];
        return words.Length switch
        {
            0 => "",
            1 => " by " + words[0],
            _ => $" by {string.Join(", ", words[..^1])} and {words[^1]}",
        };
    }

    private static string StepsOf(TermKind kind, List<TermRow> rows)
    {
        int[] steps = [.. rows.Where(row => row.ExclMicros > 0).Select(row => row.StepSize).DefaultIfEmpty(0).Distinct()];
        string longest = TermRow.StepOf(kind, steps.Max());
        return longest.Length == 0 ? ""
            : steps.Length == 1 ? $" ({longest})"
            : $" ({longest.Replace("of ", "of up to ", StringComparison.Ordinal)})";
    }

    private static TermKind KindOf(DimensionTerm term)
    {
        return Kinds[(int)term.Component!.Type];
    }

    private static string PriceOf(TermRow row, Money money)
    {
        return row.ExclMicros == 0 ? TermRow.Free : money.Of(row.InclMicros) + TermRow.PerOf(row.Kind, " per ");
    }

    private static string OfWhat(TermKind kind)
    {
        return kind switch
        {
            TermKind.Time => " of charging",
            TermKind.ParkingTime => " of parking",
            _ => "",
        };
    }

    private static string NounOf(TermKind kind)
    {
        return kind switch
        {
            TermKind.Energy => "energy",
            TermKind.Time => "charging time",
            TermKind.ParkingTime => "parking",
            _ => "fee",
        };
    }

    // A rate that is left out is not one of 0 (OCPI 2.2.1, 11.4.2).
    private static string VatOf(IReadOnlyList<TermRow> rows)
    {
        int?[] rates =
        [
            .. rows.Where(row => row.ExclMicros > 0 && row.Kind is not (TermKind.MinimumPrice or TermKind.MaximumPrice))
                .Select(row => row.VatPpm)
                .Distinct(),
        ];
        return rates switch
        {
            [] => "",
            [null] => ", no VAT applies",
            [int rate] => $", including {Quantity.Percent(rate)} VAT",
            _ when rates.Contains(null) => ", including VAT where it applies",
            _ => ", including VAT",
        };
    }
}
