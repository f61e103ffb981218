using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;
using Hardware.Bench.Chaos.Mishaps;
using Hardware.Bench.Chargers;
using Hardware.Virtual;

namespace Hardware.Bench.Chaos;

/// <summary>
/// A charger whose key somebody has read: its records are proved, and say what cannot have been. None of them may be billed, and none may
/// be lost either, because somebody has to look at them.
/// </summary>
internal sealed class AbsurdCharger : IDisposable
{
    /// <summary>Its id.</summary>
    public const string Id = "chaos-absurd";

    private const long HourMs = 3600000;
    private const long DayMs = 24 * HourMs;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly RecordSender _sender;
    private readonly RecordBook _book;
    private readonly Random _random;
    private readonly MishapCounts _counts;
    private long _register;

    /// <summary>A charger that has said nothing yet.</summary>
    public AbsurdCharger(ChaosAccess access, int seed, MishapCounts counts)
    {
        _sender = new RecordSender(Id, access.Password, access.BrokerPort, Patience);
        _book = new RecordBook(Id, access.DeviceKey);
        _random = new Random(seed);
        _counts = counts;
    }

    /// <summary>Sessions that the bridge has given a receipt for.</summary>
    public long ReceiptCount { get; private set; }

    /// <summary>Says one after the other until it is stopped, and the last until it has its receipt.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            byte[] record = _book.Write(Absurdity());
            _counts.Add(Mishap.RecordAbsurd);
            if (await _sender.SendAsync(Topic.Session, record, _book.Sequence, stop))
            {
                ReceiptCount++;
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sender.Dispose();
    }

    private ChargingSession Absurdity()
    {
        long number = _book.Sequence + 1;
        // One a day, so long ago that the first thing to be seen is what cannot have been.
        long startUtcMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - (3000 * DayMs) + (number * DayMs);
        return _random.Next(4) switch
        {
            // 1 MWh in 1 s.
            0 => Session(number, startUtcMs, 1000, 1000, 1000000000),
            // 1 kWh in no time.
            1 => Session(number, startUtcMs, 0, 0, 1000000),
            // It ends tomorrow.
            2 => Session(number, startUtcMs + ((2991 - number) * DayMs), 10 * DayMs, 10 * DayMs, 7360000),
            // 300 days of which an hour is told.
            _ => Session(number, startUtcMs, 300 * DayMs, HourMs, 7360000),
        };
    }

    private ChargingSession Session(long number, long startUtcMs, long durationMs, long toldMs, long energyMilliwattHours)
    {
        ChargingSession session = new()
        {
            Number = number,
            ConnectorType = "IEC_62196_T2",
            StartUtcMs = startUtcMs,
            StartQuality = ClockQuality.Synchronised,
            EndUtcMs = startUtcMs + durationMs,
            EndQuality = ClockQuality.Synchronised,
            RegisterStartMilliwattHours = _register,
            RegisterEndMilliwattHours = _register + energyMilliwattHours,
        };
        ChargingPeriod period = session.AddPeriod();
        period.StartUtcMs = startUtcMs;
        period.DurationMs = toldMs;
        period.ChargingMs = toldMs;
        period.EnergyMilliwattHours = energyMilliwattHours;
        _register += energyMilliwattHours;
        return session;
    }
}
