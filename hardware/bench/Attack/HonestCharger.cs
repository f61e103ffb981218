using System.Diagnostics;
using Firmware.Core.Faults;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Hardware.Bench.Chargers;
using Hardware.Virtual;

namespace Hardware.Bench.Attack;

/// <summary>A charger at work: it sends a record, waits for its receipt, and sends the next.</summary>
internal sealed class HonestCharger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Absence = TimeSpan.FromMilliseconds(500);

    private readonly ChargerSecret _secret;
    private readonly int _port;
    private readonly Func<Noticed> _noticed;

    public HonestCharger(ChargerSecret secret, int port, Func<Noticed> noticed)
    {
        _secret = secret;
        _port = port;
        _noticed = noticed;
    }

    /// <summary>Works until it is stopped; a record that is under way then still gets its time.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        using RecordSender sender = Sender();
        RecordBook book = new(_secret.ChargerId, _secret.DeviceKey);
        while (!stop.IsCancellationRequested)
        {
            int broken = sender.BrokenCount;
            byte[] record = book.Write(Told());
            long from = Stopwatch.GetTimestamp();
            if (await sender.SendAsync(Topic.Alert, record, book.Sequence, stop))
            {
                _noticed().AddReceipt(Stopwatch.GetElapsedTime(from));
            }
            else
            {
                _noticed().AddLost();
            }

            _noticed().AddBrokenConnections(sender.BrokenCount - broken);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Comes anew again and again, as after a power cut, and goes.</summary>
    public async Task ComeAndGoAsync(CancellationToken stop)
    {
        using RecordSender sender = Sender();
        while (!stop.IsCancellationRequested)
        {
            long from = Stopwatch.GetTimestamp();
            if (await sender.TryComeAndGoAsync())
            {
                _noticed().AddConnect(Stopwatch.GetElapsedTime(from));
            }
            else
            {
                _noticed().AddFailedConnect();
            }

            await Task.Delay(Absence, CancellationToken.None);
        }
    }

    private RecordSender Sender()
    {
        return new RecordSender(_secret.ChargerId, _secret.Password, _port, Patience);
    }

    private static Alert Told()
    {
        return new Alert(new FaultSnapshot())
        {
            Code = Alert.ChargeComplete,
            IsRaised = true,
            AtUtcMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            Quality = ClockQuality.Synchronised,
        };
    }
}
