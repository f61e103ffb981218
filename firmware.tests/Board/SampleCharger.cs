using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Core.Provisioning;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Board;

/// <summary>The charger whose log and console the page shows.</summary>
public sealed class SampleCharger : IMaintenance
{
    private const int TickMs = 100;

    private readonly SettingsStore _store;
    private readonly TechnicianConsole _console;

    /// <summary>A provisioned charger that has just been switched on and has no link yet.</summary>
    public SampleCharger()
    {
        AgentSettings settings = new AgentSettings { DeviceKey = new string('0', 64) };
        settings.Agent.ChargerId = "depot-07";
        _store = new SettingsStore(Board.Flash, Board.JsonReader);
        Assert.IsNull(_store.Store(settings));
        Board.Fake.FakeLink.ConnectionNumber = 0;
        Agent = new ChargeAgent(settings.Agent, Board) { BootReason = "power-up or reset" };
        _console = new TechnicianConsole(Board, Agent, _store, this);
        Agent.Start();
    }

    /// <summary>The board.</summary>
    public RecordingBoard Board { get; } = new RecordingBoard();

    /// <summary>The agent.</summary>
    public ChargeAgent Agent { get; }

    /// <inheritdoc/>
    public string[] Describe() => [];

    /// <inheritdoc/>
    public void Restart(string cause) => Assert.Fail("the sample does not restart");

    /// <summary>Lets time pass.</summary>
    public void Run(long durationMs)
    {
        for (long passedMs = 0; passedMs < durationMs; passedMs += TickMs)
        {
            Board.Fake.FakeClock.Advance(TickMs);
            Agent.Tick();
            _console.Step();
        }
    }

    /// <summary>Types a line, which the terminal echoes.</summary>
    public void Type(string line)
    {
        Board.WriteLine("> " + line);
        _console.Execute(line, Board.Clock.MonotonicMs);
    }

    /// <summary>The log of a session and an emergency stop.</summary>
    public static string[] Log()
    {
        SampleCharger charger = new SampleCharger();
        charger.Run(2400);
        charger.Board.Fake.FakeLink.ConnectionNumber = 1;
        charger.Run(4000);
        charger.Board.Fake.Lines = TestCharger.PluggedAndClosed;
        charger.Run(2000);
        charger.Draw(31000);
        charger.Run(1800000);
        charger.Draw(0);
        charger.Run(60000);
        charger.Board.Fake.Lines = ConnectorInputs.MainsPresent;
        charger.Run(30000);
        charger.Board.Fake.Lines |= ConnectorInputs.EmergencyStop;
        charger.Run(4000);
        charger.Board.Fake.Lines &= ~ConnectorInputs.EmergencyStop;
        charger.Run(8000);
        return charger.Board.Lines.ToArray();
    }

    /// <summary>The lines that a technician sees who types each command, with a vehicle charging.</summary>
    public static string[] Transcript(IEnumerable<string> typed)
    {
        SampleCharger charger = new SampleCharger();
        charger.Board.Fake.FakeLink.ConnectionNumber = 1;
        charger.Run(3000);
        charger.Board.Fake.Lines = TestCharger.PluggedAndClosed;
        charger.Draw(31000);
        charger.Run(600000);
        charger.Board.Lines.Clear();
        foreach (string line in typed)
        {
            charger.Type(line);
            charger.Run(6000);
        }

        return charger.Board.Lines.ToArray();
    }

    private void Draw(int milliamps)
    {
        // 5 mΩ: 1 mA is 5 µV.
        Board.Fake.ShuntMicrovolts = milliamps * 5;
    }
}
