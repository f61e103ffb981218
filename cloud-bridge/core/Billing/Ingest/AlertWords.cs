using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Records;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>An alert of a charger as a sentence for people.</summary>
internal static class AlertWords
{
    /// <summary>Of an alert.</summary>
    public static string Of(Alert alert)
    {
        return alert.Code switch
        {
            Alert.ChargeComplete =>
                $"Charge complete in session {alert.SessionNumber}: {Quantity.Energy(alert.SessionMilliwattHours)}",
            Alert.SettingChanged => alert.Setting == SettingName.All
                ? $"SettingChanged: the charger tells its settings anew, {alert.NewHash:x8}, and knows nothing of before"
                : $"SettingChanged: {SettingName.Of(alert.Setting)} has changed, {alert.OldHash:x8} before, {alert.NewHash:x8} now",
            _ => $"{alert.VendorCode} {(alert.IsRaised ? "raised" : "cleared")}"
                + (alert.SessionNumber == 0 ? "" : $" in session {alert.SessionNumber}")
                + (alert.MissingCount == 0
                    ? ""
                    : $": {alert.MissingCount} records are gone from its flash, {alert.MissingFirst} to {alert.MissingLast}"),
        };
    }
}
