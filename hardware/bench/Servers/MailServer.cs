using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Hardware.Bench.Servers;

/// <summary>A real SMTP server in a process of its own, Debian's python3-aiosmtpd, which keeps what it takes in a Maildir; the time of a
/// file is that of its receipt.</summary>
internal sealed class MailServer : IDisposable
{
    // Debian's packages belong to Debian's Python, which need not be the first on the path.
    private const string Python = "/usr/bin/python3";

    private const string Recipient = "X-RcptTo: ";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly string _directory;
    private readonly Process _process;

    private MailServer(string directory, int port)
    {
        Port = port;
        _directory = directory;
        string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        _process = Process.Start(
            new ProcessStartInfo(
                Python,
                ["-m", "aiosmtpd", "--nosetuid", "--class", "aiosmtpd.handlers.Mailbox", "--listen", address, directory])
        )!;
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts one that keeps its mail below a directory; null where none is installed.</summary>
    public static async Task<MailServer?> TryStartAsync(string directory, CancellationToken cancelled)
    {
        if (!IsInstalled())
        {
            return null;
        }

        MailServer server = new(Path.Combine(directory, "mail"), ServerProcess.FreePort());
        long startedAt = Stopwatch.GetTimestamp();
        while (!server.IsListening())
        {
            if (Stopwatch.GetElapsedTime(startedAt) > StartPatience)
            {
                server.Dispose();
                return null;
            }

            await Task.Delay(PollInterval, cancelled);
        }

        return server;
    }

    /// <summary>How many messages it took.</summary>
    public int Count()
    {
        return Files().Length;
    }

    /// <summary>When the first message to an address was received, for each address.</summary>
    public IReadOnlyDictionary<string, DateTime> FirstByRecipient()
    {
        Dictionary<string, DateTime> first = new(StringComparer.Ordinal);
        foreach (string path in Files().OrderBy(File.GetLastWriteTimeUtc))
        {
            string? recipient = File.ReadLines(path).FirstOrDefault(line => line.StartsWith(Recipient, StringComparison.Ordinal));
            if (recipient != null)
            {
                first.TryAdd(recipient[Recipient.Length..], File.GetLastWriteTimeUtc(path));
            }
        }

        return first;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static bool IsInstalled()
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", "import aiosmtpd"]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private string[] Files()
    {
        string arrived = Path.Combine(_directory, "new");
        return Directory.Exists(arrived) ? Directory.GetFiles(arrived) : [];
    }

    private bool IsListening()
    {
        try
        {
            using TcpClient client = new("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
