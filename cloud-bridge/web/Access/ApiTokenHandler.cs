using System.Text.Encodings.Web;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Partners;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CloudBridge.Web.Access;

/// <summary>
/// Lets a program in by "Authorization: Bearer TOKEN", or as OCPI has it (2.2.1, 4.1.2) by "Authorization: Token" and the token in Base64.
/// An OCPI partner comes in the second way alone; it then stands among the request's features.
/// </summary>
public sealed class ApiTokenHandler : AuthenticationHandler<AuthenticationSchemeOptions>
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "Token";

    private const string Bearer = "Bearer ";
    private const string Encoded = "Token ";

    private readonly ApiTokens _tokens;
    private readonly PartnerRegistry _partners;

    /// <summary>By these tokens.</summary>
    public ApiTokenHandler(
        IOptionsMonitor<AuthenticationSchemeOptions> options,
        ILoggerFactory loggers,
        UrlEncoder encoder,
        ApiTokens tokens,
        PartnerRegistry partners)
        : base(options, loggers, encoder)
    {
        _tokens = tokens;
        _partners = partners;
    }

    /// <summary>Whether a request shows a token, good or bad.</summary>
    public static bool IsShown(HttpRequest request)
    {
        return IsShownAs(request, Bearer) || IsShownAs(request, Encoded);
    }

    /// <inheritdoc />
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsShown(Request))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        string shown = IsShownAs(Request, Bearer) ? TextOf(Request, Bearer) : PartnerToken.Decode(TextOf(Request, Encoded));
        return Task.FromResult(
            IsShownAs(Request, Encoded) && shown.StartsWith(PartnerToken.Start, StringComparison.Ordinal)
                ? ResultOf(shown, _partners.FindByToken(shown))
                : ResultOf(_tokens.Find(shown)));
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    private static bool IsShownAs(HttpRequest request, string word)
    {
        return request.Headers.Authorization.ToString().StartsWith(word, StringComparison.OrdinalIgnoreCase);
    }

    private static string TextOf(HttpRequest request, string word)
    {
        return request.Headers.Authorization.ToString()[word.Length..].Trim();
    }

    private AuthenticateResult ResultOf(ApiToken? token)
    {
        return token == null ? AuthenticateResult.Fail("There is no such token.") : Success(token.Name, token.Role);
    }

    // A party that is not registered yet finds nothing but what it needs for that.
    private AuthenticateResult ResultOf(string shown, Partner? partner)
    {
        bool isEarly = Context.GetEndpoint()?.Metadata.GetMetadata<BeforeRegistration>() != null;
        if (partner == null || !(partner.IsRegistered || isEarly))
        {
            return AuthenticateResult.Fail("There is no such token, or its party is not registered.");
        }

        Context.Features.Set(new ShownPartner(partner, shown));
        return Success(partner.Name, Policy.Partner);
    }

    private AuthenticateResult Success(string name, string role)
    {
        return AuthenticateResult.Success(new AuthenticationTicket(Person.PrincipalOf(name, role, Scheme.Name), Scheme.Name));
    }
}

/// <summary>The OCPI partner whose request it is.</summary>
/// <param name="Partner">The partner.</param>
/// <param name="Token">The token it has shown.</param>
public sealed record ShownPartner(Partner Partner, string Token);
