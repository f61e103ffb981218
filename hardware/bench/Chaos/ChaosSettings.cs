namespace Hardware.Bench.Chaos;

/// <summary>How large a chaos run is, and on what.</summary>
public sealed record ChaosSettings
{
    /// <summary>The broker inside the bridge.</summary>
    public const string EmbeddedBroker = "embedded";

    /// <summary>A mosquitto of its own.</summary>
    public const string Mosquitto = "mosquitto";

    /// <summary>Beyond this, two cores only switch between chargers.</summary>
    public const int ChargerCountMax = 500;

    /// <summary>An hour's run and more.</summary>
    public const int SessionCountMax = 1000000;

    /// <summary>Sessions to one kill of a process.</summary>
    private const int SessionsPerKill = 125;

    /// <summary>Chargers.</summary>
    public int ChargerCount { get; init; } = 20;

    /// <summary>Sessions of all chargers together.</summary>
    public int SessionCount { get; init; } = 5000;

    /// <summary>What every decision follows from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>One of the brokers above.</summary>
    public string Broker { get; init; } = EmbeddedBroker;

    /// <summary>Whether chargers and bridge meet at a mosquitto.</summary>
    public bool IsMosquitto => Broker == Mosquitto;

    /// <summary>How often processes are killed.</summary>
    public int KillCount => Math.Max(2, SessionCount / SessionsPerKill);

    /// <summary>The first setting that cannot be used, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (ChargerCount is < 1 or > ChargerCountMax) { return $"--chargers {ChargerCount}: give 1 to {ChargerCountMax}"; }
        if (SessionCount < ChargerCount || SessionCount > SessionCountMax) { return $"--sessions {SessionCount}: give {SessionCountMax} at most, and at least one for each charger"; }
        if (Broker is not (EmbeddedBroker or Mosquitto)) { return $"--broker {Broker}: give {EmbeddedBroker} or {Mosquitto}"; }
        return null;
    }
}
