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

    /// <summary>A refusal in OCPI's own terms: no data, one of <see cref="OcpiStatus"/> and a sentence.</summary>
    public static IResult Refusal(HttpContext context, int statusCode, string message, Instant now)
    {
        return Write(context, statusCode, message, now, _ => { });
    }

    private static IResult Write(HttpContext context, int statusCode, string message, Instant now, Action<Utf8JsonWriter> writeContent)
    {
        EchoId(context, "X-Request-ID");
        EchoId(context, "X-Correlation-ID");
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            writeContent(json);
            json.WriteNumber("status_code", statusCode);
            json.WriteString("status_message", message);
            json.WriteString(
                "timestamp",
                InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds())));
            json.WriteEndObject();
        }

        return Results.Bytes(stream.ToArray(), "application/json");
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
    private static void EchoId(HttpContext context, string name)
    {
        string id = context.Request.Headers[name].ToString();
        if (
            id.Length is > 0 and <= RequestIdLengthMax
            && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            context.Response.Headers[name] = id;
        }
    }
}
