using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace CloudBridge.Web.Access;

/// <summary>
/// Bounds on tries to sign in: an address may try only so often in a minute, and so may all addresses together, because each try costs a
/// slow hash.
/// </summary>
public static class SignInRate
{
    /// <summary>Tries of one address in a minute.</summary>
    public const int TriesPerAddressMax = 20;

    private const int TriesOfAllMax = 120;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Counts every POST to the sign-in page, per address and together.</summary>
    public static void Configure(RateLimiterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            Limiter(context => context.Connection.RemoteIpAddress?.ToString() ?? "", TriesPerAddressMax),
            Limiter(_ => "all", TriesOfAllMax));
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(Func<HttpContext, string> keyOf, int triesMax)
    {
        return PartitionedRateLimiter.Create<HttpContext, string>(context =>
            HttpMethods.IsPost(context.Request.Method)
            && context.Request.Path.StartsWithSegments(SignInCookie.SignInPath, StringComparison.OrdinalIgnoreCase)
                ? RateLimitPartition.GetFixedWindowLimiter(keyOf(context), _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = triesMax,
                    Window = Window,
                })
                : RateLimitPartition.GetNoLimiter("unlimited"));
    }
}
