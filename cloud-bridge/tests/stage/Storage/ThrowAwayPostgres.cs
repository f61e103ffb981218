using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Stage.Storage;

/// <summary>
/// One PostgreSQL for the whole run, with the programs that this machine has, in a directory of its own that goes with it. It is started
/// when the first test asks for it, and ends when the run does, even where the run is killed.
/// </summary>
internal sealed class ThrowAwayPostgres : IDisposable
{
    /// <summary>Connection string of a PostgreSQL server where this user may make databases, in place of a throw-away one.</summary>
    public const string Variable = "CHARGEAGENT_TEST_POSTGRES";

    private const string User = "postgres";
    private const string Ready = "database system is ready to accept connections";

    // Its standard input is a pipe from this process: when that ends, however it ends, the server and its directory go.
    private const string Keeper = """
        home=$1; shift
        "$@" </dev/null &
        read -r _
        kill -QUIT $!
        wait $!
        rm -rf "$home"
        """;

    private static readonly Lazy<ThrowAwayPostgres?> Shared = new(StartIfInstalled);

    private readonly Process _process;
    private readonly string _connectionString;

    private ThrowAwayPostgres(Process process, string connectionString)
    {
        _process = process;
        _connectionString = connectionString;
    }

    /// <summary>A server where tests may make databases; null where none is named and none is installed.</summary>
    public static string? ConnectionString =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Shared.Value?._connectionString;

    /// <summary>Ends the server, where one was started.</summary>
    public static void EndShared()
    {
        if (Shared.IsValueCreated)
        {
            Shared.Value?.Dispose();
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static ThrowAwayPostgres? StartIfInstalled()
    {
        string? programs = Programs();
        if (programs == null)
        {
            return null;
        }

        string home = Home();
        Run(
            AsUser(
                home,
                Path.Combine(programs, "initdb"),
                "-D",
                home,
                "-U",
                "chargeagent",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
                "--no-instructions"));
        int port = MosquittoBroker.FreePort();
        string[] settings =
        [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            $"port={port.ToString(CultureInfo.InvariantCulture)}",
            "max_connections=400",
            "shared_buffers=64MB",
            "wal_level=minimal",
            "max_wal_senders=0",
            "max_wal_size=256MB",
            "autovacuum=off",
            "jit=off",
        ];
        ProcessStartInfo start = AsUser(
            home,
            "/bin/sh",
            [
                "-c",
                Keeper,
                "sh",
                home,
                Path.Combine(programs, "postgres"),
                "-D",
                home,
                .. settings.SelectMany(setting => new[] { "-c", setting }),
            ]);
        start.RedirectStandardInput = true;
        start.RedirectStandardError = true;
        Process process = Process.Start(start)!;
        // Read to its end, so that the pipe does not fill.
        BlockingCollection<string?> said = [];
        process.ErrorDataReceived += (_, line) => said.Add(line.Data);
        process.BeginErrorReadLine();
        List<string> before = [];
        while (said.Take() is string line)
        {
            before.Add(line);
            if (line.Contains(Ready, StringComparison.Ordinal))
            {
                return new ThrowAwayPostgres(
                    process,
                    $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username=chargeagent;Database=postgres");
            }
        }

        throw new InvalidOperationException("PostgreSQL does not start: " + string.Join('\n', before));
    }

    // The bridge insists on fsync; in memory it costs nothing.
    private static string Home()
    {
        string root = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        string home = Path.Combine(root, "chargeagent-postgres-" + Guid.NewGuid().ToString("N"));
        if (Environment.IsPrivilegedProcess)
        {
            Run(new ProcessStartInfo("install", ["-d", "-m", "700", "-o", User, home]));
        }
        else
        {
            Directory.CreateDirectory(home);
        }

        return home;
    }

    // PostgreSQL refuses to run as root, so root runs it as Debian's user.
    private static ProcessStartInfo AsUser(string home, string program, params string[] arguments)
    {
        return Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid", User, "--regid", User, "--init-groups", program, .. arguments])
            {
                WorkingDirectory = home,
            }
            : new ProcessStartInfo(program, arguments) { WorkingDirectory = home };
    }

    private static void Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        string complaint = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} failed: {complaint}");
        }
    }

    // The newest version that Debian has laid down, or what the PATH leads to.
    private static string? Programs()
    {
        const string Versions = "/usr/lib/postgresql";
        IEnumerable<string> debians = Directory.Exists(Versions)
            ? Directory
                .GetDirectories(Versions)
                .OrderByDescending(version => int.TryParse(Path.GetFileName(version), out int number) ? number : 0)
                .Select(version => Path.Combine(version, "bin"))
            : [];
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return debians
            .Concat(path)
            .FirstOrDefault(directory =>
                File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "postgres")));
    }
}
