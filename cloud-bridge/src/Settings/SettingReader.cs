using CloudBridge.Core.Foundation.Settings;

namespace CloudBridge.Settings;

/// <summary>Reads the settings from appsettings.json, the environment and flags, the later ones winning, and refuses what it does not
/// know.</summary>
public static class SettingReader
{
    /// <summary>The settings of a directory's appsettings.json and the environment, changed by flags (key to text).</summary>
    /// <exception cref="RefusedException">A file or a value cannot be used.</exception>
    public static BridgeSettings Read(string directory, IReadOnlyDictionary<string, string> flags)
    {
        BridgeSettings settings = new();
        IConfigurationSection section = ReadSection(directory);
        foreach (IConfigurationSection entry in section.GetChildren())
        {
            Setting setting = SettingTable.All.FirstOrDefault(known =>
                string.Equals(known.Key, entry.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw new RefusedException(
                    $"{SettingTable.Section}:{entry.Key} is not a setting{Suggestion(entry.Key)}. All settings: cloud-bridge --help");
            Set(settings, setting, entry.Value ?? "", $"{SettingTable.Section}:{setting.Key}");
        }

        foreach (Setting setting in SettingTable.All)
        {
            if (flags.TryGetValue(setting.Key, out string? text))
            {
                Set(settings, setting, text, setting.Flag);
            }
        }

        string? defect = settings.FindDefect();
        return defect == null ? settings : throw new RefusedException(defect);
    }

    private static IConfigurationSection ReadSection(string directory)
    {
        try
        {
            return new ConfigurationBuilder()
                .SetBasePath(directory)
                .AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables()
                .Build()
                .GetSection(SettingTable.Section);
        }
        catch (InvalidDataException e)
        {
            string cause = (e.InnerException?.InnerException ?? e).Message;
            throw new RefusedException($"{Path.Combine(directory, "appsettings.json")} is not valid JSON: {cause}", e);
        }
    }

    private static void Set(BridgeSettings settings, Setting setting, string text, string source)
    {
        if (!setting.TrySet(settings, text))
        {
            throw new RefusedException($"{source} is '{text}': {(setting.IsSwitch ? "give true or false" : "give a whole number")}");
        }
    }

    private static string Suggestion(string key)
    {
        Setting? nearest = SettingTable.All.FirstOrDefault(known =>
            known.Key.Contains(key, StringComparison.OrdinalIgnoreCase)
            || known.Key.Order().SequenceEqual(key.Order())
            || known.Key.AsSpan().CommonPrefixLength(key) >= 5);
        return nearest == null ? "" : $"; did you mean {nearest.Key}?";
    }
}
