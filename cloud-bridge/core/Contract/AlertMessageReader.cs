using System.Text.Json;
using Firmware.Core.Connector;
using Firmware.Core.Messaging;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Contract;

/// <summary>Reads the JSON of <see cref="AlertMessage"/>.</summary>
public static class AlertMessageReader
{
    private const long MillivoltsMax = 10000000;
    private const long MilliampsMax = 10000000;

    /// <summary>The record in a message; null with the defect when it is none.</summary>
    public static DurableRecord? Read(JsonElement root, out string? defect)
    {
        JsonFields fields = new(root);
        long sequence = fields.Number("sequence", 1, uint.MaxValue);
        Alert alert = new(ReadSnapshot(fields))
        {
            Code = (int)fields.Number("code", 0, Alert.SettingChanged),
            IsRaised = fields.OptionalFlag("isRaised"),
            AtUtcMs = fields.Number("atUtcMs", 0, SessionMessageReader.UtcMaxMs),
            Quality = fields.Quality("clockQuality"),
            SessionNumber = fields.Number("sessionNumber", 0, uint.MaxValue),
            SessionMilliwattHours = fields.Number("sessionMilliwattHours", 0, PriceUnit.VolumeMax(PriceDimension.Energy)),
            MissingCount = fields.OptionalNumber("missingCount", 0, uint.MaxValue),
            MissingFirst = fields.OptionalNumber("missingFirst", 0, uint.MaxValue),
            MissingLast = fields.OptionalNumber("missingLast", 0, uint.MaxValue),
            Setting = (int)fields.OptionalNumber("setting", 0, byte.MaxValue),
        };
        if (!alert.IsKnown)
        {
            fields.Refuse("code", $"has the unknown value {alert.Code}");
        }

        if (alert.IsOfSetting)
        {
            alert.OldHash = fields.Hash("oldHash");
            alert.NewHash = fields.Hash("newHash");
        }

        byte[] previousMac = fields.Mac("previousMac");
        byte[] mac = fields.Mac("mac");
        defect = fields.Defect;
        return defect == null ? DurableRecord.Of(alert, sequence, previousMac, mac) : null;
    }

    private static FaultSnapshot ReadSnapshot(JsonFields fields)
    {
        long[] millivolts = fields.Numbers("snapshotMillivolts", FaultSnapshot.Length, 0, MillivoltsMax);
        long[] milliamps = fields.Numbers("snapshotMilliamps", FaultSnapshot.Length, 0, MilliampsMax);
        long[] statuses = fields.Numbers("snapshotStatuses", FaultSnapshot.Length, 0, (int)ConnectorStatus.Faulted);
        FaultSnapshot snapshot = new();
        if (millivolts.Length != milliamps.Length || millivolts.Length != statuses.Length)
        {
            fields.Refuse("snapshotMillivolts", "has not as many entries as the other snapshot lists");
            return snapshot;
        }

        for (int i = 0; i < millivolts.Length; i++)
        {
            snapshot.Add((int)millivolts[i], (int)milliamps[i], (int)statuses[i]);
        }

        return snapshot;
    }
}
