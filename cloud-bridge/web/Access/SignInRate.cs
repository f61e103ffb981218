using System.Globalization;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Web.Access;

/// <summary>
/// Bounds on tries to sign in, because each costs a slow hash: an address may try only so often in a minute, and so may all addresses
/// together. A browser in which somebody has signed in before is counted by that person instead, and by neither of the two.
/// </summary>
public sealed class SignInRate
{
    /// <summary>Tries of one address, and of one person's known browsers, in a minute.</summary>
    public const int TriesPerAddressMax = 20;

    // A hash takes 0.1 s of a processor: these keep one of them busy. It takes 30 addresses at once to use them up.
    private const int TriesOfAllMax = 600;

    private const string PasswordPath = "/my/password";

    private readonly MinuteCounts _perAddress = new(TimeProvider.System, TriesPerAddressMax);
    private readonly MinuteCounts _perPerson = new(TimeProvider.System, TriesPerAddressMax);
    private readonly MinuteCounts _ofAll = new(TimeProvider.System, TriesOfAllMax);
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
            context.Response.Headers.RetryAfter = MinuteCounts.Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return;
        }

        await next(context);
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
            ? _perPerson.TryCount(name)
            : _perAddress.TryCount(CountedAddress.Of(context)) && _ofAll.TryCount("");
    }
}
