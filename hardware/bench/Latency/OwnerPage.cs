using System.Diagnostics;
using System.Net;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using CloudBridge.Host;

namespace Hardware.Bench.Latency;

/// <summary>An owner's open page, as the browser keeps it: a stream of changes, and for each change the page asked for again. It draws
/// nothing; what it notes is when the page first said something.</summary>
public sealed class OwnerPage : IAsyncDisposable
{
    // A server allows only so many pages to one address. Each group of pages comes from its own address of this machine.
    private const int PagesPerAddress = 50;

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<long> _said = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _chargerId;
    private readonly string _text;
    private Task _following = Task.CompletedTask;

    private OwnerPage(HttpClient http, string chargerId, string text)
    {
        _http = http;
        _chargerId = chargerId;
        _text = text;
    }

    /// <summary>When the page that came first said the text, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public Task<long> Said => _said.Task;

    /// <summary>How often the page was asked for again.</summary>
    public long LoadCount { get; private set; }

    /// <summary>Signs somebody in and opens the page of a charger.</summary>
    /// <param name="bridge">The bridge.</param>
    /// <param name="personName">Who.</param>
    /// <param name="chargerId">The charger.</param>
    /// <param name="text">What to wait for.</param>
    /// <param name="number">Number of the page, from 0.</param>
    /// <param name="cancelled">Gives up.</param>
    public static async Task<OwnerPage> OpenAsync(
        BridgeHost bridge,
        string personName,
        string chargerId,
        string text,
        int number,
        CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(bridge);
        IPAddress own = new([127, 0, 1, (byte)(1 + (number / PagesPerAddress))]);
        HttpClient http = new(new SocketsHttpHandler { ConnectCallback = (context, stop) => ConnectAsync(own, context.DnsEndPoint, stop) })
        {
            BaseAddress = bridge.PagesAddress,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        using HttpResponseMessage signedIn = await http.GetAsync(bridge.SignInLinks.Create(personName), cancelled);
        signedIn.EnsureSuccessStatusCode();
        OwnerPage page = new(http, chargerId, text);
        page._following = page.FollowAsync();
        return page;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _following;
        _http.Dispose();
        _end.Dispose();
    }

    private static async ValueTask<Stream> ConnectAsync(IPAddress own, DnsEndPoint there, CancellationToken stop)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(own, 0));
            await socket.ConnectAsync(IPAddress.Parse(there.Host), there.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            await using Stream stream = await _http.GetStreamAsync($"/live/{_chargerId}", _end.Token);
            await foreach (SseItem<string> _ in SseParser.Create(stream).EnumerateAsync(_end.Token))
            {
                string page = await _http.GetStringAsync($"/c/{_chargerId}", _end.Token);
                LoadCount++;
                if (page.Contains(_text, StringComparison.Ordinal))
                {
                    _said.TrySetResult(Stopwatch.GetTimestamp());
                }
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The page is closed.
            return;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            _said.TrySetException(exception);
        }
    }
}
