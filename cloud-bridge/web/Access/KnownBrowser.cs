using System.Security.Cryptography;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Access;
using Microsoft.AspNetCore.DataProtection;
using Secret = CloudBridge.Core.Registry.Access.Secret;

namespace CloudBridge.Web.Access;

/// <summary>
/// A cookie that outlasts the sign-in and says that a person has signed in with this browser. It opens nothing: it gives the browser its
/// own count of wrong passwords for that person. A browser knows the person who signed in with it last.
/// </summary>
public sealed class KnownBrowser
{
    private const string CookieName = "chargeagent-browser";
    private const string Purpose = "CloudBridge.Web.Access.KnownBrowser";
    private const int IdBytes = 16;
    private const int CookieLengthMax = 1000;

    // Neither an id nor a name has a space.
    private const char Between = ' ';

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector _protector;
    private readonly CookieBuilder _cookie;

    /// <summary>Under the bridge's own keys.</summary>
    public KnownBrowser(IDataProtectionProvider protection, PagesSettings settings)
    {
        _protector = protection.CreateProtector(Purpose).ToTimeLimitedDataProtector();
        _cookie = BridgeCookie.Of(CookieName, settings, SameSiteMode.Lax);
        _cookie.MaxAge = Lifetime;
    }

    /// <summary>Notes that a person has signed in with this browser.</summary>
    public void Remember(HttpContext context, string personName)
    {
        ArgumentNullException.ThrowIfNull(context);
        // The same person keeps the same id, so that signing in again gives no new count.
        string id = Read(context) is { } known && known.PersonName == personName ? known.Id : Secret.New(IdBytes);
        context.Response.Cookies.Append(_cookie.Name!, _protector.Protect(id + Between + personName, Lifetime), _cookie.Build(context));
    }

    /// <summary>A try of a password by a name, as it is counted.</summary>
    public PasswordTry TryOf(HttpContext context, string name)
    {
        return new PasswordTry(name, CountedAddress.Of(context), Read(context) is { } known && known.PersonName == name ? known.Id : null);
    }

    /// <summary>Who has signed in with this browser before; null when nobody has.</summary>
    public string? PersonNameOf(HttpContext context)
    {
        return Read(context)?.PersonName;
    }

    private (string Id, string PersonName)? Read(HttpContext context)
    {
        string? shown = context.Request.Cookies[_cookie.Name!];
        if (shown is not { Length: > 0 and <= CookieLengthMax })
        {
            return null;
        }

        try
        {
            string[] parts = _protector.Unprotect(shown).Split(Between);
            return parts.Length == 2 ? (parts[0], parts[1]) : null;
        }
        catch (CryptographicException)
        {
            // Of another bridge, too old, or made up.
            return null;
        }
    }
}
