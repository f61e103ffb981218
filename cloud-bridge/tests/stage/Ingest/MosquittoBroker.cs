using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CloudBridge.Commands;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Tests.Stage.Storage;

namespace CloudBridge.Tests.Stage.Ingest;

/// <summary>A real mosquitto with the files of cloud-bridge/deploy, in a directory of its own; only its two ports are others.</summary>
public sealed class MosquittoBroker : IAsyncDisposable
{
    /// <summary>Two chargers with the passwords that <see cref="ConnectAsync"/> gives.</summary>
    public static readonly (string, string)[] C1AndC2 = [("c1", "the password of c1"), ("c2", "the password of c2")];

    /// <summary>The bridge's user.</summary>
    public const string BridgeUser = "$bridge";

    /// <summary>Its password.</summary>
    public const string BridgePassword = "a password for tests";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chargeagent-mosquitto-");
    private Process? _process;

    private MosquittoBroker()
    {
    }

    /// <summary>Port for chargers.</summary>
    public int ChargerPort { get; } = FreePort();

    /// <summary>Port for bridges.</summary>
    public int BridgePort { get; } = FreePort();

    /// <summary>The authority of its certificate.</summary>
    public string AuthorityFile => Path.Combine(_directory.FullName, "certs", "ca.crt");

    /// <summary>Starts mosquitto with credentials for these chargers; the test says aloud that it was skipped where mosquitto or openssl is
    /// missing.</summary>
    public static async Task<MosquittoBroker> StartAsync(params (string ChargerId, string Password)[] chargers)
    {
        if (Find("mosquitto") == null || Find("openssl") == null)
        {
            Assert.Inconclusive("SKIPPED: mosquitto or openssl is not installed on this machine.");
        }

        MosquittoBroker broker = new();
        try
        {
            await broker.PrepareAsync(chargers);
            await broker.StartAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills it at once, as a crash does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Kills it and starts it again with nothing of what it had kept, as where it keeps nothing on disk.</summary>
    public async Task LoseStateAsync()
    {
        await KillAsync();
        Directory.Delete(Path.Combine(_directory.FullName, "data"), true);
        _directory.CreateSubdirectory("data");
        await StartAsync();
    }

    /// <summary>As <see cref="LoseStateAsync"/>, with more lines in its password file and access list.</summary>
    public async Task LoseStateAsync(string passwords, string acl)
    {
        await KillAsync();
        await File.AppendAllTextAsync(Path.Combine(_directory.FullName, "passwords"), passwords);
        await File.AppendAllTextAsync(Path.Combine(_directory.FullName, "acl"), acl);
        Directory.Delete(Path.Combine(_directory.FullName, "data"), true);
        _directory.CreateSubdirectory("data");
        await StartAsync();
    }

    /// <summary>Starts it, and waits until it listens.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(
            new ProcessStartInfo(Find("mosquitto")!, ["-c", "mosquitto.conf"])
            {
                WorkingDirectory = _directory.FullName,
                RedirectStandardError = true,
            }
        )!;
        List<string> said = [];
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (said)
            {
                said.Add(line.Data ?? "");
            }
        };
        _process.BeginErrorReadLine();
        await Eventually.BecomesTrueAsync(() => _process.HasExited || IsListening(BridgePort));
        lock (said)
        {
            Assert.IsFalse(_process.HasExited, "mosquitto does not start: " + string.Join('\n', said));
        }
    }

    /// <summary>Adds a charger to a bridge and connects it here, over TLS with its password.</summary>
    public async Task<ScriptedCharger> ConnectAsync(RunningBridge bridge, string chargerId)
    {
        await bridge.Host.AddChargerAsync(chargerId, RunningBridge.DeviceKey);
        ScriptedCharger charger = new(chargerId, RunningBridge.DeviceKey)
        {
            User = chargerId,
            Password = $"the password of {chargerId}",
            AuthorityFile = AuthorityFile,
        };
        await charger.ConnectAsync(ChargerPort);
        return charger;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        _directory.Delete(true);
    }

    private async Task PrepareAsync((string ChargerId, string Password)[] chargers)
    {
        string deploy = Path.Combine(RepositoryRoot(), "cloud-bridge", "deploy");
        string configuration = await File.ReadAllTextAsync(Path.Combine(deploy, "mosquitto.conf"));
        foreach ((string shipped, int port) in new[] { ("listener 8883", ChargerPort), ("listener 8884 127.0.0.1", BridgePort) })
        {
            StringAssert.Contains(configuration, shipped);
            configuration = configuration.Replace(shipped + "\n", $"listener {port} 127.0.0.1\n", StringComparison.Ordinal);
        }

        // Started as root mosquitto would become its own user, which may not read this directory.
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "mosquitto.conf"), configuration + $"user {Environment.UserName}\n");
        File.Copy(Path.Combine(deploy, "acl"), Path.Combine(_directory.FullName, "acl"));
        _directory.CreateSubdirectory("data");
        await RunAsync(
            "bash",
            Path.Combine(deploy, "make-certificates"),
            Path.Combine(_directory.FullName, "certs"),
            "localhost",
            "127.0.0.1");
        await ExportAsync(chargers);
    }

    // As an operator does it: chargers in a database, then "broker export".
    private async Task ExportAsync((string ChargerId, string Password)[] chargers)
    {
        string path = Path.Combine(_directory.FullName, "credentials.db");
        Database database = new(path);
        database.Migrate();
        ChargerRegistry registry = new(database, TimeProvider.System);
        foreach ((string chargerId, string password) in chargers)
        {
            registry.TryAdd(chargerId, RunningBridge.DeviceKey, password);
        }

        int exitCode = await CommandLine.RunAsync([
            "broker",
            "export",
            Path.Combine(_directory.FullName, "passwords"),
            "--database",
            path,
            "--broker-user",
            BridgeUser,
            "--broker-password",
            BridgePassword,
        ]);
        Assert.AreEqual(0, exitCode);
        TestDatabase.CloseIdle(path);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        string said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.AreEqual(0, process.ExitCode, said);
    }

    // Debian keeps mosquitto where only root's PATH leads.
    private static string? Find(string program)
    {
        string[] directories =
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            "/usr/sbin",
            "/usr/local/sbin",
        ];
        return directories.Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
    }

    internal static string RepositoryRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory != null && !File.Exists(Path.Combine(directory.FullName, "ChargeAgent.sln")))
        {
            directory = directory.Parent;
        }

        Assert.IsNotNull(directory, "the tests run inside the repository");
        return directory.FullName;
    }

    internal static bool IsListening(int port)
    {
        try
        {
            using TcpClient client = new("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    internal static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
