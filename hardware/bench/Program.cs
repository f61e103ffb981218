using System.CommandLine;
using System.Data.Common;
using Hardware.Bench.Attack;
using Hardware.Bench.Chaos;
using Hardware.Bench.CommandLine;
using Hardware.Bench.Demo;
using Hardware.Bench.Latency;
using Hardware.Bench.Replay;
using Hardware.Bench.Season;

RootCommand root = DemoCommand.Create();
root.Subcommands.Add(ReplayCommand.Create());
root.Subcommands.Add(ChaosCommand.Create());
root.Subcommands.Add(SeasonCommand.Create());
root.Subcommands.Add(LatencyCommand.Create());
root.Subcommands.Add(AttackCommand.Create());
ParseResult parsed = root.Parse(args);
try
{
    // Ctrl-C cancels; chargers and bridge then have this long to say goodbye.
    int exitCode = await parsed.InvokeAsync(
        new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10), EnableDefaultExceptionHandler = false });
    return parsed.Errors.Count > 0 ? ExitCode.BadInput : exitCode;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DbException)
{
    await Console.Error.WriteLineAsync(
        $"{exception.Message.TrimEnd('.')}. Nothing was written; look at space and rights of {Path.GetTempPath()}, where the "
            + $"database is made, and of the output directory.");
    return ExitCode.Failure;
}
