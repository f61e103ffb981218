using System.Text.Json;
using CloudBridge.Core.Registry.Partners;
using CloudBridge.Web.Access;
using NodaTime;

namespace CloudBridge.Web.Ocpi;

/// <summary>
/// GET /ocpi/versions and /ocpi/2.2.1: where a partner begins, and finds which modules there are for it (OCPI 2.2.1, 6.1 and 6.2). This
/// bridge is a sender; the role of credentials means nothing.
/// </summary>
public static class OcpiVersions
{
    /// <summary>The version that is spoken.</summary>
    public const string Version = "2.2.1";

    /// <summary>Below what the modules lie.</summary>
    public const string Root = OcpiAddress.Root + "/" + Version;

    /// <summary>The credentials module.</summary>
    public const string Credentials = "credentials";

    /// <summary>Maps the paths.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder root = app.MapGroup("")
            .WithTags("OCPI 2.2.1")
            .WithMetadata(new BeforeRegistration())
            .RequireAuthorization(Policy.Partners);
        root.MapGet(OcpiAddress.Versions, GetVersions).WithSummary("Versions of OCPI that are spoken, with their addresses.");
        root.MapGet(Root, GetModules).WithSummary("Modules of OCPI 2.2.1 with their addresses.");
    }

    private static IResult GetVersions(HttpContext context, TimeProvider clock)
    {
        return OcpiAnswer.Data(context, Now(clock), json =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("version", Version);
            json.WriteString("url", OcpiAddress.Of(context, Root));
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
            foreach (string module in ModulesFor(context))
            {
                WriteModule(json, module, OcpiAddress.Of(context, $"{Root}/{module}"));
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

    private static IEnumerable<string> ModulesFor(HttpContext context)
    {
        return OcpiModule.All.Where(module => OcpiModules.IsFor(context, module))
            .Append(Credentials)
            .Order(StringComparer.Ordinal);
    }

    private static Instant Now(TimeProvider clock)
    {
        return Instant.FromDateTimeOffset(clock.GetUtcNow());
    }
}
