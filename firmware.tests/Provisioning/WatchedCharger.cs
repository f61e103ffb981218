using System.Collections;
using Firmware.Core;
using Firmware.Core.Flash;
using Firmware.Core.Provisioning;
using Firmware.Core.Records;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Provisioning;

/// <summary>A charger without a link, started again and again with other settings.</summary>
public sealed class WatchedCharger
{
    private const int TickMs = 100;

    /// <summary>The board, whose flash outlives each start.</summary>
    public FakeBoard Board { get; } = new FakeBoard();

    /// <summary>The agent since the last start.</summary>
    public ChargeAgent Agent { get; private set; } = null!;

    /// <summary>The watch since the last start.</summary>
    public SettingsWatch Watch { get; private set; } = null!;

    /// <summary>Starts with settings that are in force.</summary>
    public void Start(AgentSettings settings)
    {
        Board.FakeLink.ConnectionNumber = 0;
        Agent = new ChargeAgent(settings.Agent, Board);
        Watch = new SettingsWatch(Agent, Board, settings, new FakeAuthenticator());
        Agent.Start();
        Watch.Start();
    }

    /// <summary>Lets time pass.</summary>
    public void Run(int durationMs)
    {
        for (int passedMs = 0; passedMs < durationMs; passedMs += TickMs)
        {
            Board.FakeClock.Advance(TickMs);
            Agent.Tick();
            Watch.Step();
        }
    }

    /// <summary>The alerts of changes that wait, oldest first.</summary>
    public Alert[] Told()
    {
        ArrayList told = new ArrayList();
        byte[] mac = new byte[RecordMac.Length];
        for (long sequence = 1; sequence < Agent.Outbox.NextSequence; sequence++)
        {
            Alert alert = new Alert(new FaultSnapshot());
            bool isRead = Agent.Outbox.TryRead(sequence, mac, mac, out RecordKind kind, out RecordReader? body);
            if (isRead && kind == RecordKind.Alert && AlertCodec.TryRead(body!, alert) && alert.IsOfSetting)
            {
                told.Add(alert);
            }
        }

        return (Alert[])told.ToArray(typeof(Alert));
    }
}
