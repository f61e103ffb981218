namespace CloudBridge.Access;

/// <summary>Which paths are the API's: these are answered in JSON, never with a page.</summary>
public static class ApiPath
{
    private static readonly string[] Roots = ["/api", "/openapi", "/ocpi", Observability.ObservabilityParts.MetricsPath];

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
