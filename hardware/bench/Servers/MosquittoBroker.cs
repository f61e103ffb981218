using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hardware.Bench.Servers;

/// <summary>Debian's mosquitto with the settings under which it keeps most over a crash: unbounded queue, saved each second.</summary>
internal static class MosquittoBroker
{
    private const string Program = "mosquitto";

    /// <summary>Whether mosquitto is installed.</summary>
    public static bool IsInstalled => Find() != null;

    /// <summary>The broker, not started, where it is installed.</summary>
    public static ServerProcess Create(string directory, int port)
    {
        // Chargers and bridge of this run are the only clients, on this machine only.
        string settings = string.Create(CultureInfo.InvariantCulture, $"""
            listener {port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {directory}/
            autosave_interval 1
            max_queued_messages 0
            user {Environment.UserName}

            """);
        string path = Path.Combine(directory, "mosquitto.conf");
        File.WriteAllText(path, settings);
        return new ServerProcess(new ProcessStartInfo(Find()!, ["-c", path]), stop => AnswersAsync(port, stop));
    }

    private static string? Find()
    {
        string[] directories =
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            "/usr/sbin",
            "/usr/local/sbin",
        ];
        return directories
            .Where(directory => directory.Length > 0)
            .Select(directory => Path.Combine(directory, Program))
            .FirstOrDefault(File.Exists);
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken stop)
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port, stop).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            // Not yet.
            return false;
        }
    }
}
