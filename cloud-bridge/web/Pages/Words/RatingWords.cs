using System.Globalization;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Web.Pages.Words;

/// <summary>What a charger can deliver, as it was set and as it tells it.</summary>
public static class RatingWords
{
    /// <summary>What an operator has set; it goes before what is told.</summary>
    public static string Set(PlacedCharger charger)
    {
        ArgumentNullException.ThrowIfNull(charger);
        return charger.MaxAmps == null ? "none"
            : charger.MaxVolts == null ? $"{charger.MaxAmps} A"
            : $"{charger.MaxAmps} A, {charger.MaxVolts} V";
    }

    /// <summary>What the charger tells itself.</summary>
    public static string Told(PlacedCharger charger)
    {
        ArgumentNullException.ThrowIfNull(charger);
        return charger.ToldMilliamps == null || charger.ToldMilliwatts == null
            ? "none"
            : $"{Units(charger.ToldMilliamps.Value, 1000m)} A, {Units(charger.ToldMilliwatts.Value, 1000000m)} kW"
                + (charger.MaxAmps == null ? "" : "; what is set holds");
    }

    private static string Units(long value, decimal unit)
    {
        return (value / unit).ToString("0.###", CultureInfo.InvariantCulture);
    }
}
