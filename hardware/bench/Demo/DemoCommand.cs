using System.CommandLine;
using Hardware.Bench.CommandLine;
using Spectre.Console;

namespace Hardware.Bench.Demo;

/// <summary>The program's own command: the demo.</summary>
public static class DemoCommand
{
    /// <summary>The root command, without its subcommands.</summary>
    public static RootCommand Create()
    {
        DemoSettings defaults = new();
        Option<int> sessions = new("--sessions")
        {
            Description = "End after this many bills. Without it the demo runs until Ctrl-C.",
            HelpName = "N",
        };
        Option<double> speed = new("--speed")
        {
            Description = "Virtual seconds to a real one, 1 to 3600.",
            HelpName = "FACTOR",
            DefaultValueFactory = _ => defaults.Speed,
        };
        Option<int> pagesPort = new("--pages-port")
        {
            Description = "Port of the bridge's pages; 0 is any free port.",
            HelpName = "PORT",
            DefaultValueFactory = _ => defaults.PagesPort,
        };
        RootCommand command = new("Runs virtual chargers against a bridge in the same process: watch sessions become bills.")
        {
            sessions,
            speed,
            pagesPort,
        };
        command.SetAction(
            async (result, cancelled) =>
            {
                DemoSettings settings = new()
                {
                    SessionCount = result.GetValue(sessions),
                    Speed = result.GetValue(speed),
                    PagesPort = result.GetValue(pagesPort),
                };
                string? defect = settings.FindDefect();
                if (defect != null)
                {
                    await Console.Error.WriteLineAsync(defect);
                    return ExitCode.BadInput;
                }

                IDemoScreen screen = Terminal.IsThere ? new TerminalScreen(AnsiConsole.Console) : new PlainScreen(Console.Out);
                return await new DemoRun(settings, screen, Console.Error).RunAsync(cancelled);
            });
        return command;
    }
}
