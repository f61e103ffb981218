using System.CommandLine;
using Hardware.Bench;
using Hardware.Bench.Chaos;
using Hardware.Bench.Demo;
using Hardware.Bench.Replay;
using Spectre.Console;

RootCommand root = DemoCommand.Create();
root.Subcommands.Add(ReplayCommand.Create());
root.Subcommands.Add(ChaosCommand.Create());
ParseResult parsed = root.Parse(args);

// Ctrl-C cancels; chargers and bridge then have this long to say goodbye.
int exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
return parsed.Errors.Count > 0 ? ExitCode.BadInput : exitCode;
