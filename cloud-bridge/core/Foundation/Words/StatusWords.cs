namespace CloudBridge.Core.Foundation.Words;

/// <summary>How loud a status is shown; the class of its colour is its name in small letters.</summary>
public enum Tone
{
    /// <summary>Not of now, whatever it was.</summary>
    Silent,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>Good to know.</summary>
    Notice,

    /// <summary>Somebody should look at it.</summary>
    Warning,

    /// <summary>Charging or money is at stake now.</summary>
    Critical,
}

/// <summary>A connector's status in words.</summary>
/// <param name="Status">ChargePointStatus of OCPP 1.6, or what the bridge says of a charger that says nothing.</param>
/// <param name="Name">In a word or two, the same on every page.</param>
/// <param name="Tone">How loud.</param>
/// <param name="Meaning">A sentence for whoever stands there; empty where the name says it.</param>
public sealed record StatusWord(string Status, string Name, Tone Tone, string Meaning = "")
{
    /// <summary>Class of its colour in pages.</summary>
    public string Class => Tone.ToString().ToLowerInvariant();
}

/// <summary>The words and colours of every status a connector can have, in one place for pages, lamps and metrics.</summary>
public static class StatusWords
{
    /// <summary>Free.</summary>
    public const string Available = "Available";

    /// <summary>A vehicle charges.</summary>
    public const string Charging = "Charging";

    /// <summary>Taken out of service.</summary>
    public const string Unavailable = "Unavailable";

    /// <summary>Charging is forbidden by a fault.</summary>
    public const string Faulted = "Faulted";

    private static readonly StatusWord NeverSeen = new("Unknown", "Not seen yet", Tone.Notice);

    private static readonly StatusWord NotConnected = new("Offline", "Offline", Tone.Silent);

    /// <summary>All of them: the nine of OCPP 1.6 (ChargePointStatus, 7.7), then the bridge's own two.</summary>
    public static IReadOnlyList<StatusWord> All { get; } =
    [
        new(Available, "Free", Tone.Good, "Free."),
        new("Preparing", "Plugged in", Tone.Notice, "A plug is in, nothing is drawn yet."),
        new(Charging, "Charging", Tone.Good, "A vehicle is charging."),
        new("SuspendedEV", "Vehicle waits", Tone.Notice, "The vehicle has stopped: it is full, or was told to wait."),
        new("SuspendedEVSE", "Charger waits", Tone.Notice, "The charger has opened its contactor, the plug is still in."),
        new("Finishing", "Finishing", Tone.Notice),
        new("Reserved", "Reserved", Tone.Notice),
        new(Unavailable, "Out of service", Tone.Warning, "Taken out of service by the operator."),
        new(Faulted, "Out of order", Tone.Critical, "Faulted, without a fault that this program knows."),
        NotConnected,
        NeverSeen,
    ];

    /// <summary>Of a charger: what its connector says while it is connected, or that it is not.</summary>
    /// <param name="isOnline">Whether it is connected; null before its first status.</param>
    /// <param name="connectorStatus">What it last said; null when not known.</param>
    public static StatusWord Of(bool? isOnline, string? connectorStatus)
    {
        return isOnline switch
        {
            null => NeverSeen,
            false => NotConnected,
            true => Of(connectorStatus),
        };
    }

    /// <summary>Of a charger that may still be what it last said: it is waited for.</summary>
    public static StatusWord LastKnown(string? connectorStatus)
    {
        return NeverSeen with { Name = "Last known: " + Of(connectorStatus).Name, Tone = Tone.Silent };
    }

    /// <summary>Of a status by its name; one that no charger of this version sends is shown as it came.</summary>
    public static StatusWord Of(string? connectorStatus)
    {
        return All.FirstOrDefault(word => word.Status == connectorStatus)
            ?? new StatusWord(connectorStatus ?? "", string.IsNullOrEmpty(connectorStatus) ? "Not known" : connectorStatus, Tone.Notice);
    }
}
