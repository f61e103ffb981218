using CloudBridge.Core.Registry.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Access;

/// <summary>What belongs to signing in and is no page: the one-time link, the way to an OpenID provider, signing out.</summary>
public static class SignInPaths
{
    /// <summary>Where the form to sign out goes.</summary>
    public const string SignOutPath = "/sign-out";

    /// <summary>Maps the paths.</summary>
    public static void Map(IEndpointRouteBuilder app, OidcSettings settings)
    {
        app.MapGet(SignInLinks.Path + "{token}", UseLinkAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(SignOutPath, SignOutAsync).AllowAnonymous().ExcludeFromDescription();
        if (settings.IsOidcUsed)
        {
            app.MapGet(OidcSignIn.StartPath, StartOidc).AllowAnonymous().ExcludeFromDescription();
        }
    }

    /// <summary>Signs somebody in and writes it to the log.</summary>
    public static Task SignInAsync(HttpContext context, ILogger log, Person person, string way)
    {
        SignInLog.SignedIn(log, person.Name, way, AddressOf(context));
        context.RequestServices.GetRequiredService<KnownBrowser>().Remember(context, person.Name);
        return context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, person.ToPrincipal());
    }

    /// <summary>Where a request came from, for the log.</summary>
    public static string AddressOf(HttpContext context)
    {
        return context.Connection.RemoteIpAddress?.ToString() ?? "nowhere";
    }

    private static async Task<RedirectHttpResult> UseLinkAsync(string token, HttpContext context, SignInLinks links, ILoggerFactory loggers)
    {
        ILogger log = loggers.CreateLogger(typeof(SignInPaths));
        Person? person = links.Use(token);
        if (person == null)
        {
            SignInLog.Refused(log, AddressOf(context), "a one-time link that is used up, too old, or none");
            return TypedResults.LocalRedirect($"{SignInCookie.SignInPath}?problem=link");
        }

        await SignInAsync(context, log, person, "one-time link");
        return TypedResults.LocalRedirect(Role.StartOf(person.Role));
    }

    private static async Task SignOutAsync(HttpContext context, SignInSessions sessions)
    {
        // Not the request's person, who may come by another way than the cookie.
        AuthenticateResult shown = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (shown.Principal != null)
        {
            sessions.End(shown.Principal);
        }

        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        context.Response.Redirect(SignInCookie.SignInPath);
    }

    private static ChallengeHttpResult StartOidc(HttpContext context)
    {
        string path = SignInCookie.PathOf(context.Request.Query[SignInCookie.ReturnQuery]);
        return TypedResults.Challenge(new AuthenticationProperties { RedirectUri = path }, [OidcSignIn.Scheme]);
    }
}
