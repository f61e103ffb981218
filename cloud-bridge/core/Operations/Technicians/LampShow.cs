using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Lights;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Operations.Technicians;

/// <summary>The three lamps of a charger, worked out by the code that drives them there.</summary>
/// <param name="Green">Green.</param>
/// <param name="Amber">Amber.</param>
/// <param name="Red">Red.</param>
/// <param name="Meaning">What they say, in a sentence.</param>
public sealed record LampShow(LampRhythm Green, LampRhythm Amber, LampRhythm Red, string Meaning)
{
    /// <summary>What a charger shows in a state; null when its status is none that this program knows.</summary>
    /// <param name="status">ChargePointStatus of OCPP 1.6.</param>
    /// <param name="faultMask">One bit for each active fault.</param>
    /// <param name="hasBroker">Whether the charger has its connection to the broker.</param>
    public static LampShow? Of(string status, int faultMask, bool hasBroker)
    {
        if (!Enum.TryParse(status, out ConnectorStatus connectorStatus) || !Enum.IsDefined(connectorStatus))
        {
            return null;
        }

        LightPattern pattern = new();
        pattern.Choose(connectorStatus, faultMask, hasBroker);
        return Of(pattern, MeaningOf(connectorStatus, faultMask, hasBroker));
    }

    /// <summary>What a charger shows that somebody looks for.</summary>
    public static LampShow Identify()
    {
        LightPattern pattern = new();
        pattern.ChooseIdentify();
        return Of(pattern, "Somebody looks for this charger: all three lights flutter for 30 seconds.");
    }

    private static LampShow Of(LightPattern pattern, string meaning)
    {
        return new LampShow(
            RhythmOf(pattern, StatusOutputs.Green),
            RhythmOf(pattern, StatusOutputs.Amber),
            RhythmOf(pattern, StatusOutputs.Red),
            meaning);
    }

    private static LampRhythm RhythmOf(LightPattern pattern, StatusOutputs light)
    {
        return new LampRhythm([
            .. Enumerable.Range(0, LightPattern.SlotCount).Select(slot => (pattern.At((long)slot * LightPattern.SlotMs) & light) != 0),
        ]);
    }

    private static string MeaningOf(ConnectorStatus status, int faultMask, bool hasBroker)
    {
        if (FaultTable.TryGetWorst(faultMask, out FaultCode worst))
        {
            bool isCritical = FaultTable.SeverityOf(worst) == FaultSeverity.Critical;
            return $"{FaultTable.VendorCodeOf(worst)}, code {FaultTable.BlinksOf(worst)}: charging "
                + $"{(isCritical ? "is forbidden" : "may go on")}.";
        }

        string words = StatusWords.Of(ConnectorStatusName.Of(status)).Meaning;
        return hasBroker ? words : words + " It has no connection to the broker.";
    }
}
