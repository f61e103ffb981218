namespace CloudBridge.Web.Access;

/// <summary>Which paths are the API's: these are answered in JSON, never with a page.</summary>
public static class ApiPath
{
    /// <summary>Path of the metrics in Prometheus' text format.</summary>
    public const string Metrics = "/metrics";

    private static readonly string[] Roots = ["/api", "/openapi", "/ocpi", Metrics];

    /// <summary>Whether a request is for the API.</summary>
    public static bool IsApi(HttpContext context)
    {
        PathString path = context.Request.Path;
        return Roots.Any(root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a request only reads.</summary>
    public static bool IsRead(HttpContext context)
    {
        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
    }
}
