using System.Net;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Partners;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;

namespace CloudBridge.Web.Access;

/// <summary>Puts the rules of access into the server: who somebody is (cookie, token, OpenID), what is closed (everything), and which forms
/// count.</summary>
public static class AccessRules
{
    private const string ByRequest = "ByRequest";

    /// <summary>Registers everything; <paramref name="clock"/> is the real time, whatever time the bridge plays.</summary>
    /// <exception cref="RefusedException">The secret of the OpenID client cannot be read.</exception>
    public static void AddAccess(
        this IServiceCollection services,
        PagesSettings settings,
        OidcSettings oidc,
        Database database,
        TimeProvider clock)
    {
        ServerKeys keys = new(database);
        services.AddSingleton(keys);
        services.AddSingleton(new BillLinks(keys));
        services.AddScoped<BillDoor>();
        services.AddSingleton<ChargerDoor>();
        PersonRegistry people = new(database, clock);
        services.AddSingleton(people);
        services.AddSingleton(new ApiTokens(database, clock));
        services.AddSingleton(new PartnerRegistry(database, clock));
        services.AddSingleton(new SignInLinks(database, people, clock));
        services.AddSingleton(new PasswordLimits(clock));
        services.AddSingleton(new SignInSessions(database, clock));
        services.AddSingleton<IOwnership, PersonOwnership>();
        services.AddSingleton<IAuthorizationHandler, OwnAccountHandler>();
        services.AddDataProtection().SetApplicationName("chargeagent");
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new KeyRing(keys));
        services.AddAntiforgery(options => options.Cookie = BridgeCookie.Of("chargeagent-form", settings, SameSiteMode.Strict));
        services.Configure<ForwardedHeadersOptions>(options => TrustProxy(options, settings));
        services.AddSingleton<KnownBrowser>();
        services.AddSingleton<SignInRate>();
        Policy.AddTo(services.AddAuthorizationBuilder());
        AddSchemes(services, settings, oidc, clock);
    }

    /// <summary>Enforces them; belongs behind routing and before everything that answers.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<SignInRate>().GuardAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(RequireFormTokenAsync);
        app.UseAntiforgery();
    }

    private static void AddSchemes(IServiceCollection services, PagesSettings settings, OidcSettings oidc, TimeProvider clock)
    {
        AuthenticationBuilder authentication = services
            .AddAuthentication(ByRequest)
            .AddPolicyScheme(ByRequest, null, options => options.ForwardDefaultSelector = context => SchemeOf(context, settings))
            .AddCookie(options => SignInCookie.Configure(options, settings, clock))
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.Name, null)
            .AddScheme<AuthenticationSchemeOptions, OpenDoorHandler>(OpenDoorHandler.Name, options =>
                options.ForwardChallenge = options.ForwardForbid = CookieAuthenticationDefaults.AuthenticationScheme);
        if (oidc.IsOidcUsed)
        {
            OidcSignIn.AddTo(authentication, oidc, clock);
        }
    }

    private static string SchemeOf(HttpContext context, PagesSettings settings)
    {
        // Changing something through the API takes a token: no web site can make a browser send one.
        if (ApiTokenHandler.IsShown(context.Request) || (ApiPath.IsApi(context) && !ApiPath.IsRead(context)))
        {
            return ApiTokenHandler.Name;
        }

        return settings.PagesOpen ? OpenDoorHandler.Name : CookieAuthenticationDefaults.AuthenticationScheme;
    }

    // A proxy says who asks and whether by https. Without the setting only one on this machine is believed, which is the framework's
    // default.
    private static void TrustProxy(ForwardedHeadersOptions options, PagesSettings settings)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        if (settings.PagesProxy.Length > 0)
        {
            options.KnownProxies.Add(IPAddress.Parse(settings.PagesProxy));
        }
    }

    // Every form, whoever handles it: without its token nothing happens. The API takes no cookie for what changes something, and a path
    // that
    // says that it needs none must not look at cookies either.
    private static async Task RequireFormTokenAsync(HttpContext context, RequestDelegate next)
    {
        bool isWithout = context.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false };
        if (
            !isWithout
            && !ApiPath.IsApi(context)
            && !ApiPath.IsRead(context)
            && !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await next(context);
    }
}
