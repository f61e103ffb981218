namespace Hardware.Bench.Attack;

/// <summary>What a run of attacks is like.</summary>
public sealed record AttackSettings
{
    /// <summary>Seconds that each attack lasts: 1 to 600.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>Honest chargers that go on with their work meanwhile: 1 to 50.</summary>
    public int ChargerCount { get; init; } = 5;

    /// <summary>The bridge that is attacked.</summary>
    public string BridgeProgram { get; init; } = Path.Combine(AppContext.BaseDirectory, "cloud-bridge.dll");

    /// <summary>The first thing that is wrong and how to mend it; null when nothing is.</summary>
    public string? FindDefect()
    {
        return Seconds is < 1 or > 600 ? "--seconds must be 1 to 600"
            : ChargerCount is < 1 or > 50 ? "--chargers must be 1 to 50"
            : !File.Exists(BridgeProgram) ? $"--bridge: there is no {BridgeProgram}"
            : null;
    }
}
