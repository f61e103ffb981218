using CloudBridge.Core.Foundation.Settings;

namespace CloudBridge.Web.Access;

/// <summary>
/// The bridge's own cookies. Where its public address is https they are for https alone, whatever a proxy says of a request, and bound to
/// the host: a browser takes a cookie whose name begins with __Host- from nobody else (RFC 6265bis, 4.1.3.2). By http it would refuse them.
/// </summary>
internal sealed class BridgeCookie : CookieBuilder
{
    private const string HostPrefix = "__Host-";

    private readonly bool _isOfHost;

    private BridgeCookie(bool isOfHost)
    {
        _isOfHost = isOfHost;
    }

    /// <summary>A cookie of this name, which no script sees.</summary>
    public static CookieBuilder Of(string name, PagesSettings settings, SameSiteMode sameSite)
    {
        return new BridgeCookie(settings.IsPublicHttps)
        {
            Name = settings.IsPublicHttps ? HostPrefix + name : name,
            Path = "/",
            HttpOnly = true,
            SameSite = sameSite,
            IsEssential = true,
            SecurePolicy = CookieSecurePolicy.SameAsRequest,
        };
    }

    /// <inheritdoc />
    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        // Not by the policy: with it forms would be an error where a proxy does not say that it speaks https.
        CookieOptions options = base.Build(context, expiresFrom);
        options.Secure |= _isOfHost;
        return options;
    }
}
