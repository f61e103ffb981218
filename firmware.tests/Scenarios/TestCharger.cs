using Firmware.Core;
using Firmware.Core.Config;
using Firmware.Core.Ports;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Scenarios;

/// <summary>An agent on a fake board, ticked ten times a second.</summary>
public sealed class TestCharger
{
    /// <summary>What a closed, locked, plugged connector shows.</summary>
    public const ConnectorInputs PluggedAndClosed = ConnectorInputs.MainsPresent | ConnectorInputs.PlugPresent | ConnectorInputs.LatchLocked
        | ConnectorInputs.ContactorCommanded | ConnectorInputs.ContactorClosed;

    private const int TickMs = 100;

    /// <summary>A charger that has just been switched on.</summary>
    public TestCharger()
    {
        Bridge = new TestBridge(Board);
        Config = new AgentConfig();
        Config.ChargerId = "T1";
        Agent = new ChargeAgent(Config, Board);
        Agent.Start();
    }

    /// <summary>The settings.</summary>
    public AgentConfig Config { get; }

    /// <summary>The board.</summary>
    public FakeBoard Board { get; } = new FakeBoard();

    /// <summary>The agent, another one after each restart.</summary>
    public ChargeAgent Agent { get; private set; }

    /// <summary>The bridge, which answers at once.</summary>
    public TestBridge Bridge { get; }

    /// <summary>Lets time pass.</summary>
    public void Run(long durationMs)
    {
        for (long passedMs = 0; passedMs < durationMs; passedMs += TickMs)
        {
            Board.FakeClock.Advance(TickMs);
            Agent.Tick();
            Bridge.Step();
        }
    }

    /// <summary>The vehicle draws a current; at 230 V, 10 A are 2.3 kW.</summary>
    public void Draw(int milliamps)
    {
        // 5 mΩ: 1 mA is 5 µV.
        Board.ShuntMicrovolts = milliamps * 5;
    }

    /// <summary>A plug goes in, the latch locks, the contactor closes.</summary>
    public void Plug()
    {
        Board.Lines = PluggedAndClosed;
    }

    /// <summary>The contactor opens and the plug goes out.</summary>
    public void Unplug()
    {
        Draw(0);
        Board.Lines = ConnectorInputs.MainsPresent;
    }

    /// <summary>The power is cut and comes back after a while: only what is on flash remains.</summary>
    public void CutPower(long outageMs)
    {
        Board.FakeFlash.Restore();
        Board.FakeClock.Restart(outageMs);
        Agent = new ChargeAgent(Config, Board);
        Agent.Start();
    }
}
