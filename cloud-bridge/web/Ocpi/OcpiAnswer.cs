using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Web.Ocpi;

/// <summary>Answers as OCPI 2.2.1 shapes them: an envelope {data, status_code, status_message, timestamp}, and for lists the paging headers
/// (4.1).</summary>
public static class OcpiAnswer
{
    private const int RequestIdLengthMax = 64;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One page of a list, with X-Total-Count, X-Limit and, unless it is the last one, a Link to the next.</summary>
    /// <param name="context">The request that is answered.</param>
    /// <param name="paging">What was asked for.</param>
    /// <param name="totalCount">How many objects match, on all pages.</param>
    /// <param name="objects">The objects of this page, each as JSON text.</param>
    /// <param name="now">The time of the answer.</param>
    public static IResult Page(HttpContext context, OcpiPaging paging, long totalCount, IReadOnlyList<string> objects, Instant now)
    {
        ArgumentNullException.ThrowIfNull(paging);
        IHeaderDictionary headers = context.Response.Headers;
        headers["X-Total-Count"] = totalCount.ToString(CultureInfo.InvariantCulture);
        headers["X-Limit"] = OcpiPaging.LimitMax.ToString(CultureInfo.InvariantCulture);
        if (paging.Offset + (long)objects.Count < totalCount && objects.Count > 0)
        {
            headers.Link = $"<{NextOf(context.Request, paging, objects.Count)}>; rel=\"next\"";
        }

        return Write(context, OcpiStatus.Success, "Success", now, json =>
        {
            json.WriteStartArray("data");
            foreach (string one in objects)
            {
                json.WriteRawValue(one);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>One object, or a list that is never paged.</summary>
    public static IResult Data(HttpContext context, Instant now, Action<Utf8JsonWriter> writeData)
    {
        return Write(context, OcpiStatus.Success, "Success", now, json =>
        {
            json.WritePropertyName("data");
            writeData(json);
        });
    }

    /// <summary>Success without data.</summary>
    public static IResult Done(HttpContext context, Instant now)
    {
        return Write(context, OcpiStatus.Success, "Success", now, _ => { });
    }

    /// <summary>A refusal in OCPI's own terms: no data, one of <see cref="OcpiStatus"/> and a sentence.</summary>
    /// <param name="context">The request that is answered.</param>
    /// <param name="statusCode">One of <see cref="OcpiStatus"/>.</param>
    /// <param name="message">Why.</param>
    /// <param name="now">The time of the answer.</param>
    /// <param name="httpStatus">Where the specification wants HTTP to say so as well.</param>
    public static IResult Refusal(
        HttpContext context,
        int statusCode,
        string message,
        Instant now,
        int httpStatus = StatusCodes.Status200OK)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = httpStatus;
        return Write(context, statusCode, message, now, _ => { });
    }

    /// <summary>An object that is not there: HTTP 404 (5).</summary>
    public static IResult NotFound(HttpContext context, string message, Instant now)
    {
        return Refusal(context, OcpiStatus.ClientError, message, now, StatusCodes.Status404NotFound);
    }

    /// <summary>Nothing can be told yet, because nobody has said which party this is.</summary>
    public static IResult NoParty(HttpContext context, Instant now)
    {
        return Refusal(context, OcpiStatus.ServerError, "this bridge is no party yet: settings OcpiCountryCode and OcpiPartyId", now);
    }

    /// <summary>Puts the members of OCPI's envelope into what HTTP refuses (4.1.8): such an answer is a problem of RFC 9457 as
    /// well.</summary>
    public static void Extend(ProblemDetailsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        TimeProvider clock = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        bool isServer = context.ProblemDetails.Status >= StatusCodes.Status500InternalServerError;
        context.ProblemDetails.Extensions["status_code"] = isServer ? OcpiStatus.ServerError : OcpiStatus.ClientError;
        context.ProblemDetails.Extensions["status_message"] = context.ProblemDetails.Title;
        context.ProblemDetails.Extensions["timestamp"] = TimeOf(Instant.FromDateTimeOffset(clock.GetUtcNow()));
    }

    private static IResult Write(HttpContext context, int statusCode, string message, Instant now, Action<Utf8JsonWriter> writeContent)
    {
        Echo(context, "X-Request-ID", "X-Request-ID");
        Echo(context, "X-Correlation-ID", "X-Correlation-ID");
        // The way back of a routed request (4.1.6).
        Echo(context, "OCPI-from-country-code", "OCPI-to-country-code");
        Echo(context, "OCPI-from-party-id", "OCPI-to-party-id");
        Echo(context, "OCPI-to-country-code", "OCPI-from-country-code");
        Echo(context, "OCPI-to-party-id", "OCPI-from-party-id");
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            writeContent(json);
            json.WriteNumber("status_code", statusCode);
            json.WriteString("status_message", message);
            json.WriteString("timestamp", TimeOf(now));
            json.WriteEndObject();
        }

        return Results.Bytes(stream.ToArray(), "application/json");
    }

    private static string TimeOf(Instant now)
    {
        return InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()));
    }

    private static string NextOf(HttpRequest request, OcpiPaging paging, int count)
    {
        string address = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path);
        Dictionary<string, string?> query = request
            .Query.Where(pair => pair.Key is "date_from" or "date_to")
            .ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
        query["offset"] = (paging.Offset + count).ToString(CultureInfo.InvariantCulture);
        query["limit"] = paging.Limit.ToString(CultureInfo.InvariantCulture);
        return QueryHelpers.AddQueryString(address, query);
    }

    // What comes from outside goes into a header again: only what an id is made of.
    private static void Echo(HttpContext context, string name, string answerName)
    {
        string id = context.Request.Headers[name].ToString();
        if (
            id.Length is > 0 and <= RequestIdLengthMax
            && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            context.Response.Headers[answerName] = id;
        }
    }
}
