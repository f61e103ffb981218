using System.Collections.Concurrent;
using System.Net;
using CloudBridge.Tests.Stage.Ingest;

namespace CloudBridge.Tests.Src.Notices;

/// <summary>A real HTTP server that keeps every POST it gets and answers what a test says, 204 by default.</summary>
internal sealed class HookServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(int Status, string? RetryAfter)>> _answers = new();

    public HookServer()
    {
        Address = $"http://127.0.0.1:{MosquittoBroker.FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Its address, with a slash at its end.</summary>
    public string Address { get; }

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<Call> Calls => [.. _calls];

    /// <summary>Answers the next call of a path so.</summary>
    public void Answer(string path, int status, string? retryAfter = null)
    {
        _answers.GetOrAdd(path, _ => new ConcurrentQueue<(int, string?)>()).Enqueue((status, retryAfter));
    }

    public void Dispose()
    {
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using StreamReader reader = new(context.Request.InputStream);
                string body = await reader.ReadToEndAsync();
                string path = context.Request.Url!.AbsolutePath;
                (int status, string? retryAfter) =
                    _answers.TryGetValue(path, out ConcurrentQueue<(int, string?)>? queue) && queue.TryDequeue(out (int, string?) next)
                        ? next
                        : (204, null);
                _calls.Enqueue(
                    new Call(
                        path,
                        body,
                        context.Request.Headers.AllKeys.ToDictionary(
                            name => name!.ToLowerInvariant(),
                            name => context.Request.Headers[name]!),
                        status));
                context.Response.StatusCode = status;
                if (retryAfter != null)
                {
                    context.Response.Headers["Retry-After"] = retryAfter;
                }

                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // Closed, or whoever called is gone: the test is over, or asks for what came.
            if (_listener.IsListening)
            {
                await ServeAsync();
            }
        }
    }

    /// <summary>One POST.</summary>
    public sealed record Call(string Path, string Body, IReadOnlyDictionary<string, string> Headers, int Answered);
}
