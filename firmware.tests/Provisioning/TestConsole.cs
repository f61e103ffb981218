using Firmware.Core;
using Firmware.Core.Ports;
using Firmware.Core.Provisioning;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Provisioning;

/// <summary>A console on a fake board, typed at and answered.</summary>
public sealed class TestConsole : IMaintenance
{
    /// <summary>The unlock word: the checksum of unlock/T1/ as the fake authenticator writes it.</summary>
    public const string Word = "23cd1b03";

    private const int TickMs = 100;

    private readonly ChargeAgent? _agent;
    private readonly TechnicianConsole _console;

    /// <summary>A console of a provisioned charger.</summary>
    public TestConsole() : this(TestSettings.Good())
    {
    }

    /// <summary>A console of a charger with settings, or without.</summary>
    public TestConsole(AgentSettings? settings)
    {
        Settings = settings ?? new AgentSettings();
        Board.FakeJsonReader.Next = settings;
        Store = new SettingsStore(Board.FakeFlash, Board.FakeJsonReader);
        if (settings != null)
        {
            Assert.IsNull(Store.Store(settings));
            _agent = new ChargeAgent(settings.Agent, Board);
            _agent.Start();
        }

        _console = new TechnicianConsole(Board, _agent, Store, this);
    }

    /// <summary>The board.</summary>
    public FakeBoard Board { get; } = new FakeBoard();

    /// <summary>The store.</summary>
    public SettingsStore Store { get; }

    /// <summary>The object that the fake reader gives for every text, so that what is edited can be seen.</summary>
    public AgentSettings Settings { get; }

    /// <summary>Why the board was asked to start again.</summary>
    public string RestartCause { get; private set; } = "";

    /// <inheritdoc />
    public string[] Describe()
    {
        return new string[] { "part ok" };
    }

    /// <inheritdoc />
    public void Restart(string cause)
    {
        RestartCause = cause;
    }

    /// <summary>Types a line; the last line of the answer.</summary>
    public string Type(string line)
    {
        _console.Execute(line, Board.FakeClock.MonotonicMs);
        return Board.LastLine;
    }

    /// <summary>Lets time pass.</summary>
    public void Run(int durationMs)
    {
        for (int passedMs = 0; passedMs < durationMs; passedMs += TickMs)
        {
            Board.FakeClock.Advance(TickMs);
            if (_agent != null)
            {
                _agent.Tick();
            }

            _console.Step();
        }
    }
}
