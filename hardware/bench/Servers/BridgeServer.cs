using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Hardware.Bench.Servers;

/// <summary>The bridge in a process of its own, as it is run in earnest, and its HTTP API.</summary>
internal sealed class BridgeServer : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http;

    /// <summary>A bridge program on a database, not started; it is the broker itself unless there is one, which bridges then share under
    /// names of their own.</summary>
    public BridgeServer(string program, string database, int mqttPort, bool isBrokerExternal, string name)
    {
        int pagesPort = ServerProcess.FreePort();
        string pagesUrl = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{pagesPort}");
        _http = new HttpClient { BaseAddress = new Uri(pagesUrl), Timeout = AnswerTimeout };
        List<string> arguments =
        [
            program,
            "--database",
            database,
            "--pages-url",
            pagesUrl,
            // The chargers' time runs faster than the bridge's.
            "--charger-clocks",
            "false",
        ];
        arguments.AddRange(
            isBrokerExternal
                ?
                [
                    "--broker",
                    string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{mqttPort}"),
                    "--broker-client-id",
                    name,
                    "--broker-share-group",
                    "bridges",
                ]
                // Time runs faster here than the embedded broker's limit is made for.
                : ["--mqtt-port", mqttPort.ToString(CultureInfo.InvariantCulture), "--mqtt-packets-per-second-max", "0"]);
        Process = new ServerProcess(new ProcessStartInfo(ServerProcess.DotnetHost(), arguments), IsHealthyAsync);
    }

    /// <summary>Gives the token that its API is asked with.</summary>
    public void SignIn(string token)
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The process.</summary>
    public ServerProcess Process { get; }

    /// <summary>What it has billed and held.</summary>
    public BridgeLedger Ledger => new(_http);

    public void Dispose()
    {
        Process.Dispose();
        _http.Dispose();
    }

    private async Task<bool> IsHealthyAsync(CancellationToken stop)
    {
        try
        {
            using HttpResponseMessage response = await _http.GetAsync(new Uri("/healthz", UriKind.Relative), stop).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            // Not yet.
            return false;
        }
    }
}
