namespace CloudBridge.Core.Contract;

/// <summary>How bad an incident is; the words of the charger's alerts.</summary>
public static class IncidentSeverity
{
    /// <summary>Charging or money is at stake now.</summary>
    public const string Critical = "Critical";

    /// <summary>Somebody should look at it.</summary>
    public const string Warning = "Warning";

    /// <summary>Good to know.</summary>
    public const string Notice = "Notice";

    /// <summary>0 for a notice, 1 for a warning, 2 for what is critical.</summary>
    public static int RankOf(string severity)
    {
        return severity switch { Critical => 2, Warning => 1, _ => 0 };
    }
}
