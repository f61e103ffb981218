using System.CommandLine;
using Hardware.Bench.CommandLine;

namespace Hardware.Bench.Attack;

/// <summary><c>attack [--seconds S] [--chargers N] [--bridge FILE]</c>.</summary>
public static class AttackCommand
{
    /// <summary>The command, to be added to the program's own.</summary>
    public static Command Create()
    {
        AttackSettings defaults = new();
        Option<int> seconds = new("--seconds")
        {
            Description = "How long each attack lasts.",
            HelpName = "S",
            DefaultValueFactory = _ => defaults.Seconds,
        };
        Option<int> chargers = new("--chargers")
        {
            Description = "Honest chargers that go on with their work meanwhile.",
            HelpName = "N",
            DefaultValueFactory = _ => defaults.ChargerCount,
        };
        Option<string> bridge = new("--bridge")
        {
            Description = "The program that is attacked, a cloud-bridge.dll. Without it, this version's.",
            HelpName = "FILE",
            DefaultValueFactory = _ => defaults.BridgeProgram,
        };
        Command command = new(
            "attack",
            "Attacks a bridge of its own on this machine, in one way after the other, and measures what honest chargers and pages notice "
                + "of it. Exit 0 when it lives and every honest record has its receipt.")
        {
            seconds,
            chargers,
            bridge,
        };
        command.SetAction(
            async (result, cancelled) =>
            {
                AttackSettings settings = new()
                {
                    Seconds = result.GetValue(seconds),
                    ChargerCount = result.GetValue(chargers),
                    BridgeProgram = Path.GetFullPath(result.GetValue(bridge)!),
                };
                string? defect = settings.FindDefect();
                if (defect != null)
                {
                    await Console.Error.WriteLineAsync(defect);
                    return ExitCode.BadInput;
                }

                return await new AttackRun(settings, Console.Out, Console.Error).RunAsync(cancelled);
            });
        return command;
    }
}
