namespace Hardware.Bench.Demo;

/// <summary>What can be chosen about the demo.</summary>
public sealed record DemoSettings
{
    /// <summary>Slowest and fastest pace.</summary>
    public const double SpeedMin = 1;

    /// <summary>Beyond this the screen cannot follow.</summary>
    public const double SpeedMax = 3600;

    /// <summary>Virtual seconds to a real one: at 180 a session lasts about half a minute.</summary>
    public double Speed { get; init; } = 180;

    /// <summary>Port of the pages.</summary>
    public int PagesPort { get; init; } = 5080;

    /// <summary>Ends after this many bills; 0 runs until Ctrl-C.</summary>
    public int SessionCount { get; init; }

    /// <summary>The first setting that cannot be used, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (!(Speed >= SpeedMin && Speed <= SpeedMax)) { return $"--speed {Speed}: give {SpeedMin} to {SpeedMax}"; }
        if (PagesPort is < 0 or > 65535) { return $"--pages-port {PagesPort}: give 1 to 65535, or 0 for any free port"; }
        if (SessionCount < 0) { return $"--sessions {SessionCount}: give the number of bills after which to end"; }
        return null;
    }
}
