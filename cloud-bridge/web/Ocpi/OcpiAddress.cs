using CloudBridge.Core.Foundation.Settings;
using Microsoft.AspNetCore.Http.Extensions;

namespace CloudBridge.Web.Ocpi;

/// <summary>Addresses of this bridge as partners know them.</summary>
public static class OcpiAddress
{
    /// <summary>Below what all of it lies.</summary>
    public const string Root = "/ocpi";

    /// <summary>The versions endpoint.</summary>
    public const string Versions = Root + "/versions";

    /// <summary>The address of a path: below the setting PublicUrl or, without one, as the request came.</summary>
    public static string Of(HttpContext context, string path)
    {
        ArgumentNullException.ThrowIfNull(context);
        PagesSettings settings = context.RequestServices.GetRequiredService<PagesSettings>();
        HttpRequest request = context.Request;
        return settings.PublicUrl.Length > 0
            ? settings.PublicAddress + path
            : UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, path);
    }
}
