using CloudBridge.Core.Foundation.Settings;

namespace CloudBridge.Web.Access;

/// <summary>The bridge's own cookies.</summary>
internal static class BridgeCookie
{
    /// <summary>A cookie of this name.</summary>
    public static CookieBuilder Of(string name, PagesSettings settings, SameSiteMode sameSite)
    {
        return new CookieBuilder
        {
            Name = name,
            Path = "/",
            HttpOnly = true,
            SameSite = sameSite,
            IsEssential = true,
            SecurePolicy = CookieSecurePolicy.SameAsRequest,
        };
    }
}
