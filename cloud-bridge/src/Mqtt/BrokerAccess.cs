using Firmware.Core.Ports;

namespace CloudBridge.Mqtt;

/// <summary>Who may write and read which topic: a charger writes only its own messages and reads only what is sent to it.</summary>
public static class BrokerAccess
{
    /// <summary>The topics a charger writes.</summary>
    public static IReadOnlyList<Topic> Written { get; } = [Topic.Status, Topic.Live, Topic.Session, Topic.Alert, Topic.Log];

    /// <summary>The topics a charger hears.</summary>
    public static IReadOnlyList<Topic> Heard { get; } = [Topic.Tariff, Topic.Receipt, Topic.Command];

    /// <summary>Whether a charger may publish to a topic, and which it is.</summary>
    public static bool MayPublish(string chargerId, string topicName, out Topic topic)
    {
        return TryParse(topicName, out string owner, out topic) && owner == chargerId && Written.Contains(topic);
    }

    /// <summary>Whether a charger may subscribe to a filter: the exact names of its own topics, no wildcards.</summary>
    public static bool MaySubscribe(string chargerId, string filter)
    {
        return TryParse(filter, out string owner, out Topic topic) && owner == chargerId && Heard.Contains(topic);
    }

    /// <summary>The charger and the topic of a whole topic name; false when it is none of ours.</summary>
    public static bool TryParse(string topicName, out string chargerId, out Topic topic)
    {
        chargerId = "";
        topic = Topic.Status;
        if (!topicName.StartsWith(Topics.Root, StringComparison.Ordinal))
        {
            return false;
        }

        string[] levels = topicName[Topics.Root.Length..].Split('/');
        chargerId = levels[0];
        return levels.Length == 2 && Topics.IsChargerId(chargerId) && Topics.TryParse(levels[1], out topic);
    }
}
