using System.Security.Claims;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CloudBridge.Web.Access;

/// <summary>The cookie of people who are signed in, and what a browser without a good one is told.</summary>
public static class SignInCookie
{
    /// <summary>Where people sign in.</summary>
    public const string SignInPath = "/sign-in";

    /// <summary>Query of the sign-in page: where to go then.</summary>
    public const string ReturnQuery = "return";

    private const string CookieName = "chargeagent";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Sets the cookie up.</summary>
    public static void Configure(CookieAuthenticationOptions options, PagesSettings settings, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.TimeProvider = clock;
        // Lax, not Strict: who comes back from an OpenID provider, or follows a link in a mail, is to be signed in at once. No GET changes
        // anything but the one-time link that it uses up.
        options.Cookie = BridgeCookie.Of(CookieName, settings, SameSiteMode.Lax);
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = true;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = ReturnQuery;
        options.Events.OnSigningIn = BeginAsync;
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>Where to go after the sign-in: the page that was wanted if it is this bridge's, else the one the role begins
    /// with.</summary>
    public static string PathOf(string? wanted, string? role = null)
    {
        bool isHere =
            wanted is { Length: > 0 and < 1000 }
            && wanted[0] == '/'
            && !wanted.StartsWith("//", StringComparison.Ordinal)
            && !wanted.Contains('\\', StringComparison.Ordinal)
            && !wanted.Any(char.IsControl);
        return isHere && !wanted!.StartsWith(SignInPath, StringComparison.OrdinalIgnoreCase) && wanted != "/" ? wanted : Role.StartOf(role);
    }

    private static Task BeginAsync(CookieSigningInContext context)
    {
        context.HttpContext.RequestServices.GetRequiredService<SignInSessions>().Begin(context.Principal!);
        return Task.CompletedTask;
    }

    // Somebody who was removed, has a new password or role, or has signed out wherever the cookie was copied to, is out with the next
    // request.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (
            context.Principal is not ClaimsPrincipal person
            || !context.HttpContext.RequestServices.GetRequiredService<SignInSessions>().IsAlive(person))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }
    }

    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int statusCode)
    {
        if (statusCode == StatusCodes.Status401Unauthorized && !ApiPath.IsApi(context.HttpContext))
        {
            // Without host and scheme: only a proxy knows what they are outside.
            context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
            return Task.CompletedTask;
        }

        context.Response.StatusCode = statusCode;
        if (statusCode == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return Task.CompletedTask;
    }
}
