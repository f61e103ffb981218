using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;

namespace Hardware.Bench.Chaos.Servers;

/// <summary>The bridge in a process of its own, as it is run in earnest, and its HTTP API.</summary>
internal sealed class BridgeServer : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http;

    /// <summary>A bridge on a database, not started, whose API is asked with a token; with a port of an external broker, or else it is the broker itself.</summary>
    public BridgeServer(string database, string token, int mqttPort, int? externalBrokerPort)
    {
        int pagesPort = ServerProcess.FreePort();
        string pagesUrl = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{pagesPort}");
        _http = new HttpClient { BaseAddress = new Uri(pagesUrl), Timeout = AnswerTimeout };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        List<string> arguments = [Path.Combine(AppContext.BaseDirectory, "cloud-bridge.dll"), "--database", database, "--pages-url", pagesUrl];
        arguments.AddRange(externalBrokerPort == null
            // Time runs faster here than the embedded broker's limit is made for.
            ? ["--mqtt-port", mqttPort.ToString(CultureInfo.InvariantCulture), "--mqtt-packets-per-second-max", "0"]
            : ["--broker", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{externalBrokerPort}")]);
        Process = new ServerProcess(DotnetHost(), arguments, IsHealthyAsync);
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
        catch (HttpRequestException)
        {
            // Not yet.
            return false;
        }
    }

    /// <summary>The dotnet that runs this program: shared/Microsoft.NETCore.App/VERSION/ lies three levels below it.</summary>
    private static string DotnetHost()
    {
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }
}
