using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Pages;

/// <summary>The one stylesheet. It is inside the program, so that pages look the same in whatever process the bridge runs.</summary>
public static class Stylesheet
{
    /// <summary>Its path.</summary>
    public const string Path = "/bridge.css";

    private static readonly byte[] Css = Read();

    /// <summary>Its address; another content is another address, so browsers may keep it.</summary>
    public static string Address { get; } = $"{Path}?v={Convert.ToHexStringLower(SHA256.HashData(Css))[..12]}";

    /// <summary>Serves it.</summary>
    public static FileContentHttpResult Get(HttpContext context)
    {
        context.Response.Headers.Remove("Pragma");
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(Css, "text/css; charset=utf-8");
    }

    private static byte[] Read()
    {
        using Stream stream = typeof(Stylesheet).Assembly.GetManifestResourceStream("bridge.css")!;
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
