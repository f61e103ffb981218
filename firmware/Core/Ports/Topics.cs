namespace Firmware.Core.Ports;

/// <summary>Names and delivery of the topics: the one table for charger and bridge.</summary>
public static class Topics
{
    /// <summary>What every topic begins with; v1 is the version of the whole contract.</summary>
    public const string Root = "chargeagent/v1/";

    /// <summary>The last level of the topic.</summary>
    public static string NameOf(Topic topic)
    {
        switch (topic)
        {
            case Topic.Status: return "status";
            case Topic.Live: return "live";
            case Topic.Session: return "session";
            case Topic.Alert: return "alert";
            case Topic.Log: return "log";
            case Topic.Tariff: return "tariff";
            case Topic.Receipt: return "receipt";
            default: return "command";
        }
    }

    /// <summary>The whole topic of one charger.</summary>
    public static string Of(string chargerId, Topic topic)
    {
        return Root + chargerId + "/" + NameOf(topic);
    }

    /// <summary>The topic of a last level; false when there is none of that name.</summary>
    public static bool TryParse(string? name, out Topic topic)
    {
        topic = Topic.Status;
        for (int candidate = (int)Topic.Status; candidate <= (int)Topic.Command; candidate++)
        {
            if (name == NameOf((Topic)candidate))
            {
                topic = (Topic)candidate;
                return true;
            }
        }

        return false;
    }

    /// <summary>MQTT quality of service: 1 where a loss would matter, 0 where the next message replaces it.</summary>
    public static int QosOf(Topic topic)
    {
        return topic == Topic.Live || topic == Topic.Log ? 0 : 1;
    }

    /// <summary>Whether the broker keeps the last message for whoever subscribes later.</summary>
    public static bool IsRetained(Topic topic)
    {
        return topic == Topic.Status || topic == Topic.Tariff;
    }

    /// <summary>A charger id is 1 to 36 of A-Z a-z 0-9 . _ -, so that it is safe in topics, file names and addresses. "." and ".." are
    /// none: in a path they are the folder itself and the one above (RFC 3986, 5.2.4).</summary>
    public static bool IsChargerId(string? chargerId)
    {
        if (chargerId == null || chargerId.Length == 0 || chargerId.Length > 36 || chargerId == "." || chargerId == "..")
        {
            return false;
        }

        for (int i = 0; i < chargerId.Length; i++)
        {
            char c = chargerId[i];
            bool isAllowed = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
            if (!isAllowed)
            {
                return false;
            }
        }

        return true;
    }
}
