using System.Diagnostics;
using System.Runtime.CompilerServices;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage.Ingest;
using MimeKit;

namespace CloudBridge.Tests.Src.Notices;

/// <summary>A real SMTP server in a process of its own, and the messages that it took.</summary>
internal sealed class MailServer : IDisposable
{
    // Debian's packages belong to Debian's Python, which need not be the first on the path.
    private static readonly Lazy<string?> Python = new(() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(HasSmtp));

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chargeagent-mail-");
    private Process? _process;

    private MailServer()
    {
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; } = MosquittoBroker.FreePort();

    /// <summary>Starts one; the test says aloud that it was skipped where Debian's python3-aiosmtpd is missing.</summary>
    public static async Task<MailServer> StartAsync(string mode = "plain", params string[] more)
    {
        string? python = Python.Value;
        if (python == null)
        {
            Assert.Inconclusive("SKIPPED: no SMTP server is installed on this machine (Debian's python3-aiosmtpd).");
        }

        MailServer server = new();
        ProcessStartInfo start = new(
            python,
            [Script(), server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), server._directory.FullName, mode, .. more])
        {
            RedirectStandardError = true,
        };
        server._process = Process.Start(start)!;
        List<string> said = [];
        server._process.ErrorDataReceived += (_, line) =>
        {
            lock (said)
            {
                said.Add(line.Data ?? "");
            }
        };
        server._process.BeginErrorReadLine();
        await Eventually.BecomesTrueAsync(() => server._process.HasExited || MosquittoBroker.IsListening(server.Port));
        lock (said)
        {
            Assert.IsFalse(server._process.HasExited, "the SMTP server does not start: " + string.Join('\n', said));
        }

        return server;
    }

    /// <summary>Starts a bridge that mails through it.</summary>
    public Task<RunningBridge> StartBridgeAsync(Action<BridgeSettings>? change = null)
    {
        return RunningBridge.StartAsync(settings =>
        {
            settings.Pages.PublicUrl = "https://charging.example.org";
            settings.Notices.SmtpHost = "127.0.0.1";
            settings.Notices.SmtpPort = Port;
            settings.Notices.SmtpFrom = "bridge@example.org";
            settings.Notices.SmtpSecurity = SmtpSecurity.None;
            change?.Invoke(settings);
        });
    }

    /// <summary>How many messages it took.</summary>
    public int Count()
    {
        return Directory.GetFiles(_directory.FullName, "*.eml").Length;
    }

    /// <summary>The messages it took, in the order they came.</summary>
    public IReadOnlyList<MimeMessage> Messages()
    {
        return
        [
            .. Directory
                .GetFiles(_directory.FullName, "*.eml")
                .OrderBy(path =>
                    int.Parse(Path.GetFileNameWithoutExtension(path).Split('-')[1], System.Globalization.CultureInfo.InvariantCulture))
                .Select(path => MimeMessage.Load(path)),
        ];
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _directory.Delete(true);
    }

    private static bool HasSmtp(string python)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(python, ["-c", "import aiosmtpd.smtp"]) { RedirectStandardError = true }
            )!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Script([CallerFilePath] string thisFile = "")
    {
        return Path.Combine(Path.GetDirectoryName(thisFile)!, "smtp-server.py");
    }
}
