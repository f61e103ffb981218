namespace Hardware.Bench.Replay;

/// <summary>What is replayed, and where the outcome goes.</summary>
/// <param name="SessionsPath">CSV file with the recorded sessions.</param>
/// <param name="TariffPath">OCPI tariff that prices them.</param>
/// <param name="ZoneName">Time zone of the stations, by the tz database.</param>
/// <param name="OutPath">Directory for bills.csv and the bills; made when it is not there.</param>
/// <param name="Database">Database that is kept, an empty or new one: a SQLite file, or a connection string of PostgreSQL; null for one
/// that goes with the run.</param>
/// <param name="HasAccounts">Whether each station is an account of its own.</param>
public sealed record ReplaySettings(
    string SessionsPath,
    string TariffPath,
    string ZoneName,
    string OutPath,
    string? Database = null,
    bool HasAccounts = false);
