using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using NodaTime;

namespace CloudBridge.Web.Ocpi;

/// <summary>
/// GET /ocpi/versions and /ocpi/2.2.1: where a partner begins, and finds which modules there are (OCPI 2.2.1, 6.1 and 6.2). This bridge
/// is the sender of tariffs and CDRs.
/// </summary>
public static class OcpiVersions
{
    /// <summary>The version that is spoken.</summary>
    public const string Version = "2.2.1";

    private const string Root = "/ocpi";
    private static readonly string[] Modules = ["cdrs", "tariffs"];

    /// <summary>Maps the paths.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder root = app.MapGroup(Root).WithTags("OCPI 2.2.1");
        root.MapGet("/versions", GetVersions).WithSummary("Versions of OCPI that are spoken, with their addresses.");
        root.MapGet("/" + Version, GetModules).WithSummary("Modules of OCPI 2.2.1 with their addresses.");
    }

    private static IResult GetVersions(HttpContext context, TimeProvider clock)
    {
        return OcpiAnswer.Data(context, Now(clock), json =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("version", Version);
            json.WriteString("url", AddressOf(context, ""));
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    private static IResult GetModules(HttpContext context, TimeProvider clock)
    {
        return OcpiAnswer.Data(context, Now(clock), json =>
        {
            json.WriteStartObject();
            json.WriteString("version", Version);
            json.WriteStartArray("endpoints");
            foreach (string module in Modules)
            {
                WriteModule(json, module, AddressOf(context, "/" + module));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WriteModule(Utf8JsonWriter json, string module, string address)
    {
        json.WriteStartObject();
        json.WriteString("identifier", module);
        json.WriteString("role", "SENDER");
        json.WriteString("url", address);
        json.WriteEndObject();
    }

    private static string AddressOf(HttpContext context, string below)
    {
        HttpRequest request = context.Request;
        return UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, $"{Root}/{Version}{below}");
    }

    private static Instant Now(TimeProvider clock)
    {
        return Instant.FromDateTimeOffset(clock.GetUtcNow());
    }
}
