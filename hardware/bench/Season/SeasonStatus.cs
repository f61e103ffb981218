using CloudBridge.Core.Contract;
using Firmware.Core.Connector;
using Firmware.Core.Json;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using NodaTime;

namespace Hardware.Bench.Season;

/// <summary>What chargers say about themselves, at the begin, in the middle and at the end of the season; the bridge keeps the last. One in
/// twelve is offline at the end.</summary>
public static class SeasonStatus
{
    private const double OfflineShare = 0.08;
    private const double ChargingShare = 0.25;
    private const int MessageMax = 1024;
    private const long DayMs = 86400000;

    /// <summary>A charger's status messages.</summary>
    public static IEnumerable<ChargerMessage> Of(SeasonCharger charger, Interval season, Dice dice)
    {
        ArgumentNullException.ThrowIfNull(charger);
        ArgumentNullException.ThrowIfNull(dice);
        long endMs = season.End.ToUnixTimeMilliseconds();
        yield return new ChargerMessage(
            charger.Id,
            Topic.Status,
            Online(ConnectorStatus.Available, dice),
            charger.InService.Start.ToUnixTimeMilliseconds());
        if (dice.Chance(OfflineShare))
        {
            yield return new ChargerMessage(
                charger.Id,
                Topic.Status,
                System.Text.Encoding.UTF8.GetBytes(StatusMessage.Offline),
                endMs - dice.Between(60000, 9 * DayMs));
        }
        else
        {
            ConnectorStatus status = dice.Chance(ChargingShare) ? ConnectorStatus.Charging : ConnectorStatus.Available;
            yield return new ChargerMessage(charger.Id, Topic.Status, Online(status, dice), endMs - dice.Between(1000, 600000));
        }
    }

    private static byte[] Online(ConnectorStatus status, Dice dice)
    {
        JsonWriter json = new(MessageMax);
        json.Begin();
        json.Member("version", StatusMessage.Version);
        json.Member("online", true);
        json.Member("status", ConnectorStatusName.Of(status));
        json.Member("errorCode", "NoError");
        json.Member("vendorCode", "");
        json.Member("connectorType", ChargerHistory.ConnectorType);
        json.Member("firmware", "1.0.0");
        json.Member("bootCount", dice.Between(1, 9));
        json.Member("bootReason", "PowerOn");
        json.Member("uptimeMs", dice.Between(DayMs, 40 * DayMs));
        json.Member("clockQuality", "S");
        json.Member("recordsWaiting", 0);
        json.End();
        return json.Buffer[..json.Length];
    }
}
