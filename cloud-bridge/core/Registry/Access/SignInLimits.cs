using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace CloudBridge.Access;

/// <summary>
/// Bounds on guessing: a name waits after several wrong passwords in a row, an address may try only so often in a minute, and so may all
/// addresses together, because each try costs a slow hash.
/// </summary>
public sealed class SignInLimits
{
    /// <summary>Wrong passwords in a row after which a name has to wait.</summary>
    public const int WrongMax = 5;

    /// <summary>Tries of one address in a minute.</summary>
    public const int TriesPerAddressMax = 20;

    /// <summary>How long a name waits.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    private const int TriesOfAllMax = 120;
    private const int NamesMax = 10000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Wrong> _wrong = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;

    /// <summary>Nothing was tried yet.</summary>
    public SignInLimits(TimeProvider clock)
    {
        _clock = clock;
    }

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

    /// <summary>Whether a name has to wait; unknown names do as well, so that nobody learns which there are.</summary>
    public bool MustWait(string name)
    {
        return _wrong.TryGetValue(name, out Wrong? wrong) && wrong.Count >= WrongMax && _clock.GetUtcNow() < wrong.Until;
    }

    /// <summary>A wrong password was given.</summary>
    public void CountWrong(string name)
    {
        if (!Person.IsName(name))
        {
            // Nobody can be called so, and it may be long.
            return;
        }

        DateTimeOffset now = _clock.GetUtcNow();
        if (_wrong.Count >= NamesMax)
        {
            foreach (KeyValuePair<string, Wrong> old in _wrong.Where(entry => entry.Value.Until <= now))
            {
                _wrong.TryRemove(old);
            }
        }

        if (_wrong.Count < NamesMax || _wrong.ContainsKey(name))
        {
            _wrong.AddOrUpdate(name, _ => new Wrong(1, now + Wait), (_, wrong) => new Wrong(wrong.Until <= now ? 1 : wrong.Count + 1, now + Wait));
        }
    }

    /// <summary>The right password was given.</summary>
    public void Forget(string name)
    {
        _wrong.TryRemove(name, out _);
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(Func<HttpContext, string> keyOf, int triesMax)
    {
        return PartitionedRateLimiter.Create<HttpContext, string>(context => HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments(SignInCookie.SignInPath, StringComparison.OrdinalIgnoreCase)
            ? RateLimitPartition.GetFixedWindowLimiter(keyOf(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = triesMax, Window = Window })
            : RateLimitPartition.GetNoLimiter("unlimited"));
    }

    private sealed record Wrong(int Count, DateTimeOffset Until);
}
