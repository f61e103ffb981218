using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Addresses;
using StandardWebhooks;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Sends webhooks and push messages. No redirect is followed and no proxy asked: a message goes where its contact says, or
/// nowhere.</summary>
internal sealed class WebSender : IDisposable
{
    // What ntfy takes as a message, and not as a file.
    private const int PushBytesMax = 4000;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(8);

    private readonly HttpClient _anywhere = new(HandlerOf(isGuarded: false)) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly HttpClient _outside = new(HandlerOf(isGuarded: true)) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly TimeProvider _clock;

    /// <summary>By the real time.</summary>
    public WebSender(TimeProvider clock)
    {
        _clock = clock;
    }

    /// <summary>Sends one.</summary>
    public async Task<SendResult> SendAsync(Notice notice, Contact contact, CancellationToken cancellationToken)
    {
        try
        {
            using HttpRequestMessage request =
                contact.Channel == NoticeChannel.Webhook ? WebhookOf(notice, contact) : PushOf(notice, contact);
            using HttpResponseMessage answer = await (contact.IsTrusted ? _anywhere : _outside).SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken);
            return ResultOf(answer);
        }
        catch (HttpRequestException e) when (RefusalIn(e) is RefusedAddressException refusal)
        {
            return SendResult.Refused(refusal.Message);
        }
        catch (HttpRequestException e)
        {
            return SendResult.Failed($"The receiver could not be reached: {(e.InnerException ?? e).Message}");
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return SendResult.Failed("The receiver did not answer in time");
        }
    }

    public void Dispose()
    {
        _anywhere.Dispose();
        _outside.Dispose();
    }

    private static SocketsHttpHandler HandlerOf(bool isGuarded)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            MaxResponseHeadersLength = 32,
        };
        if (isGuarded)
        {
            handler.ConnectCallback = AddressGuard.ConnectOutsideAsync;
        }

        return handler;
    }

    private static RefusedAddressException? RefusalIn(Exception? e)
    {
        return e == null ? null : e as RefusedAddressException ?? RefusalIn(e.InnerException);
    }

    private static HttpRequestMessage RequestOf(Notice notice, Contact contact, HttpContent content)
    {
        HttpRequestMessage request = new(HttpMethod.Post, contact.Address) { Content = content };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("ChargeAgent", null));
        request.Headers.Add(EmailMessage.IdHeader, notice.PublicId);
        return request;
    }

    private HttpRequestMessage WebhookOf(Notice notice, Contact contact)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        StringContent content = new(notice.Payload, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        HttpRequestMessage request = RequestOf(notice, contact, content);
        request.Headers.Add("webhook-id", notice.PublicId);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", new StandardWebhook(contact.Secret).Sign(notice.PublicId, now, notice.Payload));
        return request;
    }

    private static HttpRequestMessage PushOf(Notice notice, Contact contact)
    {
        HttpRequestMessage request = RequestOf(
            notice,
            contact,
            new StringContent(Cut(notice.Body), Encoding.UTF8, new MediaTypeHeaderValue("text/plain", "utf-8")));
        request.Headers.Add("Title", HeaderText(notice.Title));
        (string priority, string tag) = notice.Severity switch
        {
            IncidentSeverity.Critical => ("urgent", "rotating_light"),
            IncidentSeverity.Warning => ("high", "warning"),
            _ => ("default", "electric_plug"),
        };
        request.Headers.Add("Priority", priority);
        request.Headers.Add("Tags", tag);
        // A repeat replaces the message on the phone instead of standing beside it.
        request.Headers.Add("X-Sequence-ID", notice.PublicId);
        if (notice.Link.Length > 0)
        {
            request.Headers.Add("Click", notice.Link);
        }

        if (contact.Secret.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", contact.Secret);
        }

        return request;
    }

    private SendResult ResultOf(HttpResponseMessage answer)
    {
        int code = (int)answer.StatusCode;
        string what = $"The receiver answered {code}";
        return answer.StatusCode switch
        {
            _ when answer.IsSuccessStatusCode => SendResult.Sent,
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => SendResult.Failed(
                what,
                RetryAfterOf(answer)),
            _ when code is >= 300 and < 400 => SendResult.Refused(what + ": redirects are not followed"),
            _ when code is >= 400 and < 500 => SendResult.Refused(what),
            _ => SendResult.Failed(what),
        };
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage answer)
    {
        RetryConditionHeaderValue? asked = answer.Headers.RetryAfter;
        return asked?.Delta ?? (asked?.Date is DateTimeOffset date && date > _clock.GetUtcNow() ? date - _clock.GetUtcNow() : null);
    }

    // Headers are ASCII; ntfy reads the encoded words of e-mail for the rest.
    private static string HeaderText(string text)
    {
        string plain = text.Replace('\u00a0', ' ').Replace('\u202f', ' ').ReplaceLineEndings(" ");
        return plain.All(c => c is >= ' ' and <= '~') ? plain : $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(plain))}?=";
    }

    private static string Cut(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= PushBytesMax)
        {
            return text;
        }

        int length = PushBytesMax;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        // Not within a character: its further bytes begin with the bits 10.
        while ((bytes[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return Encoding.UTF8.GetString(bytes, 0, length) + "…";
    }
}
