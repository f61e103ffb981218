using System.Net;
using System.Text.Encodings.Web;
using CloudBridge.Core.Registry.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CloudBridge.Web.Access;

/// <summary>
/// Setting PagesOpen: whoever sits at this machine is an operator without signing in. Not so a request that came through a proxy, or by
/// a name other than this machine's own, which is how a web site elsewhere would make a browser here read the pages (DNS rebinding).
/// </summary>
public sealed class OpenDoorHandler : AuthenticationHandler<AuthenticationSchemeOptions>
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "Open";

    /// <summary>The person's name.</summary>
    public const string PersonName = "this machine";

    /// <summary>As the framework makes it.</summary>
    public OpenDoorHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : base(options, loggers, encoder)
    {
    }

    /// <inheritdoc />
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        bool isHere =
            Context.Connection.RemoteIpAddress is IPAddress address
            && IPAddress.IsLoopback(address)
            && Uri.TryCreate($"http://{Request.Host}", UriKind.Absolute, out Uri? host)
            && host.IsLoopback
            && !Request.Headers.ContainsKey("X-Forwarded-For")
            && !Request.Headers.ContainsKey("X-Original-For")
            && !Request.Headers.ContainsKey("Forwarded");
        return Task.FromResult(
            isHere
                ? AuthenticateResult.Success(
                    new AuthenticationTicket(Person.PrincipalOf(PersonName, Role.Operator, Scheme.Name), Scheme.Name))
                : AuthenticateResult.NoResult());
    }
}
