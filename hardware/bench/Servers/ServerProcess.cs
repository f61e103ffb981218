using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Hardware.Bench.Servers;

/// <summary>A process of the run, database, broker or bridge: started, killed with SIGKILL, started again on the same files and
/// ports.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int LineCountMax = 200;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly ProcessStartInfo _start;
    private readonly Func<CancellationToken, Task<bool>> _isReady;
    private readonly Queue<string> _lines = new();
    private Process? _process;
    private long _logBytes;

    /// <summary>A process that is not started; <paramref name="isReady"/> says whether it answers.</summary>
    public ServerProcess(ProcessStartInfo start, Func<CancellationToken, Task<bool>> isReady)
    {
        _start = start;
        _start.RedirectStandardOutput = true;
        _start.RedirectStandardError = true;
        _isReady = isReady;
    }

    /// <summary>A command that makes it give back what the system keeps for it beyond its death, before it is killed for the last
    /// time.</summary>
    public ProcessStartInfo? Farewell { get; init; }

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The last lines of its log, oldest first.</summary>
    public string[] LastLines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Bytes that it has said so far.</summary>
    public long LogBytes => Interlocked.Read(ref _logBytes);

    /// <summary>Bytes of memory that it holds; 0 when it does not run.</summary>
    public long MemoryBytes
    {
        get
        {
            _process?.Refresh();
            return IsRunning ? _process!.WorkingSet64 : 0;
        }
    }

    /// <summary>The dotnet that runs this program: shared/Microsoft.NETCore.App/VERSION/ lies three levels below it.</summary>
    public static string DotnetHost()
    {
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }

    /// <summary>A TCP port of this machine that is free now.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public void Start()
    {
        _process?.Dispose();
        _process = new Process { StartInfo = _start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until it answers; what has ended meanwhile is started again. False when it does not come up.</summary>
    public async Task<bool> WaitUntilReadyAsync(CancellationToken stop)
    {
        long startedAt = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(startedAt) < StartPatience)
        {
            if (!IsRunning)
            {
                Start();
            }

            if (await _isReady(stop).ConfigureAwait(false) && IsRunning)
            {
                return true;
            }

            await Task.Delay(PollInterval, stop).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>SIGKILL to it and all that it has started: it has no chance to write or say anything more. False when it did not
    /// run.</summary>
    public bool Kill()
    {
        if (!IsRunning)
        {
            return false;
        }

        _process!.Kill(entireProcessTree: true);
        _process.WaitForExit();
        return true;
    }

    public void Dispose()
    {
        if (IsRunning && Farewell != null)
        {
            using Process farewell = Process.Start(Farewell)!;
            farewell.WaitForExit(FarewellPatience);
        }

        Kill();
        _process?.Dispose();
    }

    private void Keep(string? line)
    {
        if (line == null)
        {
            return;
        }

        Interlocked.Add(ref _logBytes, line.Length + 1);
        lock (_lines)
        {
            if (_lines.Count == LineCountMax)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }
}
