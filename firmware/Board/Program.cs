using System;
using System.Threading;
using Firmware.Core;
using Firmware.Core.Logging;
using Firmware.Core.Provisioning;

namespace Firmware.Board;

/// <summary>Puts the agent on the board and ticks it. Whatever stops that is kept as the cause, and the board starts again.</summary>
public static class Program
{
    /// <summary>Version of the firmware, told with the status.</summary>
    public const string Version = "0.1.0";

    private const int TickMs = 100;
    private const int LinesPerTick = 8;
    private const int RestartDelayMs = 5000;

    /// <summary>Runs for ever.</summary>
    public static void Main()
    {
        string cause = "the program ended";
        try
        {
            Run(BootCause.Take());
        }
        catch (Exception exception)
        {
            cause = "stopped by " + exception.GetType().Name + ": " + exception.Message;
        }

        // A fault that is there at every boot must leave time to flash another program.
        Thread.Sleep(RestartDelayMs);
        Supervisor.Restart(cause);
    }

    private static void Run(string bootReason)
    {
        FlashStore flash = new FlashStore();
        NanoJsonReader json = new NanoJsonReader();
        SettingsStore store = new SettingsStore(flash, json);
        store.Open();
        AgentSettings? settings = store.Read();
        Esp32Board board = new Esp32Board(flash, json, settings ?? new AgentSettings());
        board.Supervisor.Start();
        if (flash.FailureCount != 0)
        {
            board.LogSink.WriteLine(AgentLog.LineOf(LogLevel.Error, "flash", flash.LastFailure, board.Clock.MonotonicMs));
        }

        if (store.Defect != null)
        {
            board.LogSink.WriteLine(AgentLog.LineOf(LogLevel.Error, "settings", store.Defect, board.Clock.MonotonicMs));
        }

        if (settings == null)
        {
            RunUnprovisioned(board, store);
        }
        else
        {
            RunAgent(board, store, settings, bootReason);
        }
    }

    private static void RunAgent(Esp32Board board, SettingsStore store, AgentSettings settings, string bootReason)
    {
        settings.Agent.FirmwareVersion = Version;
        ChargeAgent agent = new ChargeAgent(settings.Agent, board);
        agent.BootReason = bootReason;
        agent.Faults.IsSettingsRefused = store.Defect != null;
        TechnicianConsole console = new TechnicianConsole(board, agent, store, board);
        SettingsWatch watch = new SettingsWatch(agent, board, settings, new HmacAuthenticator(SettingHashes.Key()));
        agent.Start();
        watch.Start();
        board.StartLink();
        long nextMs = board.Clock.MonotonicMs;
        while (true)
        {
            agent.Tick();
            watch.Step();
            console.Step();
            TakeLines(board, console);
            nextMs = WaitForTick(board, nextMs);
        }
    }

    private static void RunUnprovisioned(Esp32Board board, SettingsStore store)
    {
        UnprovisionedLights lights = new UnprovisionedLights(board.StatusLights);
        TechnicianConsole console = new TechnicianConsole(board, null, store, board);
        board.LogSink.WriteLine(AgentLog.LineOf(LogLevel.Error, "settings", "none: nothing is metered, see help", board.Clock.MonotonicMs));
        long nextMs = board.Clock.MonotonicMs;
        while (true)
        {
            lights.Show(board.Clock.MonotonicMs);
            TakeLines(board, console);
            nextMs = WaitForTick(board, nextMs);
        }
    }

    private static void TakeLines(Esp32Board board, TechnicianConsole console)
    {
        for (int i = 0; i < LinesPerTick && board.Console.TryTakeLine(out string line); i++)
        {
            console.Execute(line, board.Clock.MonotonicMs);
        }
    }

    private static long WaitForTick(Esp32Board board, long lastMs)
    {
        board.TickHeartbeat.Beat();
        long nowMs = board.Clock.MonotonicMs;
        long nextMs = lastMs + TickMs;
        if (nextMs <= nowMs)
        {
            // Late: the others get their turn, and the tick does not run after what it missed.
            Thread.Sleep(1);
            return nowMs;
        }

        Thread.Sleep((int)(nextMs - nowMs));
        return nextMs;
    }
}
