using System.Globalization;

namespace CloudBridge.Core.Foundation.Doors;

/// <summary>
/// How many connections this process can take with the files it may open: one that runs out of files cannot even write to its database.
/// Where the limit is lower than what was set, both doors take less, in proportion, and a sentence says what to set.
/// </summary>
/// <param name="MqttConnections">Connections of chargers.</param>
/// <param name="PageConnections">Connections of people and programs.</param>
/// <param name="Warning">What to set; null where the limit is high enough.</param>
public sealed record FileBudget(int MqttConnections, int PageConnections, string? Warning)
{
    /// <summary>Files for the database, logs, certificates and whatever else the process opens.</summary>
    public const int Reserve = 512;

    private const string LimitsFile = "/proc/self/limits";
    private const string LimitName = "Max open files";

    /// <summary>The budget under a limit of files; null where the system has none that can be read.</summary>
    public static FileBudget Of(long? limit, int mqttConnections, int pageConnections)
    {
        long wanted = (long)mqttConnections + pageConnections;
        if (limit is not long files || files >= wanted + Reserve)
        {
            return new FileBudget(mqttConnections, pageConnections, null);
        }

        long left = Math.Max(2, files - Math.Min(Reserve, files / 2));
        int mqtt = (int)Math.Max(1, left * mqttConnections / wanted);
        int pages = (int)Math.Max(1, left - mqtt);
        return new FileBudget(
            mqtt,
            pages,
            $"This process may open {files} files, and {wanted} connections with a reserve of {Reserve} need {wanted + Reserve}: raise the "
                + $"limit (ulimit -n {wanted + Reserve}, or LimitNOFILE={wanted + Reserve} in a systemd unit), or lower MqttConnectionsMax "
                + $"and PagesConnectionsMax. Until then {mqtt} chargers and {pages} connections to the pages are taken.");
    }

    /// <summary>How many files this process may open; null where that cannot be read, or nothing limits it.</summary>
    public static long? ReadLimit()
    {
        try
        {
            return LimitIn(File.ReadLines(LimitsFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No Linux: its limit is not known, and nothing is taken away for it.
            return null;
        }
    }

    /// <summary>The soft limit of open files in the lines of Linux's /proc/self/limits; null where there is none.</summary>
    public static long? LimitIn(IEnumerable<string> lines)
    {
        string? line = lines.FirstOrDefault(text => text.StartsWith(LimitName, StringComparison.Ordinal));
        string[] words = line?[LimitName.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Length > 0 && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long limit) ? limit : null;
    }
}
