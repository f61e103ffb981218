using System.Globalization;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Incidents.Rules;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>An incident in words: its figures as people read them, put into the texts of a language.</summary>
public sealed class StoryWords
{
    private const int MicrosDecimals = 6;

    private readonly string _language;
    private readonly string _telling;
    private readonly IncidentStory _story;
    private readonly Dictionary<string, string?> _values;

    /// <summary>The words of a story.</summary>
    /// <param name="story">What happened.</param>
    /// <param name="language">One of <see cref="NoticeTexts.Languages"/>.</param>
    /// <param name="timeZone">Zone of the times.</param>
    /// <param name="siteName">Name of the site; null for none.</param>
    /// <param name="remedyOf">What to do first about a fault, by its vendor code; null when nothing is known.</param>
    public StoryWords(IncidentStory story, string language, string timeZone, string? siteName, Func<string, string?> remedyOf)
    {
        ArgumentNullException.ThrowIfNull(story);
        ArgumentNullException.ThrowIfNull(remedyOf);
        _story = story;
        _language = language;
        _telling = story.Telling;
        _values = ValuesOf(story, language, timeZone, siteName, remedyOf);
    }

    /// <summary>What happened where, in one line.</summary>
    public string Subject
    {
        get
        {
            bool isInHand = _telling == IncidentAction.Acknowledged;
            string plain = NoticeTexts.Fill(
                _language,
                $"{_story.Incident.Kind}.{(isInHand ? IncidentAction.Raised : _telling)}.Subject",
                _values);
            return isInHand ? NoticeTexts.Fill(_language, "Acknowledged.Subject", With("subject", plain)) : plain;
        }
    }

    /// <summary>The figures, and what to do, in lines.</summary>
    public string Body =>
        NoticeTexts.Fill(
            _language,
            _telling == IncidentAction.Acknowledged ? "Acknowledged.Body" : $"{_story.Incident.Kind}.{_telling}.Body",
            _values);

    /// <summary>Every placeholder that texts may have.</summary>
    public static IReadOnlyCollection<string> Placeholders { get; } =
    [
        "where",
        "charger",
        "site",
        "session",
        "fault",
        "detail",
        "remedy",
        "cause",
        "severity",
        "energy",
        "cost",
        "power",
        "price",
        "nextPrice",
        "nextTime",
        "count",
        "siteCount",
        "chargers",
        "verdict",
        "measured",
        "limit",
        "waiting",
        "raisedTime",
        "clearedTime",
        "duration",
        "person",
        "note",
        "subject",
    ];

    private static Dictionary<string, string?> ValuesOf(
        IncidentStory story,
        string language,
        string timeZone,
        string? siteName,
        Func<string, string?> remedyOf)
    {
        Incident incident = story.Incident;
        IncidentFacts facts = story.Last.Facts;
        bool isOver = story.Telling is IncidentAction.Cleared or IncidentStory.Passed;
        string fault = facts.VendorCode ?? (incident.Cause.Length > 0 ? incident.Cause : incident.Kind);
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["where"] =
                incident.ChargerId == null ? siteName ?? incident.SiteId ?? incident.Subject
                : siteName == null ? incident.ChargerId
                : $"{incident.ChargerId} ({siteName})",
            ["charger"] = incident.ChargerId,
            ["site"] = siteName,
            ["session"] = facts.SessionId,
            ["fault"] = fault,
            ["detail"] = facts.Detail,
            ["remedy"] = remedyOf(fault),
            ["cause"] = incident.Cause,
            ["severity"] = NoticeTexts.Raw(language, "Severity." + story.Last.Severity),
            ["energy"] = facts.EnergyMilliwattHours is long energy ? Quantity.Energy(energy) : null,
            ["cost"] = MoneyOf(facts.CostInclMicros, facts.Currency),
            ["power"] = facts.PowerMilliwatts is long power ? Kilowatts(power) : null,
            ["price"] = PriceOf(facts.PriceMicros, facts.Currency),
            ["nextPrice"] = PriceOf(facts.NextPriceMicros, facts.Currency),
            ["nextTime"] = TimeOf(facts.NextUtcMs, timeZone),
            ["count"] = TextOf(facts.ChargerCount),
            ["siteCount"] = TextOf(facts.SiteChargerCount),
            ["chargers"] = facts.ChargerIds == null ? null : string.Join(", ", facts.ChargerIds),
            ["verdict"] = facts.Verdict is OutageVerdict.PowerCut or OutageVerdict.NetworkOnly
                or OutageVerdict.ChargerDown or OutageVerdict.Unknown
                ? NoticeTexts.Raw(language, "Verdict." + facts.Verdict)
                : facts.Verdict,
            ["measured"] = TextOf(facts.Measured),
            ["limit"] = TextOf(facts.Limit),
            ["waiting"] = TextOf(facts.RecordsWaiting),
            ["raisedTime"] = TimeOf(incident.RaisedUtcMs, timeZone),
            ["clearedTime"] = isOver ? TimeOf(story.Last.AtUtcMs, timeZone) : null,
            ["duration"] = isOver ? Quantity.Duration(Math.Max(0, story.Last.AtUtcMs - incident.RaisedUtcMs)) : null,
            ["person"] = story.Last.PersonName,
            ["note"] = incident.AcknowledgeNote,
        };
    }

    // Half up to the minor unit, as on pages: what is charged in the end is what the bill says.
    private static string? MoneyOf(long? micros, string? currency)
    {
        if (micros is not long amount || currency == null || !CurrencyTable.TryGetDecimals(currency, out int decimals))
        {
            return null;
        }

        decimal minor = decimal.Round(amount / Power(MicrosDecimals - decimals), 0, MidpointRounding.AwayFromZero);
        return $"{Quantity.Money((long)minor, decimals)}\u00a0{currency}";
    }

    private static string? PriceOf(long? micros, string? currency)
    {
        return micros is not long price || currency == null || !CurrencyTable.TryGetDecimals(currency, out int decimals)
            ? null
            : $"{Quantity.Price(price, decimals)}\u00a0{currency}/kWh";
    }

    private static string? TimeOf(long? utcMs, string timeZone)
    {
        return utcMs is long at and > 0 ? Quantity.Time(at, timeZone) : null;
    }

    private static string? TextOf(long? number)
    {
        return number?.ToString(CultureInfo.InvariantCulture);
    }

    private static string Kilowatts(long milliwatts)
    {
        return (milliwatts / 1000000m).ToString("0.0", CultureInfo.InvariantCulture) + "\u00a0kW";
    }

    private static decimal Power(int decimals)
    {
        decimal power = 1;
        for (int i = 0; i < decimals; i++)
        {
            power *= 10;
        }

        return power;
    }

    private Dictionary<string, string?> With(string name, string value)
    {
        return new Dictionary<string, string?>(_values, StringComparer.Ordinal) { [name] = value };
    }
}
