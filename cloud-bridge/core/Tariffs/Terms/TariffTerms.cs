using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Tariffs.Ocpi;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Terms;

/// <summary>
/// All that a session can cost under a tariff, told before plugging in. Worked out from the tariff's elements and restrictions, never by
/// pricing some session: what only another session would meet would not be in it.
/// </summary>
/// <param name="Currency">By ISO 4217.</param>
/// <param name="TimeZone">Zone of its dates and times of day.</param>
/// <param name="Sentence">All of it in one sentence.</param>
/// <param name="Rows">What is charged, and when. For each thing the first row that holds counts.</param>
/// <param name="IsTimed">Whether date, weekday or time of day decide which rows hold.</param>
/// <param name="ChangesUtcMs">When other rows come to hold by date, weekday and time of day, unix ms; null where none do.</param>
/// <param name="EndsUtcMs">From when on other terms hold for sessions that begin, unix ms; null where that is not planned.</param>
/// <param name="Validity">In words how long they hold.</param>
/// <param name="Notes">What is to be known about conditions.</param>
public sealed record TariffTerms(
    string Currency,
    string TimeZone,
    string Sentence,
    IReadOnlyList<TermRow> Rows,
    bool IsTimed,
    long? ChangesUtcMs,
    long? EndsUtcMs,
    string Validity,
    IReadOnlyList<string> Notes)
{
    private const string Kept = "A session keeps the prices of its beginning.";

    private static readonly (PriceDimension Dimension, TermKind Kind, string Item)[] Dimensions =
    [
        (PriceDimension.Energy, TermKind.Energy, "Energy"),
        (PriceDimension.Time, TermKind.Time, "Charging time"),
        (PriceDimension.ParkingTime, TermKind.ParkingTime, "Parking, not charging"),
        (PriceDimension.Flat, TermKind.Flat, "Start fee"),
    ];

    /// <summary>The terms for a session that begins at an instant or later.</summary>
    /// <param name="tariff">The tariff.</param>
    /// <param name="zone">Zone of its times of day.</param>
    /// <param name="now">The instant.</param>
    /// <param name="replaced">When another tariff is planned to take its place; null when none is.</param>
    public static TariffTerms Of(OcpiTariff tariff, DateTimeZone zone, Instant now, Instant? replaced = null)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        ArgumentNullException.ThrowIfNull(zone);
        LocalDateTime local = now.InZone(zone).LocalDateTime;
        TermCondition space = TermCondition.From(local.Date);
        Money money = new(tariff.Currency, CurrencyTable.TryGetDecimals(tariff.Currency, out int decimals) ? decimals : 2);
        List<(DimensionTerm Term, TermRow Row)> priced = [.. Dimensions.SelectMany(entry => RowsOf(tariff, entry, space, local, money))];
        List<TermRow> rows = [.. priced.Select(entry => entry.Row), .. Bounds(tariff, money)];
        if (rows.TrueForAll(row => row.InclMicros == 0))
        {
            rows = [new TermRow(TermKind.Everything, "Charging and parking", 0, 0, null, 0, "", false, true, TermRow.Free, "")];
        }

        List<DimensionTerm> terms = [.. priced.Select(entry => entry.Term)];
        bool isFree = rows[0].Kind == TermKind.Everything;
        bool isTimed = rows.Exists(row => row.IsTimed);
        Instant? changes = isTimed ? TermClock.NextChange(terms, zone, now) : null;
        Instant? ends = new[] { tariff.EndDateTime, replaced }.Where(end => end > now).Min();
        return new TariffTerms(
            tariff.Currency,
            zone.Id,
            TermSentence.Of(rows, terms, space, money),
            rows,
            isTimed,
            changes?.ToUnixTimeMilliseconds(),
            ends?.ToUnixTimeMilliseconds(),
            ValidityOf(isTimed, changes, ends, zone, now),
            isFree ? [] : NotesOf(terms));
    }

    private static IEnumerable<(DimensionTerm Term, TermRow Row)> RowsOf(
        OcpiTariff tariff,
        (PriceDimension Dimension, TermKind Kind, string Item) entry,
        TermCondition space,
        LocalDateTime local,
        Money money)
    {
        IReadOnlyList<DimensionTerm> terms = DimensionTerms.Of(tariff, entry.Dimension, space);
        string item = entry.Kind == TermKind.Flat && IsConditional(terms, space) ? "Fee, once" : entry.Item;
        return terms.Select(term => (term, TermRow.Of(entry.Kind, item, term, local, space, money)))
            .Where(entry => entry.Item2.Kind != TermKind.Flat || terms.Count > 1 || entry.Item2.ExclMicros > 0);
    }

    private static bool IsConditional(IReadOnlyList<DimensionTerm> terms, TermCondition space)
    {
        return terms.Count > 1 || terms.Any(term => space.Minus(term.When).Any());
    }

    private static IEnumerable<TermRow> Bounds(OcpiTariff tariff, Money money)
    {
        if (tariff.MinPrice is { } minimum && minimum.InclVat > 0)
        {
            yield return TermRow.OfBound(
                TermKind.MinimumPrice,
                "Minimum per session",
                (long)(minimum.ExclVat * 1_000_000),
                (long)(minimum.InclVat * 1_000_000),
                money);
        }

        if (tariff.MaxPrice is { } maximum)
        {
            yield return TermRow.OfBound(
                TermKind.MaximumPrice,
                "Maximum per session",
                (long)(maximum.ExclVat * 1_000_000),
                (long)(maximum.InclVat * 1_000_000),
                money);
        }
    }

    private static string ValidityOf(bool isTimed, Instant? changes, Instant? ends, DateTimeZone zone, Instant now)
    {
        List<string> words = [];
        if (isTimed)
        {
            words.Add(
                changes == null
                    ? "What is marked now holds from now on."
                    : $"What is marked now holds until {TermWords.Clock(changes.Value, zone, now)}.");
        }

        if (ends != null)
        {
            words.Add($"All this is for sessions that begin before {TermWords.Clock(ends.Value, zone, now)}; other prices follow.");
        }

        return string.Join(' ', [.. words, Kept]);
    }

    private static List<string> NotesOf(List<DimensionTerm> terms)
    {
        List<string> notes = [];
        if (terms.Exists(term => term.When.IsRestricted(TermAxis.Duration)))
        {
            notes.Add("Minutes and hours count from plugging in.");
        }

        if (terms.Exists(term => term.When.IsRestricted(TermAxis.Power) || term.When.IsRestricted(TermAxis.Current)))
        {
            notes.Add("kW and A are what the charger delivers at that moment.");
        }

        if (terms.Count(term => term.Component?.Type == PriceDimension.Flat) > 1)
        {
            notes.Add("A session pays each fee that comes to hold in it, once.");
        }

        return notes;
    }
}
