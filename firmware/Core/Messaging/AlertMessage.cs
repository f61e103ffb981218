using Firmware.Core.Json;
using Firmware.Core.Ports;
using Firmware.Core.Records;

namespace Firmware.Core.Messaging;

/// <summary>An alert as JSON. The snapshot is three lists of equal length, oldest sample first, one a second.</summary>
public static class AlertMessage
{
    /// <summary>Version of this message.</summary>
    public const int Version = 1;

    /// <summary>Writes an alert.</summary>
    public static void Write(JsonWriter json, long sequence, Alert alert, string previousMac, string mac)
    {
        json.Begin();
        json.Member("version", Version);
        json.Member("sequence", sequence);
        json.Member("code", alert.Code);
        json.Member("errorCode", alert.ErrorCode);
        json.Member("vendorCode", alert.VendorCode);
        json.Member("severity", alert.Severity);
        json.Member("isRaised", alert.IsRaised);
        json.Member("atUtcMs", alert.AtUtcMs);
        json.Member("clockQuality", ClockQualityLetter.Of(alert.Quality));
        json.Member("sessionNumber", alert.SessionNumber);
        json.Member("sessionMilliwattHours", alert.SessionMilliwattHours);
        WriteSnapshot(json, alert.Snapshot);
        if (alert.IsOfJournal)
        {
            json.Member("missingCount", alert.MissingCount);
            json.Member("missingFirst", alert.MissingFirst);
            json.Member("missingLast", alert.MissingLast);
        }
        else if (alert.IsOfSetting)
        {
            json.Member("setting", alert.Setting);
            json.Member("settingName", SettingName.Of(alert.Setting));
            json.Member("oldHash", alert.OldHash.ToString("x8"));
            json.Member("newHash", alert.NewHash.ToString("x8"));
        }

        json.Member("previousMac", previousMac);
        json.Member("mac", mac);
        json.End();
    }

    private static void WriteSnapshot(JsonWriter json, FaultSnapshot snapshot)
    {
        json.BeginList("snapshotMillivolts");
        for (int i = 0; i < snapshot.Count; i++)
        {
            json.Item(snapshot.VoltageMillivolts(i));
        }

        json.EndList();
        json.BeginList("snapshotMilliamps");
        for (int i = 0; i < snapshot.Count; i++)
        {
            json.Item(snapshot.CurrentMilliamps(i));
        }

        json.EndList();
        json.BeginList("snapshotStatuses");
        for (int i = 0; i < snapshot.Count; i++)
        {
            json.Item(snapshot.Status(i));
        }

        json.EndList();
    }
}
