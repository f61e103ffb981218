using System.Globalization;
using System.Text;
using CloudBridge.Core.Tariffs.Publishing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Pages.Tariffs;

/// <summary>Where the forms of the tariff pages go: each does one thing and sends the browser on, so that loading again repeats
/// nothing.</summary>
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
        string text = form.Files.FirstOrDefault(file => file.Length > 0) is { } upload
            ? await ReadAsync(upload, cancellationToken)
            : form["text"].ToString();
        long number = NumberOf(form);
        string zone = form["zone"].ToString().Trim();
        if (number == 0)
        {
            TariffDraft? added = drafts.Add(text, zone, NameOf(context), out string refused);
            return added == null
                ? WithProblem("/tariffs/new", "The draft was not kept: " + refused)
                : TypedResults.LocalRedirect(PathOf(added.Number));
        }

        return drafts.TryChange(number, text, zone, NameOf(context), out string defect)
            ? TypedResults.LocalRedirect(PathOf(number))
            : WithProblem("/tariffs/new", "The draft was not kept: " + defect);
    }

    private static async Task<RedirectHttpResult> PublishAsync(
        HttpContext context,
        TariffDrafts drafts,
        TariffPublisher publisher,
        CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        TariffDraft? draft = drafts.Find(NumberOf(form));
        if (draft == null || draft.ChangedUtcMs.ToString(CultureInfo.InvariantCulture) != form["changed"].ToString())
        {
            return WithProblem(
                draft == null ? "/tariffs/new" : PathOf(draft.Number),
                "Nothing was published: somebody has changed or deleted this draft meanwhile. Look at it again first.");
        }

        TariffPublication published = await publisher.PublishAsync(
            Encoding.UTF8.GetBytes(draft.OcpiJson),
            draft.TimeZone,
            OrderOf(form, context),
            cancellationToken);
        if (published.Tariff == null)
        {
            return WithProblem(
                PathOf(draft.Number),
                "Nothing was published: " + (published.Problem.Length > 0 ? published.Problem : string.Join("; ", published.Defects)));
        }

        drafts.TryDelete(draft.Number);
        return TypedResults.LocalRedirect(
            $"/tariffs/{Uri.EscapeDataString(published.Tariff.Device.Id)}?version={published.Tariff.Device.Version}");
    }

    private static async Task<RedirectHttpResult> DeleteAsync(HttpContext context, TariffDrafts drafts, CancellationToken cancellationToken)
    {
        drafts.TryDelete(NumberOf(await context.Request.ReadFormAsync(cancellationToken)));
        return TypedResults.LocalRedirect("/tariffs");
    }

    private static async Task<RedirectHttpResult> WithdrawAsync(
        HttpContext context,
        TariffPublisher publisher,
        CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        TariffPublication withdrawn = await publisher.WithdrawAsync(OrderOf(form, context), cancellationToken);
        return withdrawn.IsDone
            ? TypedResults.LocalRedirect("/tariffs")
            : WithProblem("/tariffs/" + Uri.EscapeDataString(form["tariff"].ToString()), withdrawn.Problem);
    }

    private static TariffOrder OrderOf(IFormCollection form, HttpContext context)
    {
        return new TariffOrder(form["charger"], form["site"], form["connector"], form["from"], NameOf(context));
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
