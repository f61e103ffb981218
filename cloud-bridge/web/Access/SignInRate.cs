using System.Globalization;
using System.Threading.RateLimiting;

namespace CloudBridge.Web.Access;

/// <summary>
/// Bounds on tries to sign in: an address may try only so often in a minute, and so may all addresses together, because each try costs a
/// slow hash. The framework's own middleware keeps a timer for each of its limiters and never ends it, so this one holds its limiters
/// itself and ends them with the bridge.
/// </summary>
public sealed class SignInRate : IDisposable
{
    /// <summary>Tries of one address in a minute.</summary>
    public const int TriesPerAddressMax = 20;

    private const int TriesOfAllMax = 120;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<HttpContext> _perAddress = Limiter(
        context => context.Connection.RemoteIpAddress?.ToString() ?? "",
        TriesPerAddressMax);

    private readonly PartitionedRateLimiter<HttpContext> _ofAll = Limiter(_ => "all", TriesOfAllMax);

    /// <summary>Counts every POST to the sign-in page, per address and together; what is too much is answered with 429.</summary>
    public async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (IsTry(context.Request) && !MayTry(context))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return;
        }

        await next(context);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _perAddress.Dispose();
        _ofAll.Dispose();
    }

    private static bool IsTry(HttpRequest request)
    {
        return HttpMethods.IsPost(request.Method)
            && request.Path.StartsWithSegments(SignInCookie.SignInPath, StringComparison.OrdinalIgnoreCase);
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(Func<HttpContext, string> keyOf, int triesMax)
    {
        return PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetFixedWindowLimiter(keyOf(context), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = triesMax,
                Window = Window,
            }));
    }

    // A try that its address may not make does not count for all.
    private bool MayTry(HttpContext context)
    {
        using RateLimitLease own = _perAddress.AttemptAcquire(context);
        if (!own.IsAcquired)
        {
            return false;
        }

        using RateLimitLease all = _ofAll.AttemptAcquire(context);
        return all.IsAcquired;
    }
}
