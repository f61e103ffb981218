using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CloudBridge.Core.Foundation.Addresses;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Partners;

namespace CloudBridge.Web.Ocpi.Partners;

/// <summary>Asks partners and tells them. No redirect to another server is followed, no proxy asked, and no answer is longer than it may
/// be.</summary>
public sealed class OcpiClient : IDisposable
{
    private const int AnswerBytesMax = 1024 * 1024;
    private const int TextLengthMax = 200;
    private const int UrlLengthMax = 255;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http;
    private readonly OcpiSettings _settings;

    /// <summary>By the settings: whether partners may be in a private network.</summary>
    public OcpiClient(OcpiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(8),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            MaxResponseHeadersLength = 32,
        };
        if (!settings.OcpiInside)
        {
            handler.ConnectCallback = AddressGuard.ConnectOutsideAsync;
        }

        _http = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = AnswerBytesMax };
    }

    /// <summary>Why an address cannot be a partner's; null when it can.</summary>
    public string? FindDefect(string? url)
    {
        if (url is not { Length: > 0 and <= UrlLengthMax }
            || !Uri.TryCreate(url, UriKind.Absolute, out Uri? address)
            || address.Scheme is not ("https" or "http")
            || address.UserInfo.Length > 0)
        {
            return $"'{Cut(url ?? "")}' is no address of a partner: give one like https://partner.example.org/ocpi/versions";
        }

        return !_settings.OcpiInside && (address.Scheme != "https" || AddressGuard.IsRefusedByName(address))
            ? $"'{url}' has no https, or is in a private network: setting OcpiInside lets partners be there"
            : null;
    }

    /// <summary>Sends a request and gives the answer; where there is none, why.</summary>
    /// <param name="method">Method.</param>
    /// <param name="url">Address.</param>
    /// <param name="token">The token that the partner knows.</param>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="way">From whom to whom, for functional modules; null for versions and credentials.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<OcpiReply> SendAsync(
        HttpMethod method,
        string url,
        string token,
        string? body,
        OcpiWay? way,
        CancellationToken cancellationToken)
    {
        if (FindDefect(url) is string defect)
        {
            return new OcpiReply(0, 0, defect, default);
        }

        try
        {
            HttpResponseMessage answer = await _http.SendAsync(RequestOf(method, new Uri(url), token, body, way), cancellationToken);
            if (MovedTo(answer, new Uri(url)) is Uri moved)
            {
                answer.Dispose();
                answer = await _http.SendAsync(RequestOf(method, moved, token, body, way), cancellationToken);
            }

            using (answer)
            {
                return ReplyOf((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            }
        }
        catch (HttpRequestException e)
        {
            return new OcpiReply(0, 0, "It could not be reached: " + Cut((e.InnerException ?? e).Message), default);
        }
        catch (Exception e) when (e is RefusedAddressException or IOException)
        {
            return new OcpiReply(0, 0, "It could not be reached: " + Cut(e.Message), default);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"It did not answer within {Patience.TotalSeconds} s");
            return new OcpiReply(0, 0, text, default);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
    }

    // What a partner says goes into logs and onto a terminal.
    internal static string Cut(string text)
    {
        return OutsideText.Of(text, TextLengthMax);
    }

    private static HttpRequestMessage RequestOf(HttpMethod method, Uri url, string token, string? body, OcpiWay? way)
    {
        HttpRequestMessage request = new(method, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Token", PartnerToken.Encode(token));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add("X-Request-ID", Guid.NewGuid().ToString());
        request.Headers.Add("X-Correlation-ID", Guid.NewGuid().ToString());
        way?.AddTo(request.Headers);
        if (body != null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        return request;
    }

    // Web frameworks send on what comes without the slash at its end, or with it: on the same server that is followed once, and nowhere
    // else, because the token goes with it.
    private static Uri? MovedTo(HttpResponseMessage answer, Uri asked)
    {
        if (answer.StatusCode is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || answer.Headers.Location is not Uri location)
        {
            return null;
        }

        Uri moved = new(asked, location);
        return Uri.Compare(moved, asked, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? moved
            : null;
    }

    private static OcpiReply ReplyOf(int httpStatus, byte[] content)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            JsonElement root = document.RootElement;
            bool isEnvelope = root.ValueKind == JsonValueKind.Object;
            int code =
                isEnvelope && root.TryGetProperty("status_code", out JsonElement number) && number.TryGetInt32(out int said) ? said : 0;
            string words =
                isEnvelope && root.TryGetProperty("status_message", out JsonElement text) && text.ValueKind == JsonValueKind.String
                    ? Cut(text.GetString()!)
                    : "";
            JsonElement data = isEnvelope && root.TryGetProperty("data", out JsonElement given) ? given.Clone() : default;
            return new OcpiReply(httpStatus, code, TextOf(httpStatus, code, words), data);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new OcpiReply(httpStatus, 0, TextOf(httpStatus, 0, ""), default);
        }
    }

    private static string TextOf(int httpStatus, int code, string words)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"It answered {httpStatus}");
        text += code == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", OCPI {code}");
        return words.Length == 0 ? text : $"{text}: {words}";
    }
}

/// <summary>From whom a message is to whom (OCPI 2.2.1, 4.1.6).</summary>
/// <param name="FromCountry">Country of this party.</param>
/// <param name="FromParty">Its id.</param>
/// <param name="ToCountry">Country of the other party.</param>
/// <param name="ToParty">Its id.</param>
public sealed record OcpiWay(string FromCountry, string FromParty, string ToCountry, string ToParty)
{
    /// <summary>Adds the headers.</summary>
    public void AddTo(HttpRequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        headers.Add("OCPI-from-country-code", FromCountry);
        headers.Add("OCPI-from-party-id", FromParty);
        headers.Add("OCPI-to-country-code", ToCountry);
        headers.Add("OCPI-to-party-id", ToParty);
    }
}
