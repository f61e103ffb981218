using System.Text;
using System.Text.Encodings.Web;
using CloudBridge.Core.Registry.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CloudBridge.Web.Access;

/// <summary>Lets a program in by "Authorization: Bearer TOKEN", or as OCPI has it (2.2.1, 4.1.1) by "Authorization: Token" and the token in
/// Base64.</summary>
public sealed class ApiTokenHandler : AuthenticationHandler<AuthenticationSchemeOptions>
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "Token";

    private const string Bearer = "Bearer ";
    private const string Encoded = "Token ";

    private readonly ApiTokens _tokens;

    /// <summary>By these tokens.</summary>
    public ApiTokenHandler(
        IOptionsMonitor<AuthenticationSchemeOptions> options,
        ILoggerFactory loggers,
        UrlEncoder encoder,
        ApiTokens tokens)
        : base(options, loggers, encoder)
    {
        _tokens = tokens;
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

        ApiToken? token = _tokens.Find(IsShownAs(Request, Bearer) ? TextOf(Request, Bearer) : Decode(TextOf(Request, Encoded)));
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

    private static bool IsShownAs(HttpRequest request, string word)
    {
        return request.Headers.Authorization.ToString().StartsWith(word, StringComparison.OrdinalIgnoreCase);
    }

    private static string TextOf(HttpRequest request, string word)
    {
        return request.Headers.Authorization.ToString()[word.Length..].Trim();
    }

    // What is no Base64 is nobody's token.
    private static string Decode(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }
}
