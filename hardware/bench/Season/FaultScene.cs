using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Records;

namespace Hardware.Bench.Season;

/// <summary>The last 30 seconds before a fault, as its snapshot shows them.</summary>
public sealed class FaultScene
{
    private const int LineMillivolts = 230000;
    private const int LoadMilliamps = 47000;

    private readonly Dice _dice;

    /// <summary>Scenes with some noise.</summary>
    public FaultScene(Dice dice)
    {
        _dice = dice;
    }

    /// <summary>Fills an alert's snapshot; a vehicle charges in it or not.</summary>
    public void Freeze(Alert alert, bool isCharging)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ConnectorStatus status = isCharging ? ConnectorStatus.Charging : ConnectorStatus.Available;
        for (int second = 0; second < FaultSnapshot.Length; second++)
        {
            // The fault shows in the last two seconds.
            double part = second < FaultSnapshot.Length - 2 ? 1 : VoltageIn((FaultCode)alert.Code);
            double overload = second >= FaultSnapshot.Length - 6 && alert.Code == (int)FaultCode.OverCurrentFailure ? 1.2 : 1;
            int millivolts = (int)(_dice.Around(LineMillivolts, 400) * part);
            int milliamps = isCharging ? (int)(_dice.Around(LoadMilliamps, 120) * overload * Math.Min(part, 1)) : 0;
            alert.Snapshot.Add(millivolts, milliamps, (int)status);
        }
    }

    private static double VoltageIn(FaultCode code)
    {
        return code switch
        {
            FaultCode.OverVoltage => 1.16,
            FaultCode.UnderVoltage => 0.84,
            FaultCode.MainsLost or FaultCode.PowerMeterFailure => 0,
            _ => 1,
        };
    }
}
