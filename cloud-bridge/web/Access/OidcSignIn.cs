using System.Security.Claims;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CloudBridge.Web.Access;

/// <summary>
/// Sign-in through an OpenID provider: authorization code with PKCE, the answer by redirect. The provider says who it is; the setting
/// OidcRoles says what that person may do here, and who is not in it gets nothing.
/// </summary>
public static class OidcSignIn
{
    /// <summary>Name of the scheme.</summary>
    public const string Scheme = ProviderClaims.Source;

    /// <summary>Where the way to the provider begins.</summary>
    public const string StartPath = "/sign-in/provider";

    /// <summary>Where the provider sends people back to; it has to be told this address.</summary>
    public const string ReturnPath = "/sign-in/provider/return";

    private const string EmailClaim = "email";
    private const int NameLengthMax = 120;
    private const int ReasonLengthMax = 300;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>Adds the scheme.</summary>
    public static void AddTo(AuthenticationBuilder authentication, OidcSettings settings, TimeProvider clock)
    {
        string secret = OidcRoles.ReadSecret(settings);
        OidcRoles roles = OidcRoles.Read(settings.OidcRoles)!;
        authentication.AddOpenIdConnect(Scheme, options =>
        {
            options.TimeProvider = clock;
            options.Authority = settings.OidcAuthority;
            options.ClientId = settings.OidcClientId;
            options.ClientSecret = secret;
            // FindDefect lets http pass only for a provider on this machine.
            options.RequireHttpsMetadata = new Uri(settings.OidcAuthority).Scheme == Uri.UriSchemeHttps;
            options.ResponseType = OpenIdConnectResponseType.Code;
            // By redirect and not by a form of the provider's: its cookies then need not be SameSite=None.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.MapInboundClaims = false;
            options.SaveTokens = false;
            options.CallbackPath = ReturnPath;
            options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            options.Scope.Add(EmailClaim);
            options.TokenValidationParameters = new TokenValidationParameters { NameClaimType = "name", RoleClaimType = "none" };
            foreach (CookieBuilder cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            {
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            }

            options.Events.OnTokenValidated = context => AdmitAsync(context, settings.OidcRoleClaim, roles);
            options.Events.OnRemoteFailure = RefuseAsync;
        });
    }

    private static Task AdmitAsync(TokenValidatedContext context, string roleClaim, OidcRoles roles)
    {
        ClaimsPrincipal claimed = context.Principal!;
        string? email = claimed.FindFirstValue(EmailClaim);
        // An address that nobody has checked could be anybody's.
        bool isVerified =
            email != null && string.Equals(claimed.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase);
        bool isProved = roleClaim != EmailClaim || isVerified;
        string? role = isProved ? roles.RoleOf(claimed.FindAll(roleClaim).Select(claim => claim.Value)) : null;
        if (role == null)
        {
            context.HandleResponse();
            context.Response.Redirect($"{SignInCookie.SignInPath}?problem=role");
            return Task.CompletedTask;
        }

        string name = email ?? claimed.FindFirstValue("preferred_username") ?? claimed.FindFirstValue("sub") ?? "";
        context.Principal = Person.PrincipalOf(
            name[..Math.Min(name.Length, NameLengthMax)],
            role,
            Scheme,
            [
                new Claim(ProviderClaims.SourceClaim, ProviderClaims.Source),
                .. isVerified ? [new Claim(ProviderClaims.VerifiedEmailClaim, email!)] : Array.Empty<Claim>(),
            ]);
        // Nobody tells this bridge when the provider lets somebody go: so the sign-in ends by itself.
        context.Properties!.AllowRefresh = false;
        context.Properties.RedirectUri = SignInCookie.PathOf(context.Properties.RedirectUri, role);
        context.Properties.ExpiresUtc = context.Options.TimeProvider!.GetUtcNow() + Lifetime;
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(RemoteFailureContext context)
    {
        ILogger log = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OidcSignIn));
        // Whoever returns from the provider can write into it.
        SignInLog.ProviderFailed(log, OutsideText.Of(context.Failure?.Message ?? "no reason given", ReasonLengthMax));
        context.HandleResponse();
        context.Response.Redirect($"{SignInCookie.SignInPath}?problem=provider");
        return Task.CompletedTask;
    }
}
