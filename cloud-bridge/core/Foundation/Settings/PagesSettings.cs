using System.Net;

namespace CloudBridge.Core.Foundation.Settings;

/// <summary>Where pages and API are, and who gets in without signing in. Out of range means refused at start, never adjusted.</summary>
public sealed class PagesSettings
{
    /// <summary>Address of pages and API, http only; port 0 is any free port.</summary>
    public string PagesUrl { get; set; } = "http://localhost:5080";

    /// <summary>Address at which people reach the pages from outside, for links and labels; empty means <see cref="PagesUrl"/>.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Whether whoever sits at this machine is an operator without signing in; only on a loopback address.</summary>
    public bool PagesOpen { get; set; }

    /// <summary>IP address of a proxy on another machine, which is believed who asks and whether by https; one on this machine always
    /// is.</summary>
    public string PagesProxy { get; set; } = "";

    /// <summary>Connections that pages and API take at the same time; an open page is one.</summary>
    public int PagesConnectionsMax { get; set; } = 2000;

    /// <summary>Connections of one address among them; a proxy may take all.</summary>
    public int PagesConnectionsPerAddress { get; set; } = 100;

    /// <summary>Address of the pages as people know it, without a slash at its end.</summary>
    public string PublicAddress => (PublicUrl.Length > 0 ? PublicUrl : PagesUrl).TrimEnd('/');

    /// <summary>Whether people reach the pages by https.</summary>
    public bool IsPublicHttps => PublicAddress.StartsWith(Uri.UriSchemeHttps + Uri.SchemeDelimiter, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first setting that cannot be used, named, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (!TryGetPages(out _))
        {
            return $"PagesUrl is '{PagesUrl}': give an address like http://localhost:5080 (https is the task of a proxy in front)";
        }

        if (
            PublicUrl.Length > 0
            && !(
                Uri.TryCreate(PublicUrl, UriKind.Absolute, out Uri? site)
                && site.Scheme is "http" or "https"
                && site.AbsolutePath == "/"
                && PublicUrl.Length <= 200))
        {
            return $"PublicUrl is '{PublicUrl}': give the address at which people reach the pages, e.g. "
                + $"https://charging.example.org, or leave it empty";
        }

        if (PagesOpen && !new Uri(PagesUrl).IsLoopback)
        {
            return $"PagesOpen lets everybody in, and {PagesUrl} can be reached from other machines: leave it out, or "
                + $"choose an address like http://localhost:5080";
        }

        if (PagesProxy.Length > 0 && !IPAddress.TryParse(PagesProxy, out _))
        {
            return $"PagesProxy is '{PagesProxy}': give the proxy's IP address, or leave it empty for one on this machine";
        }

        if (PagesConnectionsMax is < 1 or > 1000000)
        {
            return $"PagesConnectionsMax is {PagesConnectionsMax}: give 1 to 1000000";
        }

        if (PagesConnectionsPerAddress is < 1 or > 1000000)
        {
            return $"PagesConnectionsPerAddress is {PagesConnectionsPerAddress}: give 1 to 1000000";
        }

        return null;
    }

    /// <summary>The pages' address; false when the setting is none.</summary>
    public bool TryGetPages(out Uri? address)
    {
        return Uri.TryCreate(PagesUrl, UriKind.Absolute, out address) && address.Scheme == Uri.UriSchemeHttp && address.AbsolutePath == "/";
    }
}
