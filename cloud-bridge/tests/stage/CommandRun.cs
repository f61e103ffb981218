using System.CommandLine;
using CloudBridge.Commands;
using CloudBridge.Core.Foundation.Settings;

namespace CloudBridge.Tests.Stage;

/// <summary>One run of a command: its exit code and what it printed.</summary>
internal sealed record CommandRun(int ExitCode, string Output)
{
    /// <summary>Runs a command as a person would type it; what it refuses comes as a line with exit code 2.</summary>
    public static CommandRun Of(Command command, params string[] arguments)
    {
        using StringWriter output = new();
        ParseResult parsed = command.Parse(arguments);
        Assert.AreEqual(0, parsed.Errors.Count, string.Join("; ", parsed.Errors));
        try
        {
            int exitCode = parsed.Invoke(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = output,
                    EnableDefaultExceptionHandler = false,
                });
            return new CommandRun(exitCode, output.ToString());
        }
        catch (RefusedException e)
        {
            return new CommandRun(CommandLine.Refused, e.Message);
        }
    }

    /// <summary>The lines that were printed.</summary>
    public string[] Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
