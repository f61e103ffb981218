using System.Globalization;
using System.Text;
using CloudBridge.Previews;
using CloudBridge.Publishing;
using CloudBridge.Tariffs;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace CloudBridge.Pages;

/// <summary>Where the forms of the tariff pages go: each does one thing and sends the browser on, so that loading again repeats nothing.</summary>
public static class TariffForms
{
    /// <summary>Keeps a draft.</summary>
    public const string SavePath = "/tariffs/forms/save";

    /// <summary>Publishes a draft.</summary>
    public const string PublishPath = "/tariffs/forms/publish";

    /// <summary>Deletes a draft.</summary>
    public const string DeletePath = "/tariffs/forms/delete";

    /// <summary>Takes a tariff back.</summary>
    public const string WithdrawPath = "/tariffs/forms/withdraw";

    /// <summary>Maps the paths; operators only, as nothing else is said.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(SavePath, SaveAsync).ExcludeFromDescription();
        app.MapPost(PublishPath, PublishAsync).ExcludeFromDescription();
        app.MapPost(DeletePath, DeleteAsync).ExcludeFromDescription();
        app.MapPost(WithdrawPath, WithdrawAsync).ExcludeFromDescription();
    }

    private static async Task<RedirectHttpResult> SaveAsync(HttpContext context, TariffDrafts drafts, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        string text = form.Files.FirstOrDefault(file => file.Length > 0) is { } upload ? await ReadAsync(upload, cancellationToken) : form["text"].ToString();
        long number = NumberOf(form);
        string zone = form["zone"].ToString().Trim();
        if (number == 0)
        {
            TariffDraft? added = drafts.Add(text, zone, NameOf(context), out string refused);
            return added == null ? WithProblem("/tariffs/new", "The draft was not kept: " + refused) : TypedResults.LocalRedirect(PathOf(added.Number));
        }

        return drafts.TryChange(number, text, zone, NameOf(context), out string defect) ? TypedResults.LocalRedirect(PathOf(number)) : WithProblem("/tariffs/new", "The draft was not kept: " + defect);
    }

    private static async Task<RedirectHttpResult> PublishAsync(HttpContext context, TariffDrafts drafts, TariffBook book, PlaceHistory places, BridgeHost host, TimeProvider clock, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        TariffDraft? draft = drafts.Find(NumberOf(form));
        if (draft == null || draft.ChangedUtcMs.ToString(CultureInfo.InvariantCulture) != form["changed"].ToString())
        {
            return WithProblem(draft == null ? "/tariffs/new" : PathOf(draft.Number), "Nothing was published: somebody has changed or deleted this draft meanwhile. Look at it again first.");
        }

        TariffScope? scope = ScopeOf(form, places, out string defect);
        Instant from = default;
        if (scope != null && ZoneName.TryFind(draft.TimeZone, out DateTimeZone? zone, out defect))
        {
            Instant? start = PriceOutlook.ReadStart(form["from"], zone!, Instant.FromDateTimeOffset(clock.GetUtcNow()), out defect);
            from = start ?? default;
        }

        IReadOnlyList<TariffDefect> defects = [];
        PublishedTariff? tariff = defect.Length > 0 ? null : book.Publish(Encoding.UTF8.GetBytes(draft.OcpiJson), draft.TimeZone, from, scope!, NameOf(context), out defects);
        if (tariff == null)
        {
            return WithProblem(PathOf(draft.Number), "Nothing was published: " + (defect.Length > 0 ? defect : string.Join("; ", defects)));
        }

        drafts.TryDelete(draft.Number);
        await host.DeliverTariffsAsync(cancellationToken);
        return TypedResults.LocalRedirect($"/tariffs/{Uri.EscapeDataString(tariff.Device.Id)}?version={tariff.Device.Version}");
    }

    private static async Task<RedirectHttpResult> DeleteAsync(HttpContext context, TariffDrafts drafts, CancellationToken cancellationToken)
    {
        drafts.TryDelete(NumberOf(await context.Request.ReadFormAsync(cancellationToken)));
        return TypedResults.LocalRedirect("/tariffs");
    }

    private static async Task<RedirectHttpResult> WithdrawAsync(HttpContext context, TariffBook book, PlaceHistory places, BridgeHost host, TimeProvider clock, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        TariffScope? scope = ScopeOf(form, places, out string defect);
        if (scope == null || !book.TryWithdraw(scope, Instant.FromDateTimeOffset(clock.GetUtcNow()), NameOf(context)))
        {
            return WithProblem("/tariffs/" + Uri.EscapeDataString(form["tariff"].ToString()), scope == null ? defect : "It was taken back already.");
        }

        await host.DeliverTariffsAsync(cancellationToken);
        return TypedResults.LocalRedirect("/tariffs");
    }

    private static TariffScope? ScopeOf(IFormCollection form, PlaceHistory places, out string defect)
    {
        TariffScope? scope = TariffScope.Read(form["charger"], form["site"], form["connector"], out defect);
        defect = scope == null ? defect : places.FindMissing(scope) ?? "";
        return defect.Length == 0 ? scope : null;
    }

    // The server bounds the request, and with it the file.
    private static async Task<string> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(file.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static long NumberOf(IFormCollection form)
    {
        return long.TryParse(form["number"], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
    }

    private static string NameOf(HttpContext context)
    {
        return context.User.Identity?.Name ?? "";
    }

    private static string PathOf(long number)
    {
        return string.Create(CultureInfo.InvariantCulture, $"/tariffs/drafts/{number}");
    }

    private static RedirectHttpResult WithProblem(string path, string problem)
    {
        return TypedResults.LocalRedirect($"{path}?problem={Uri.EscapeDataString(problem)}");
    }
}
