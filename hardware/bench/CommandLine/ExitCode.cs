namespace Hardware.Bench.CommandLine;

/// <summary>What the program tells its caller.</summary>
public static class ExitCode
{
    /// <summary>All went as it should.</summary>
    public const int Success = 0;

    /// <summary>It ran, and the outcome is not what it should be.</summary>
    public const int Failure = 1;

    /// <summary>Command line, file or setting cannot be used; nothing was run.</summary>
    public const int BadInput = 2;
}
