using CloudBridge.Core.Contract;
using Firmware.Core.Faults;
using Firmware.Core.Ports;
using Hardware.Virtual;

namespace Hardware.Bench.Season;

/// <summary>All messages of a season in the order in which the bridge gets them: seconds after they were written, or when the network is
/// back.</summary>
public sealed class SeasonMail
{
    private const int DeliveryMsMin = 400;
    private const int DeliveryMsMax = 4000;
    private const int BacklogMs = 250;

    private readonly SeasonCharger _charger;
    private readonly Dice _dice;
    private readonly RecordBook _book;
    private readonly List<ChargerMessage> _messages = [];
    private long _receivedUtcMs;

    private SeasonMail(SeasonCharger charger, Dice dice)
    {
        _charger = charger;
        _dice = dice;
        _book = new RecordBook(charger.Id, charger.DeviceKey);
    }

    /// <summary>The messages of a charger with this history.</summary>
    public static IReadOnlyList<ChargerMessage> Of(SeasonCharger charger, IReadOnlyList<HistoryRecord> history, Dice dice)
    {
        ArgumentNullException.ThrowIfNull(charger);
        ArgumentNullException.ThrowIfNull(history);
        SeasonMail mail = new(charger, dice);
        foreach (HistoryRecord record in history)
        {
            if (record.Mishap == RecordMishap.ChainBreak)
            {
                mail._book.BreakChain();
            }

            byte[] payload = record.Session == null ? mail._book.Write(record.Alert!) : mail._book.Write(record.Session);
            Topic topic = record.Session == null ? Topic.Alert : Topic.Session;
            mail._receivedUtcMs = mail.ArrivalOf(record);
            if (record.Mishap != RecordMishap.Lost)
            {
                mail._messages.Add(new ChargerMessage(charger.Id, topic, payload, mail._receivedUtcMs));
            }
        }

        return mail._messages;
    }

    private long ArrivalOf(HistoryRecord record)
    {
        long arrivalMs = record.AtUtcMs + _dice.Between(DeliveryMsMin, DeliveryMsMax);
        FaultSpan? outage = _charger.Faults.FirstOrDefault(fault =>
            fault.Code == FaultCode.MainsLost && fault.FromUtcMs <= record.AtUtcMs && record.AtUtcMs <= fault.UntilUtcMs);
        if (outage != null)
        {
            // Without mains the network is gone too.
            arrivalMs = outage.UntilUtcMs + _dice.Between(20000, 60000);
        }

        if (_charger.Offline is { } offline && offline.Contains(NodaTime.Instant.FromUnixTimeMilliseconds(arrivalMs)))
        {
            arrivalMs = offline.End.ToUnixTimeMilliseconds();
        }

        // One after the other: never before the record that was written before.
        return Math.Max(arrivalMs, _receivedUtcMs + BacklogMs);
    }
}
