using System.Security.Cryptography;
using System.Text;

namespace CloudBridge.HomeAssistant;

/// <summary>The topics below Home Assistant's discovery prefix.</summary>
public sealed class HomeTopics
{
    /// <summary>What Home Assistant says at its start, unless somebody has changed it there.</summary>
    public const string BirthPayload = "online";

    private readonly string _prefix;

    /// <summary>Below a prefix.</summary>
    public HomeTopics(string prefix)
    {
        _prefix = prefix;
    }

    /// <summary>Where Home Assistant says that it has started or stopped.</summary>
    public string Birth => _prefix + "/status";

    /// <summary>Where a charger's configuration lies, retained.</summary>
    public string ConfigOf(string chargerId)
    {
        return $"{_prefix}/device/{ObjectIdOf(chargerId)}/config";
    }

    /// <summary>Whether a filter asks only for what lies below the prefix.</summary>
    public bool Covers(string filter)
    {
        return filter.StartsWith(_prefix + "/", StringComparison.Ordinal);
    }

    /// <summary>What Home Assistant knows a charger by, for ever: it allows A-Z a-z 0-9 _ -, so an id with a dot gets a hash that tells it
    /// from one without.</summary>
    public static string ObjectIdOf(string chargerId)
    {
        string suffix = chargerId.Contains('.', StringComparison.Ordinal)
            ? "_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chargerId)))[..8]
            : "";
        return $"chargeagent_{chargerId.Replace('.', '_')}{suffix}";
    }
}
