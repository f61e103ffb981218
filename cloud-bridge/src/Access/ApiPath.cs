namespace CloudBridge.Access;

/// <summary>Which paths are the API's: these are answered in JSON, never with a page.</summary>
public static class ApiPath
{
    /// <summary>Whether a request is for the API.</summary>
    public static bool IsApi(HttpContext context)
    {
        return context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a request only reads.</summary>
    public static bool IsRead(HttpContext context)
    {
        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
    }
}
