using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace CloudBridge.Tests.Web.Access;

/// <summary>A small OpenID provider over real HTTP: discovery, keys, authorization code with PKCE (RFC 7636), signed id token. Whoever
/// comes is the user it was told.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    /// <summary>The one client.</summary>
    public const string ClientId = "bridge";

    /// <summary>Its secret.</summary>
    public const string ClientSecret = "the client's secret";

    private const string Code = "a-code";

    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private string _nonce = "";
    private string _challenge = "";

    private OidcProvider()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, object>
        {
            ["issuer"] = Address,
            ["authorization_endpoint"] = Address + "/authorize",
            ["token_endpoint"] = Address + "/token",
            ["jwks_uri"] = Address + "/keys",
        });
        _app.MapGet("/keys", Keys);
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", TokenAsync);
    }

    /// <summary>Its address.</summary>
    public string Address => _app.Urls.First();

    /// <summary>What the id token says about the user, beside issuer, audience and times.</summary>
    public Dictionary<string, object> Claims { get; } = [];

    /// <summary>Whether the id token is signed with another key than the published one.</summary>
    public bool IsForging { get; set; }

    /// <summary>Starts one.</summary>
    public static async Task<OidcProvider> StartAsync()
    {
        OidcProvider provider = new();
        await provider._app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private Dictionary<string, object> Keys()
    {
        RSAParameters key = _key.ExportParameters(false);
        Dictionary<string, string> published = new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = "1",
            ["alg"] = "RS256",
            ["n"] = Base64Url.EncodeToString(key.Modulus),
            ["e"] = Base64Url.EncodeToString(key.Exponent),
        };
        return new Dictionary<string, object> { ["keys"] = new[] { published } };
    }

    private IResult Authorize(HttpRequest request)
    {
        IQueryCollection asked = request.Query;
        if (asked["client_id"] != ClientId || asked["response_type"] != "code" || asked["code_challenge_method"] != "S256")
        {
            return Results.BadRequest();
        }

        _nonce = asked["nonce"]!;
        _challenge = asked["code_challenge"]!;
        return Results.Redirect(
            QueryHelpers.AddQueryString(
                asked["redirect_uri"]!,
                new Dictionary<string, string?> { ["code"] = Code, ["state"] = asked["state"] }));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        IFormCollection form = await request.ReadFormAsync();
        string verifier = form["code_verifier"].ToString();
        bool isGood = form["client_id"] == ClientId && form["client_secret"] == ClientSecret && form["code"] == Code
            && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == _challenge;
        return isGood
            ? Results.Json(
                new Dictionary<string, object>
                {
                    ["access_token"] = "nothing",
                    ["token_type"] = "Bearer",
                    ["id_token"] = IdToken(),
                })
            : Results.BadRequest(new { error = "invalid_grant" });
    }

    private string IdToken()
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Dictionary<string, object> claims = new(Claims)
        {
            ["iss"] = Address,
            ["aud"] = ClientId,
            ["iat"] = now,
            ["exp"] = now + 300,
            ["nonce"] = _nonce,
        };
        string signed =
            Part(
                new Dictionary<string, object>
                {
                    ["alg"] = "RS256",
                    ["kid"] = "1",
                    ["typ"] = "JWT",
                })
            + "."
            + Part(claims);
        using RSA other = RSA.Create(2048);
        byte[] signature = (IsForging ? other : _key).SignData(
            Encoding.ASCII.GetBytes(signed),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
        return signed + "." + Base64Url.EncodeToString(signature);
    }

    private static string Part(Dictionary<string, object> content)
    {
        return Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(content));
    }
}
