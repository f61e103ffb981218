using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudBridge.Core.Operations.Incidents;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>What a webhook is sent: JSON of the form that Standard Webhooks recommends, with a type, a time and the data.</summary>
internal static class NoticePayload
{
    /// <summary>Type of a message about incidents.</summary>
    public const string Incidents = "chargeagent.incidents";

    /// <summary>Type of a test message.</summary>
    public const string TestType = "chargeagent.test";

    // Names of sites stay readable; what stands in JSON is no HTML.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A test message.</summary>
    public static string Test()
    {
        return new JsonObject { ["type"] = TestType, ["data"] = new JsonObject() }.ToJsonString(Json);
    }

    /// <summary>What happened, event by event and oldest first: a program makes its own picture of it.</summary>
    public static string Of(
        IReadOnlyList<IncidentStory> stories,
        Func<IncidentStory, StoryWords> wordsOf,
        Func<IncidentStory, string> linkOf)
    {
        (IncidentStory Story, IncidentEvent Event)[] all =
        [
            .. stories.SelectMany(story => story.Events.Select(entry => (story, entry))).OrderBy(pair => pair.entry.EventId),
        ];
        JsonArray events = [.. all.Take(NoticeLimits.EventsInPayload).Select(pair => EventOf(pair.Story, pair.Event, wordsOf, linkOf))];
        JsonObject data = new() { ["eventCount"] = all.Length, ["events"] = events };
        return new JsonObject { ["type"] = Incidents, ["timestamp"] = TimeOf(all[^1].Event.AtUtcMs), ["data"] = data }.ToJsonString(Json);
    }

    private static JsonObject EventOf(
        IncidentStory story,
        IncidentEvent entry,
        Func<IncidentStory, StoryWords> wordsOf,
        Func<IncidentStory, string> linkOf)
    {
        Incident incident = story.Incident;
        IncidentStory alone = story with { Events = [entry] };
        StoryWords words = wordsOf(alone);
        return new JsonObject
        {
            ["eventId"] = entry.EventId,
            ["incidentId"] = incident.IncidentId,
            ["action"] = entry.Action,
            ["kind"] = incident.Kind,
            ["severity"] = entry.Severity,
            ["subject"] = incident.Subject,
            ["cause"] = incident.Cause,
            ["chargerId"] = incident.ChargerId,
            ["siteId"] = incident.SiteId,
            ["accountId"] = incident.AccountId,
            ["atUtcMs"] = entry.AtUtcMs,
            ["raisedUtcMs"] = incident.RaisedUtcMs,
            ["personName"] = entry.PersonName,
            ["facts"] = JsonNode.Parse(entry.Facts.ToJson()),
            ["title"] = words.Subject,
            ["text"] = words.Body,
            ["link"] = linkOf(alone),
        };
    }

    private static string TimeOf(long utcMs)
    {
        return DateTimeOffset
            .FromUnixTimeMilliseconds(utcMs)
            .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
    }
}
