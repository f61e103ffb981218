using System.Net;
using CloudBridge.Core.Foundation.Doors;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Web.Access;
using CloudBridge.Web.Api;
using CloudBridge.Web.Http;
using CloudBridge.Web.Ocpi;
using CloudBridge.Web.Ocpi.Partners;
using CloudBridge.Web.Pages.Chargers;
using CloudBridge.Web.Pages.Frames;
using CloudBridge.Web.Pages.Notices;
using CloudBridge.Web.Pages.Owners;
using CloudBridge.Web.Pages.Statements;
using CloudBridge.Web.Pages.Tariffs;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CloudBridge.Web.Server;

/// <summary>
/// The HTTP side of the bridge: pages for people and the API for programs. Rendered here; without scripts a page shows what was when it was
/// loaded, and everything else works. Whatever is mapped here
/// is for operators only until it says otherwise, see <see cref="Policy"/>.
/// </summary>
public static class PagesServer
{
    private const long RequestBytesMax = 512 * 1024;

    // A year, and not for other hosts of the domain: of these the bridge knows nothing.
    private const string HttpsOnly = "max-age=31536000";

    // For who has said nothing yet, or half of a request. What is under way, such as an open page, has no end.
    private static readonly TimeSpan RequestPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NextRequestPatience = TimeSpan.FromSeconds(30);

    /// <summary>Puts the server together: connections come through a door, and <paramref name="parts"/> registers what pages and API read
    /// from.</summary>
    public static WebApplication Build(
        PagesSettings settings,
        TelemetrySettings telemetry,
        OidcSettings oidc,
        ILoggerFactory loggers,
        Door door,
        Action<IServiceCollection> parts)
    {
        // An application inside the bench as well: no settings, log or Ctrl-C handling of its own.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PagesServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseUrls([UrlOf(settings), .. ScrapePort.UrlsOf(telemetry)]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBytesMax;
            kestrel.Limits.RequestHeadersTimeout = RequestPatience;
            kestrel.Limits.KeepAliveTimeout = NextRequestPatience;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => PassAsync(door, connection, next)));
        });
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = SayHowToGetIn);
        builder.Services.AddBridgeApi();
        parts(builder.Services);
        WebApplication app = builder.Build();
        app.Use(SpeakAsync);
        ScrapePort.Use(app, telemetry);
        app.UseForwardedHeaders();
        app.UseWhen(ApiPath.IsApi, api => api
            .UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf })
            .UseStatusCodePages());
        app.UseWhen(context => !ApiPath.IsApi(context), pages => pages
            .UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                CreateScopeForErrors = true,
                StatusCodeSelector = StatusOf,
            })
            .UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.Use(AddHeadersAsync);
        if (settings.IsPublicHttps)
        {
            app.Use(StayWithHttpsAsync);
        }

        app.Use(ShowErrorByGetAsync);
        // After the three above, so that an error page is found by its own route.
        app.UseRouting();
        app.UseAccess();
        PageFile.Map(app);
        LivePaths.Map(app);
        SignInPaths.Map(app, oidc);
        BillPdfPaths.Map(app);
        BillInvoicePaths.Map(app);
        LabelPath.Map(app);
        ClaimPath.Map(app);
        StopPath.Map(app);
        TariffForms.Map(app);
        app.MapRazorComponents<Shell>();
        StatementFiles.Map(app);
        app.MapMetrics();
        app.MapBridgeApi();
        app.MapOcpi();
        app.MapPartners();
        return app;
    }

    /// <summary>Starts to listen.</summary>
    /// <exception cref="RefusedException">It cannot.</exception>
    public static async Task StartAsync(
        WebApplication app,
        PagesSettings settings,
        TelemetrySettings telemetry,
        CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw telemetry.MetricsUrl.Length > 0 && e.Message.Contains(telemetry.MetricsUrl, StringComparison.OrdinalIgnoreCase)
                ? new RefusedException(
                    $"The port of {telemetry.MetricsUrl} is in use by another program: stop that one, or choose another "
                        + $"with --metrics-url http://127.0.0.1:PORT",
                    e)
                : new RefusedException(
                    $"The port of {settings.PagesUrl} is in use by another program: stop that one, or choose another "
                        + $"with --pages-url http://localhost:PORT",
                    e);
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw new RefusedException(
                $"Pages cannot listen on {settings.PagesUrl} ({e.SocketErrorCode}): give an address of this machine and "
                    + $"a port this user may use with --pages-url",
                e);
        }
    }

    /// <summary>Where the started server listens.</summary>
    public static Uri AddressOf(WebApplication app)
    {
        return new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    private static async Task PassAsync(Door door, ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.RemoteEndPoint is not IPEndPoint remote)
        {
            await next(connection);
            return;
        }

        using DoorPlace? place = door.TryEnter(remote.Address, connection.Abort);
        if (place == null)
        {
            connection.Abort();
            return;
        }

        connection.Items[typeof(DoorPlace)] = place;
        await next(connection);
    }

    // Half of a request is as good as silence: who has said no more goes for another when all places are taken.
    private static Task SpeakAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(typeof(DoorPlace), out object? place) == true)
        {
            ((DoorPlace)place!).Speak();
        }

        return next(context);
    }

    // "localhost" listens on IPv4 and IPv6, which cannot be asked for the same free port.
    private static string UrlOf(PagesSettings settings)
    {
        Uri address = new(settings.PagesUrl);
        return address is { Port: 0, Host: "localhost" } ? "http://127.0.0.1:0" : settings.PagesUrl;
    }

    // What a client did wrong, such as a body that is too large, is no error of the bridge. A form's token is read first, and wraps it.
    private static int StatusOf(Exception cause)
    {
        return (cause as BadHttpRequestException ?? cause.InnerException as BadHttpRequestException)?.StatusCode
            ?? StatusCodes.Status500InternalServerError;
    }

    private static Task AddHeadersAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers.Pragma = "no-cache";
        return next(context);
    }

    // UseHsts looks whether the request came by https, which a proxy need not say. Browsers heed it only where it did (RFC 6797, 8.1), so
    // that it does no harm on the way around the proxy.
    private static Task StayWithHttpsAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.StrictTransportSecurity = HttpsOnly;
        return next(context);
    }

    // A refused form is answered by a page, and that page is no form.
    private static Task ShowErrorByGetAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() != null || context.Features.Get<IExceptionHandlerFeature>() != null)
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }

    private static void SayHowToGetIn(ProblemDetailsContext context)
    {
        context.ProblemDetails.Detail ??= context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized =>
                "Send the header Authorization: Bearer TOKEN. An operator makes a token with: cloud-bridge token add NAME --role ROLE",
            StatusCodes.Status403Forbidden =>
                "The role of this token or person does not reach here. Roles are given with: cloud-bridge token add NAME --role ROLE",
            _ => null,
        };
        if (context.HttpContext.Request.Path.StartsWithSegments(OcpiAddress.Root, StringComparison.OrdinalIgnoreCase))
        {
            OcpiAnswer.Extend(context);
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken)
        {
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            return Task.CompletedTask;
        }
    }
}
