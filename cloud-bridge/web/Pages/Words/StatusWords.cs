using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Web.Pages.Words;

/// <summary>A charger's status as its users say it.</summary>
public static class StatusWords
{
    /// <summary>In a word or two.</summary>
    public static string Of(PlacedCharger charger)
    {
        ArgumentNullException.ThrowIfNull(charger);
        return charger.IsOnline switch
        {
            null => "Not seen yet",
            false => "Offline",
            true => charger.ConnectorStatus switch
            {
                "Available" => "Free",
                "Preparing" => "Plugged in",
                "Charging" => "Charging",
                "SuspendedEV" => "Plugged in, vehicle full or waiting",
                "SuspendedEVSE" => "Plugged in, waiting",
                "Faulted" => "Out of order",
                _ => "Not available",
            },
        };
    }

    /// <summary>Its colour's class.</summary>
    public static string ClassOf(PlacedCharger charger)
    {
        ArgumentNullException.ThrowIfNull(charger);
        return charger.IsOnline != true || charger.ConnectorStatus is "Faulted" or "Unavailable" ? "warning"
            : charger.ConnectorStatus is "Available" or "Charging" ? "good"
            : "notice";
    }
}
