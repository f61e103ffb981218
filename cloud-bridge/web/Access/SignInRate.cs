using System.Globalization;
using System.Threading.RateLimiting;

namespace CloudBridge.Web.Access;

/// <summary>
/// Bounds on tries to sign in, because each costs a slow hash: an address may try only so often in a minute, and so may all together.
/// A browser in which somebody has signed in before is counted by that person instead.
/// </summary>
/// <remarks>The framework's own middleware keeps a timer for each limiter and never ends it; these end with the bridge.</remarks>
public sealed class SignInRate : IDisposable
{
    /// <summary>Tries of one address, and of one person's known browsers, in a minute.</summary>
    public const int TriesPerAddressMax = 20;

    // A hash takes 0.1 s of a processor: these keep one of them busy. It takes 30 addresses at once to use them up.
    private const int TriesOfAllMax = 600;

    private const string PasswordPath = "/my/password";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _perAddress = Limiter(TriesPerAddressMax);
    private readonly PartitionedRateLimiter<string> _perPerson = Limiter(TriesPerAddressMax);
    private readonly PartitionedRateLimiter<string> _ofAll = Limiter(TriesOfAllMax);
    private readonly KnownBrowser _browsers;

    /// <summary>Nothing was tried yet.</summary>
    public SignInRate(KnownBrowser browsers)
    {
        _browsers = browsers;
    }

    /// <summary>Counts every POST to the sign-in page and to that of the own password; what is too much is answered with 429.</summary>
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
        _perPerson.Dispose();
        _ofAll.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int triesMax)
    {
        return PartitionedRateLimiter.Create<string, string>(key =>
            RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = triesMax,
                Window = Window,
            }));
    }

    private static bool TryCount(PartitionedRateLimiter<string> limiter, string key)
    {
        using RateLimitLease lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    private static bool IsTry(HttpRequest request)
    {
        return HttpMethods.IsPost(request.Method)
            && (request.Path.StartsWithSegments(SignInCookie.SignInPath, StringComparison.OrdinalIgnoreCase)
                || request.Path.StartsWithSegments(PasswordPath, StringComparison.OrdinalIgnoreCase));
    }

    // A try that its address may not make does not count for all.
    private bool MayTry(HttpContext context)
    {
        return _browsers.PersonNameOf(context) is string name
            ? TryCount(_perPerson, name)
            : TryCount(_perAddress, CountedAddress.Of(context)) && TryCount(_ofAll, "all");
    }
}
