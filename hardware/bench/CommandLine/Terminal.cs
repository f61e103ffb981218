using Spectre.Console;

namespace Hardware.Bench.CommandLine;

/// <summary>Whether somebody watches.</summary>
public static class Terminal
{
    /// <summary>True on a terminal that can move its cursor; false in a pipe, a file or a build.</summary>
    public static bool IsThere => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true };
}
