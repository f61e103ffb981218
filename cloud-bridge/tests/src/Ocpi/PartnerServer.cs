using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CloudBridge.Tests.Stage.Ingest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CloudBridge.Tests.Src.Ocpi;

/// <summary>
/// An eMSP on a web server of its own: versions, credentials and receivers of OCPI 2.2.1, as the specification says it and by nothing of
/// the bridge. It keeps what it is told, and can be down.
/// </summary>
internal sealed class PartnerServer : IAsyncDisposable
{
    /// <summary>The token with which the bridge may register here.</summary>
    public const string Invitation = "their-invitation";

    private static readonly string[] Receivers = ["cdrs", "locations", "sessions", "tariffs"];

    private readonly ConcurrentQueue<PartnerCall> _calls = new();
    private readonly int _port = MosquittoBroker.FreePort();
    private WebApplication? _app;
    private int _tokenCount;

    /// <summary>Where its versions are.</summary>
    public string VersionsUrl => $"http://127.0.0.1:{_port}/ocpi/versions";

    /// <summary>The token that the bridge must show it now.</summary>
    public string OwnToken { get; private set; } = Invitation;

    /// <summary>The credentials that the bridge gave it.</summary>
    public JsonElement Given { get; private set; }

    /// <summary>Which version it speaks.</summary>
    public string Version { get; set; } = "2.2.1";

    /// <summary>Whether it names its credentials endpoint.</summary>
    public bool HasCredentials { get; set; } = true;

    /// <summary>What it answers a push with, when not success: HTTP's status and OCPI's.</summary>
    public Func<PartnerCall, (int Http, int Ocpi)?> Answer { get; set; } = _ => null;

    /// <summary>Where it sends on what comes without a slash at its end: "" is the same with it; null sends on nothing.</summary>
    public string? SendsOnTo { get; set; }

    /// <summary>What it was pushed and has answered, in order.</summary>
    public IReadOnlyList<PartnerCall> Calls => [.. _calls];

    /// <summary>What it has taken, in order.</summary>
    public IReadOnlyList<PartnerCall> Taken => [.. _calls.Where(call => call.IsTaken)];

    /// <summary>Starts one.</summary>
    public static async Task<PartnerServer> StartAsync()
    {
        PartnerServer server = new();
        await server.UpAsync();
        return server;
    }

    /// <summary>Its token that is shown to the bridge, the way OCPI encodes it.</summary>
    public static AuthenticationHeaderValue Header(string token)
    {
        return new AuthenticationHeaderValue("Token", Convert.ToBase64String(Encoding.UTF8.GetBytes(token)));
    }

    /// <summary>Makes the credentials that it sends, with a new token for the bridge.</summary>
    public string NewCredentials()
    {
        OwnToken = $"their-token-{++_tokenCount}";
        return CredentialsText();
    }

    /// <summary>Registers with the bridge by the token it was invited with; what came back is <see cref="Given"/>.</summary>
    public async Task<HttpResponseMessage> RegisterAsync(Uri bridge, string token, HttpMethod? method = null)
    {
        using HttpClient http = new() { BaseAddress = bridge };
        http.DefaultRequestHeaders.Authorization = Header(token);
        HttpRequestMessage request = new(method ?? HttpMethod.Post, "/ocpi/2.2.1/credentials")
        {
            Content = new StringContent(NewCredentials(), Encoding.UTF8, "application/json"),
        };
        HttpResponseMessage answer = await http.SendAsync(request);
        JsonElement envelope = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        if (envelope.TryGetProperty("data", out JsonElement data))
        {
            Given = data;
        }

        return answer;
    }

    /// <summary>A client that shows the bridge the token it gave.</summary>
    public HttpClient Http(Uri bridge)
    {
        HttpClient http = new() { BaseAddress = bridge };
        http.DefaultRequestHeaders.Authorization = Header(Given.GetProperty("token").GetString()!);
        return http;
    }

