namespace Hardware.Bench.Chaos;

/// <summary>How large a chaos run is, and on what.</summary>
public sealed record ChaosSettings
{
    /// <summary>The broker inside the bridge.</summary>
    public const string EmbeddedBroker = "embedded";

    /// <summary>A mosquitto of its own.</summary>
    public const string Mosquitto = "mosquitto";

    /// <summary>A SQLite file of the bridge.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>A PostgreSQL of its own.</summary>
    public const string Postgres = "postgres";

    /// <summary>More bridges than this only wait for each other.</summary>
    public const int BridgeCountMax = 8;

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

    /// <summary>One of the databases above.</summary>
    public string Database { get; init; } = Sqlite;

    /// <summary>Bridges that share one mosquitto and one PostgreSQL.</summary>
    public int BridgeCount { get; init; } = 1;

    /// <summary>Whether bridges keep what they have in a PostgreSQL.</summary>
    public bool IsPostgres => Database == Postgres;

    /// <summary>Whether chargers and bridge meet at a mosquitto.</summary>
    public bool IsMosquitto => Broker == Mosquitto;

    /// <summary>How often processes are killed.</summary>
    public int KillCount => Math.Max(2, SessionCount / SessionsPerKill);

    /// <summary>The first setting that cannot be used, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (ChargerCount is < 1 or > ChargerCountMax)
        {
            return $"--chargers {ChargerCount}: give 1 to {ChargerCountMax}";
        }
        if (SessionCount < ChargerCount || SessionCount > SessionCountMax)
        {
            return $"--sessions {SessionCount}: give {SessionCountMax} at most, and at least one for each charger";
        }
        if (Broker is not (EmbeddedBroker or Mosquitto))
        {
            return $"--broker {Broker}: give {EmbeddedBroker} or {Mosquitto}";
        }
        if (Database is not (Sqlite or Postgres))
        {
            return $"--database {Database}: give {Sqlite} or {Postgres}";
        }
        if (BridgeCount is < 1 or > BridgeCountMax)
        {
            return $"--bridges {BridgeCount}: give 1 to {BridgeCountMax}";
        }
        if (BridgeCount > 1 && !(IsMosquitto && IsPostgres))
        {
            return $"--bridges {BridgeCount}: several bridges need --broker {Mosquitto} --database {Postgres}";
        }
        return null;
    }
}
