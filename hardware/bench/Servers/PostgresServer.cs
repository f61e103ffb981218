using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using CloudBridge.Core.Foundation.Storage;

namespace Hardware.Bench.Servers;

/// <summary>Debian's PostgreSQL as it is shipped, fsync and all, with a cluster of its own. It refuses to run as root, so root runs it as
/// Debian's user.</summary>
internal static class PostgresServer
{
    private const string ProgramsDirectory = "/usr/lib/postgresql";
    private const string User = "postgres";

    /// <summary>Whether PostgreSQL is installed.</summary>
    public static bool IsInstalled => Programs() != null;

    /// <summary>What the bridge is told as its database.</summary>
    public static string ConnectionString(int port)
    {
        return string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=chargeagent;Database=postgres");
    }

    /// <summary>The server with a new cluster in a directory, not started, where it is installed.</summary>
    /// <exception cref="IOException">The cluster cannot be made.</exception>
    public static async Task<ServerProcess> CreateAsync(string directory, int port, CancellationToken stop)
    {
        string home = Path.Combine(directory, "postgres");
        if (Environment.IsPrivilegedProcess)
        {
            // The other user has to get through to what is its own.
            await RunAsync(new ProcessStartInfo("chmod", ["a+x", directory]), stop).ConfigureAwait(false);
            await RunAsync(new ProcessStartInfo("install", ["-d", "-m", "700", "-o", User, home]), stop).ConfigureAwait(false);
        }
        else
        {
            Directory.CreateDirectory(home);
        }

        // Only clients of this machine get in, and they may.
        await RunAsync(Program(home, "initdb", "-D", "data", "-U", "chargeagent", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"), stop)
            .ConfigureAwait(false);
        string portText = port.ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = Program(
            home,
            "postgres",
            "-D",
            "data",
            "-p",
            portText,
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=");
        Database database = new(ConnectionString(port) + ";Pooling=false");
        // Shared memory of a server that was only killed would stay until the machine starts again.
        return new ServerProcess(start, _ => Task.FromResult(Answers(database)))
        {
            Farewell = Quiet(Program(home, "pg_ctl", "-D", "data", "-m", "immediate", "stop")),
        };
    }

    /// <summary>One of PostgreSQL's programs, run in a directory by the user whose it is.</summary>
    private static ProcessStartInfo Program(string home, string name, params string[] arguments)
    {
        string program = Path.Combine(Programs()!, name);
        return Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid", User, "--regid", User, "--init-groups", program, .. arguments])
            {
                WorkingDirectory = home,
            }
            : new ProcessStartInfo(program, arguments) { WorkingDirectory = home };
    }

    /// <summary>The directory of the newest version's programs; null when none is installed.</summary>
    private static string? Programs()
    {
        string[] versions = Directory.Exists(ProgramsDirectory) ? Directory.GetDirectories(ProgramsDirectory) : [];
        return versions
            .Select(version => Path.Combine(version, "bin"))
            .Where(programs => File.Exists(Path.Combine(programs, "initdb")))
            .MaxBy(programs =>
                int.TryParse(
                    Path.GetFileName(Path.GetDirectoryName(programs)),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out int version)
                    ? version
                    : 0);
    }

    private static bool Answers(Database database)
    {
        try
        {
            using DbConnection connection = database.Open();
            return true;
        }
        catch (DbException)
        {
            // Not yet: it starts, or it goes through its log after a crash.
            return false;
        }
    }

    private static async Task RunAsync(ProcessStartInfo start, CancellationToken stop)
    {
        using Process process = Process.Start(Quiet(start))!;
        try
        {
            Task<string> said = process.StandardOutput.ReadToEndAsync(stop);
            string complaint = await process.StandardError.ReadToEndAsync(stop).ConfigureAwait(false);
            await said.ConfigureAwait(false);
            await process.WaitForExitAsync(stop).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw new IOException($"PostgreSQL's directory cannot be made: {complaint.Trim().ReplaceLineEndings(" ")}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static ProcessStartInfo Quiet(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return start;
    }
}
