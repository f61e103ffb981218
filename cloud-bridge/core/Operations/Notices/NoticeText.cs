using System.Data.Common;
using System.Globalization;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Puts the stories that one contact is told together into one message.</summary>
internal sealed class NoticeText
{
    private static readonly Dictionary<string, string?> Nothing = [];

    private readonly string _address;
    private readonly NoticePlaces _places;
    private readonly Func<string, string?> _remedyOf;

    /// <summary>Messages about incidents, inside a transaction.</summary>
    /// <param name="connection">The transaction's.</param>
    /// <param name="address">Address of the pages, for links.</param>
    /// <param name="remedyOf">What to do first about a fault.</param>
    public NoticeText(DbConnection connection, string address, Func<string, string?> remedyOf)
    {
        _places = new NoticePlaces(connection);
        _address = address;
        _remedyOf = remedyOf;
    }

    /// <summary>A test message, or one that asks for a confirmation.</summary>
    public static Notice Asking(Contact contact, string purpose)
    {
        return new Notice
        {
            Title = NoticeTexts.Fill(contact.Language, purpose + ".Subject", Nothing),
            Body = NoticeTexts.Fill(contact.Language, purpose + ".Body", Nothing),
            Payload = contact.Channel == NoticeChannel.Webhook ? NoticePayload.Test() : "",
        };
    }

    /// <summary>What has just happened: the worst first and in full, as far as it is not too much.</summary>
    public Notice Alerts(Contact contact, IReadOnlyList<IncidentStory> stories)
    {
        IncidentStory[] sorted = WorstFirst(stories);
        StoryWords[] words = [.. sorted.Take(NoticeLimits.Named).Select(story => WordsOf(contact, story))];
        string subject = words[0].Subject;
        IEnumerable<string> parts =
            sorted.Length == 1
                ? [words[0].Body]
                : words
                    .Select((word, i) => i < NoticeLimits.InFull ? $"{word.Subject}\n{word.Body}".TrimEnd() + "\n" : "– " + word.Subject)
                    .Concat(More(contact, sorted.Length));
        return Of(contact, sorted, NoticePurpose.Alerts) with
        {
            Title =
                sorted.Length == 1
                    ? subject
                    : NoticeTexts.Fill(contact.Language, "Many.Subject", Values(("subject", subject), ("count", sorted.Length - 1))),
            Body = string.Join('\n', parts).TrimEnd(),
        };
    }

    /// <summary>What was not told for a while: how much of each kind, and a line for each as far as it is not too much.</summary>
    public Notice Digest(Contact contact, IReadOnlyList<IncidentStory> stories, string hold, long nowUtcMs)
    {
        IncidentStory[] sorted = WorstFirst(stories);
        StoryWords[] words = [.. sorted.Take(NoticeLimits.Named).Select(story => WordsOf(contact, story))];
        IEnumerable<string> counts = sorted
            .CountBy(story => story.Incident.Kind)
            .OrderByDescending(pair => pair.Value)
            .Select(pair =>
                NoticeTexts.Fill(
                    contact.Language,
                    "Digest.Count",
                    Values(("count", pair.Value), ("kind", NoticeTexts.Raw(contact.Language, pair.Key + ".Name")))));
        string lead = NoticeTexts.Fill(
            contact.Language,
            "Digest." + hold,
            Values(("until", Quantity.Time(nowUtcMs, contact.TimeZone)), ("max", NoticeLimits.MessagesPerHour)));
        return Of(contact, sorted, NoticePurpose.Digest) with
        {
            Title = sorted.Length == 1
                ? NoticeTexts.Fill(contact.Language, "Digest.SubjectOne", Values(("subject", words[0].Subject)))
                : NoticeTexts.Fill(contact.Language, "Digest.Subject", Values(("count", sorted.Length))),
            Body = string.Join('\n', [lead, .. counts, "", .. words.Select(word => "– " + word.Subject), .. More(contact, sorted.Length)]),
        };
    }

    private static IncidentStory[] WorstFirst(IReadOnlyList<IncidentStory> stories)
    {
        return [.. stories.OrderByDescending(story => IncidentSeverity.RankOf(story.Severity))];
    }

    private static string[] More(Contact contact, int count)
    {
        return count <= NoticeLimits.Named
            ? []
            : [NoticeTexts.Fill(contact.Language, "More", Values(("count", count - NoticeLimits.Named)))];
    }

    private static Dictionary<string, string?> Values(params (string Name, object Value)[] values)
    {
        return values.ToDictionary(value => value.Name, value => Convert.ToString(value.Value, CultureInfo.InvariantCulture));
    }

    private Notice Of(Contact contact, IncidentStory[] stories, string purpose)
    {
        return new Notice
        {
            ContactId = contact.ContactId,
            Purpose = purpose,
            Severity = stories[0].Severity,
            Link = LinkOf(contact, stories),
            Payload =
                contact.Channel == NoticeChannel.Webhook
                    ? NoticePayload.Of(stories, story => WordsOf(contact, story), story => LinkOf(contact, [story]))
                    : "",
        };
    }

    private StoryWords WordsOf(Contact contact, IncidentStory story)
    {
        // What is written for technicians, who may open a charger, is not for those who must not.
        Func<string, string?> remedyOf = contact.Role == Role.Owner ? _ => NoticeTexts.Raw(contact.Language, "Remedy.Owner") : _remedyOf;
        return new StoryWords(story, contact.Language, _places.ZoneFor(contact, story.Incident), _places.SiteOf(story.Incident), remedyOf);
    }

    private string LinkOf(Contact contact, IncidentStory[] stories)
    {
        if (contact.Role != Role.Owner)
        {
            return _address
                + (
                    stories.Length == 1
                        ? string.Create(CultureInfo.InvariantCulture, $"/alerts/{stories[0].Incident.IncidentId}")
                        : "/alerts");
        }

        string?[] chargers = [.. stories.Select(story => story.Incident.ChargerId).Distinct()];
        return _address + (chargers is [string only] ? $"/c/{only}" : "/my");
    }
}