    /// <summary>Begins to answer, on the same port each time.</summary>
    public async Task UpAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_port}");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(ServeAsync);
        await _app.StartAsync();
    }

    /// <summary>Goes away, as a server does that is switched off.</summary>
    public async Task DownAsync()
    {
        if (_app != null)
        {
            await _app.StopAsync(new CancellationToken(canceled: true));
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DownAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization.ToString() != Header(OwnToken).ToString())
        {
            await WriteAsync(context, 401, 2000, null);
            return;
        }

        string path = context.Request.Path;
        string root = $"http://127.0.0.1:{_port}/ocpi/emsp/2.2.1";
        switch (path)
        {
            case "/ocpi/versions":
                await WriteAsync(context, 200, 1000, $$"""[{"version":"{{Version}}","url":"{{root}}"}]""");
                break;
            case "/ocpi/emsp/2.2.1":
                string endpoints = string.Join(',', Receivers.Select(name => EndpointText(name, "RECEIVER", root))
                    .Concat(HasCredentials ? [EndpointText("credentials", "SENDER", root)] : []));
                await WriteAsync(context, 200, 1000, $$"""{"version":"2.2.1","endpoints":[{{endpoints}}]}""");
                break;
            case "/ocpi/emsp/2.2.1/credentials":
                await TakeCredentialsAsync(context);
                break;
            default:
                await TakePushAsync(context, path["/ocpi/emsp/2.2.1/".Length..]);
                break;
        }
    }

    // As a receiver does it: it asks the bridge for its versions with the token it was just given, and only then answers.
    private async Task TakeCredentialsAsync(HttpContext context)
    {
        if (context.Request.Method == "DELETE")
        {
            OwnToken = "nobody's";
            await WriteAsync(context, 200, 1000, null);
            return;
        }

        Given = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement.Clone();
        using HttpClient http = new();
        http.DefaultRequestHeaders.Authorization = Header(Given.GetProperty("token").GetString()!);
        JsonElement versions = await OcpiSchemas.DataAsync(http, Given.GetProperty("url").GetString()!);
        await OcpiSchemas.AssertValidAsync("versions", versions);
        JsonElement details = await OcpiSchemas.DataAsync(http, versions[0].GetProperty("url").GetString()!);
        await OcpiSchemas.AssertValidAsync("version-details", details);
        await WriteAsync(context, 200, 1000, NewCredentials());
    }

    private async Task TakePushAsync(HttpContext context, string path)
    {
        if (SendsOnTo is string elsewhere && !path.EndsWith('/'))
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = elsewhere + context.Request.Path + "/";
            return;
        }

        using StreamReader reader = new(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        Dictionary<string, string> headers = context.Request.Headers.ToDictionary(
            header => header.Key.ToLowerInvariant(),
            header => header.Value.ToString());
        PartnerCall call = new($"{context.Request.Method} {path}", body, headers);
        (int http, int ocpi) = Answer(call) ?? (200, 1000);
        _calls.Enqueue(call with { IsTaken = http < 300 && ocpi < 2000 });
        await WriteAsync(context, http, ocpi, null);
    }

    private static async Task WriteAsync(HttpContext context, int http, int ocpi, string? data)
    {
        context.Response.StatusCode = http;
        context.Response.ContentType = "application/json";
        string text = data == null ? "" : $"\"data\":{data},";
        await context.Response.WriteAsync(
            $$"""{ {{text}} "status_code":{{ocpi}},"status_message":"said so","timestamp":"2026-06-01T12:00:00Z"}""");
    }

    private static string EndpointText(string name, string role, string root)
    {
        return $$"""{"identifier":"{{name}}","role":"{{role}}","url":"{{root}}/{{name}}"}""";
    }

    private string CredentialsText()
    {
        return $$"""
            {"token":"{{OwnToken}}","url":"{{VersionsUrl}}","roles":[{"role":"EMSP","party_id":"EMS","country_code":"NL",
             "business_details":{"name":"Drive Ltd"} }]}
            """;
    }
}

/// <summary>One push.</summary>
/// <param name="What">Method and path below the version.</param>
/// <param name="Body">Body.</param>
/// <param name="Headers">Headers, their names in small letters.</param>
/// <param name="IsTaken">Whether it was answered with success.</param>
internal sealed record PartnerCall(string What, string Body, IReadOnlyDictionary<string, string> Headers, bool IsTaken = false)
{
    /// <summary>The body, read.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
