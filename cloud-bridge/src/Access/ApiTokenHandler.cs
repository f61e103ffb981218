using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CloudBridge.Access;

/// <summary>Lets a program in by "Authorization: Bearer TOKEN".</summary>
public sealed class ApiTokenHandler : AuthenticationHandler<AuthenticationSchemeOptions>
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "Token";

    private const string Bearer = "Bearer ";

    private readonly ApiTokens _tokens;

    /// <summary>By these tokens.</summary>
    public ApiTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiTokens tokens)
        : base(options, loggers, encoder)
    {
        _tokens = tokens;
    }

    /// <summary>Whether a request shows a token, good or bad.</summary>
    public static bool IsShown(HttpRequest request)
    {
        return request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc />
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsShown(Request))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        ApiToken? token = _tokens.Find(Request.Headers.Authorization.ToString()[Bearer.Length..].Trim());
        return Task.FromResult(token == null
            ? AuthenticateResult.Fail("There is no such token.")
            : AuthenticateResult.Success(new AuthenticationTicket(Person.PrincipalOf(token.Name, token.Role, Scheme.Name), Scheme.Name)));
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
