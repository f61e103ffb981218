using System.Globalization;
using CloudBridge.Core.Foundation.Storage;
using Hardware.Bench.Chaos.Mishaps;
using Hardware.Bench.Servers;

namespace Hardware.Bench.Chaos;

/// <summary>All processes of a run. None of them outlives it.</summary>
internal sealed class ServerRoom : IDisposable
{
    private readonly ServerProcess? _database;
    private readonly ServerProcess? _broker;
    private readonly List<BridgeServer> _bridges = [];

    private ServerRoom(
        ChaosSettings settings,
        ChaosParts parts,
        string directory,
        int brokerPort,
        string databaseName,
        ServerProcess? database)
    {
        _database = database;
        _broker = settings.IsMosquitto ? MosquittoBroker.Create(directory, brokerPort) : null;
        BrokerPort = brokerPort;
        Database = new Database(databaseName);
        for (int i = 1; i <= settings.BridgeCount; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"bridge-{i}");
            _bridges.Add(new BridgeServer(parts.BridgeProgram, databaseName, brokerPort, settings.IsMosquitto, name));
        }

        All = [.. new[] { _database, _broker }.OfType<ServerProcess>(), .. _bridges.Select(bridge => bridge.Process)];
    }

    /// <summary>Every process, each behind those that it needs.</summary>
    public IReadOnlyList<ServerProcess> All { get; }

    /// <summary>Where chargers find the broker.</summary>
    public int BrokerPort { get; }

    /// <summary>What the bridges write to.</summary>
    public Database Database { get; }

    /// <summary>What the bridges have billed and held.</summary>
    public BridgeLedger Ledger => _bridges[0].Ledger;

    /// <summary>The last lines of the bridges' logs.</summary>
    public string LastLines => string.Join(Environment.NewLine, _bridges.SelectMany(bridge => bridge.Process.LastLines));

    /// <summary>Gives the token that the bridges' APIs are asked with.</summary>
    public void SignIn(string token)
    {
        _bridges.ForEach(bridge => bridge.SignIn(token));
    }

    /// <summary>A server that these settings need and that is not installed, with how to mend it; null when all are here.</summary>
    public static string? FindMissing(ChaosSettings settings)
    {
        if (settings.IsMosquitto && !MosquittoBroker.IsInstalled)
        {
            return $"--broker {ChaosSettings.Mosquitto}: mosquitto is not installed here; on Debian: apt-get install mosquitto";
        }
        if (settings.IsPostgres && !PostgresServer.IsInstalled)
        {
            return $"--database {ChaosSettings.Postgres}: PostgreSQL is not installed here; on Debian: apt-get install postgresql";
        }
        return null;
    }

    /// <summary>The processes, with the database up and ready to be filled and nothing else started; null when it does not come
    /// up.</summary>
    /// <exception cref="IOException">There is no room for their files.</exception>
    public static async Task<ServerRoom?> OpenAsync(
        ChaosSettings settings,
        ChaosParts parts,
        string directory,
        CancellationToken stop)
    {
        int databasePort = ServerProcess.FreePort();
        ServerProcess? database = settings.IsPostgres
            ? await PostgresServer.CreateAsync(directory, databasePort, stop).ConfigureAwait(false)
            : null;
        ServerRoom room = new(
            settings,
            parts,
            directory,
            ServerProcess.FreePort(),
            database == null ? Path.Combine(directory, "chaos.db") : PostgresServer.ConnectionString(databasePort),
            database);
        bool isOpen = false;
        try
        {
            isOpen = database == null || await database.WaitUntilReadyAsync(stop).ConfigureAwait(false);
            return isOpen ? room : null;
        }
        finally
        {
            if (!isOpen)
            {
                room.Dispose();
            }
        }
    }

    /// <summary>What the death of one of the processes is counted as.</summary>
    public Mishap DeathOf(ServerProcess server)
    {
        if (server == _database) { return Mishap.DatabaseKilled; }
        return server == _broker ? Mishap.BrokerKilled : Mishap.BridgeKilled;
    }

    /// <summary>Starts what does not run; false when it does not come up.</summary>
    public async Task<bool> ReviveAsync(CancellationToken stop)
    {
        foreach (ServerProcess server in All)
        {
            if (!await server.WaitUntilReadyAsync(stop).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose()
    {
        _bridges.ForEach(bridge => bridge.Dispose());
        _broker?.Dispose();
        _database?.Dispose();
    }
}
