using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Pages.Frames;

/// <summary>A file that every page loads. It is inside the program, so that pages look and act the same in whatever process the bridge
/// runs.</summary>
public sealed class PageFile
{
    /// <summary>The one stylesheet.</summary>
    public static readonly PageFile Stylesheet = new("bridge.css", "text/css; charset=utf-8");

    /// <summary>What keeps an open page up to date: htmx asks for parts again when the server says that something changed.</summary>
    public static readonly IReadOnlyList<PageFile> Scripts =
        [new("htmx.min.js", Script), new("htmx-ext-sse.min.js", Script), new("idiomorph-ext.min.js", Script), new("live.js", Script)];

    private const string Script = "text/javascript; charset=utf-8";

    private readonly byte[] _content;
    private readonly string _mediaType;

    private PageFile(string name, string mediaType)
    {
        _content = Read(name);
        _mediaType = mediaType;
        Path = "/" + name;
        Address = $"{Path}?v={Convert.ToHexStringLower(SHA256.HashData(_content))[..12]}";
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>Its address; another content is another address, so browsers may keep it.</summary>
    public string Address { get; }

    /// <summary>Maps all files; they are open to everyone, like the sign-in page that needs them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (PageFile file in Scripts.Append(Stylesheet))
        {
            app.MapGet(file.Path, file.Get).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private FileContentHttpResult Get(HttpContext context)
    {
        context.Response.Headers.Remove("Pragma");
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(_content, _mediaType);
    }

    private static byte[] Read(string name)
    {
        using Stream stream = typeof(PageFile).Assembly.GetManifestResourceStream(name)!;
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
