using System.Text;
using System.Text.Json;
using CloudBridge.Core.Billing.Previews;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace CloudBridge.Web.Api;

/// <summary>Drafts of tariffs over HTTP: enter, mend, look what they would cost and change, publish.</summary>
public static class TariffDraftApi
{
    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder drafts = api.MapGroup("/tariff-drafts")
            .WithTags("Tariff drafts")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        drafts
            .MapGet("", (TariffDrafts all, TariffBook book) => TypedResults.Ok(all.List().Select(draft => AnswerOf(draft, book))))
            .WithSummary("All drafts, the last changed first.");
        drafts
            .MapPost("", AddAsync)
            .Accepts<JsonElement>("application/json")
            .WithSummary("Keeps a draft, also a defective one, and says what has to be mended.");
        drafts.MapGet("/{number:long}", Get).WithSummary("A draft with its defects.");
        drafts.MapPut("/{number:long}", ChangeAsync).Accepts<JsonElement>("application/json").WithSummary("Changes a draft.");
        drafts.MapDelete("/{number:long}", Delete).WithSummary("Deletes a draft.");
        drafts
            .MapGet("/{number:long}/preview", Preview)
            .WithSummary(
                "All that a session can cost, what kwh at kw cost from start on, the prices of the next hours, and the cheapest start "
                    + "within 24 hours.");
        drafts
            .MapGet("/{number:long}/what-if", GetWhatIf)
            .WithSummary("A month's bills priced again under the draft: energy inside a recorded period is spread evenly.");
        drafts.MapGet("/{number:long}/what-if.csv", GetWhatIfCsv).Produces<string>(contentType: "text/csv").WithSummary("The same as CSV.");
        drafts
            .MapPost("/{number:long}/publish", PublishAsync)
            .WithSummary(
                "Publishes a draft from an instant on (now) to all chargers, or to a charger, site or "
                    + "connector type; it is no draft then.");
    }

    private static async Task<Results<Ok<TariffDraftAnswer>, ProblemHttpResult>> AddAsync(
        [FromQuery] string? zone,
        HttpContext context,
        TariffDrafts drafts,
        TariffBook book,
        OperatorSettings settings,
        CancellationToken cancellationToken)
    {
        string text = Encoding.UTF8.GetString(await TariffApi.ReadBodyAsync(context.Request, cancellationToken));
        TariffDraft? draft = drafts.Add(text, zone ?? settings.TimeZone, context.User.Identity?.Name ?? "", out string defect);
        return draft == null ? TariffApi.Unclear(defect) : TypedResults.Ok(AnswerOf(draft, book));
    }

    private static async Task<Results<Ok<TariffDraftAnswer>, ProblemHttpResult>> ChangeAsync(
        long number,
        [FromQuery] string? zone,
        HttpContext context,
        TariffDrafts drafts,
        TariffBook book,
        CancellationToken cancellationToken)
    {
        TariffDraft? draft = drafts.Find(number);
        if (draft == null)
        {
            return Missing(number);
        }

        string text = Encoding.UTF8.GetString(await TariffApi.ReadBodyAsync(context.Request, cancellationToken));
        return drafts.TryChange(number, text, zone ?? draft.TimeZone, context.User.Identity?.Name ?? "", out string defect)
            ? TypedResults.Ok(AnswerOf(drafts.Find(number) ?? draft, book))
            : TariffApi.Unclear(defect);
    }

    private static Results<Ok<TariffDraftAnswer>, ProblemHttpResult> Get(long number, TariffDrafts drafts, TariffBook book)
    {
        return drafts.Find(number) is { } draft ? TypedResults.Ok(AnswerOf(draft, book)) : Missing(number);
    }

    private static Results<NoContent, ProblemHttpResult> Delete(long number, TariffDrafts drafts)
    {
        return drafts.TryDelete(number) ? TypedResults.NoContent() : Missing(number);
    }

    private static Results<Ok<PriceOutlook>, ProblemHttpResult> Preview(
        long number,
        TariffDrafts drafts,
        TariffBook book,
        TimeProvider clock,
        string? kwh,
        string? kw,
        string? start,
        int? hours)
    {
        return TryRead(number, drafts, book, out OcpiTariff? tariff, out DateTimeZone? zone, out ProblemHttpResult? problem)
            ? TariffApi.Preview(tariff!, zone!, clock, kwh, kw, start, hours)
            : problem!;
    }

    private static Results<Ok<WhatIfAnswer>, ProblemHttpResult> GetWhatIf(
        long number,
        string? month,
        [AsParameters] TariffTarget target,
        TariffPublisher publisher,
        TariffDrafts drafts,
        TariffBook book,
        WhatIf whatIf,
        HttpContext context,
        TimeProvider clock)
    {
        return TryCompare(
            number,
            month,
            target,
            publisher,
            drafts,
            book,
            whatIf,
            context,
            clock,
            out WhatIfResult? result,
            out ProblemHttpResult? problem)
            ? TypedResults.Ok(AnswerOf(result!))
            : problem!;
    }

    private static Results<ContentHttpResult, ProblemHttpResult> GetWhatIfCsv(
        long number,
        string? month,
        [AsParameters] TariffTarget target,
        TariffPublisher publisher,
        TariffDrafts drafts,
        TariffBook book,
        WhatIf whatIf,
        HttpContext context,
        TimeProvider clock)
    {
        if (
            !TryCompare(
                number,
                month,
                target,
                publisher,
                drafts,
                book,
                whatIf,
                context,
                clock,
                out WhatIfResult? result,
                out ProblemHttpResult? problem))
        {
            return problem!;
        }

        using StringWriter text = new();
        result!.WriteCsv(text);
        context.Response.Headers.ContentDisposition =
            $"attachment; filename=\"what-if-{NodaTime.Text.YearMonthPattern.Iso.Format(result.Month)}-draft-{number}.csv\"";
        return TypedResults.Content(text.ToString(), "text/csv; charset=utf-8");
    }

    private static async Task<Results<Ok<TariffSummary>, ProblemHttpResult>> PublishAsync(
        long number,
        [AsParameters] TariffTarget target,
        HttpContext context,
        TariffDrafts drafts,
        TariffPublisher publisher,
        CancellationToken cancellationToken)
    {
        TariffDraft? draft = drafts.Find(number);
        if (draft == null)
        {
            return Missing(number);
        }

        TariffPublication published = await publisher.PublishAsync(
            Encoding.UTF8.GetBytes(draft.OcpiJson),
            draft.TimeZone,
            target.By(context),
            cancellationToken);
        if (published.Tariff == null)
        {
            return TariffApi.Refused(published);
        }

        drafts.TryDelete(number);
        return TypedResults.Ok(TariffSummary.Of(published.Tariff));
    }

    private static bool TryCompare(
        long number,
        string? month,
        TariffTarget target,
        TariffPublisher publisher,
        TariffDrafts drafts,
        TariffBook book,
        WhatIf whatIf,
        HttpContext context,
        TimeProvider clock,
        out WhatIfResult? result,
        out ProblemHttpResult? problem)
    {
        result = null;
        if (!TryRead(number, drafts, book, out OcpiTariff? tariff, out DateTimeZone? zone, out problem))
        {
            return false;
        }

        TariffScope? scope = publisher.ScopeOf(target.By(context), out TariffPublication? refused);
        if (scope == null)
        {
            problem = TariffApi.Refused(refused!);
            return false;
        }

        YearMonth? asked =
            month == null ? WhatIfResult.MonthBefore(Instant.FromDateTimeOffset(clock.GetUtcNow()), zone!) : WhatIfResult.ReadMonth(month);
        problem = asked == null ? TariffApi.Unclear($"'{month}' is no month: give one like 2019-03") : null;
        result = asked == null ? null : whatIf.Compare(tariff!, zone!, asked.Value, scope!);
        return problem == null;
    }

    private static bool TryRead(
        long number,
        TariffDrafts drafts,
        TariffBook book,
        out OcpiTariff? tariff,
        out DateTimeZone? zone,
        out ProblemHttpResult? problem)
    {
        (tariff, zone, problem) = (null, null, null);
        TariffDraft? draft = drafts.Find(number);
        if (draft == null)
        {
            problem = Missing(number);
        }
        else if (
            !book.TryRead(
                Encoding.UTF8.GetBytes(draft.OcpiJson),
                draft.TimeZone,
                out tariff,
                out zone,
                out IReadOnlyList<TariffDefect> defects))
        {
            problem = TariffApi.Refused(defects);
        }

        return problem == null;
    }

    private static ProblemHttpResult Missing(long number)
    {
        return TypedResults.Problem($"There is no draft {number}.", statusCode: StatusCodes.Status404NotFound);
    }

    private static TariffDraftAnswer AnswerOf(TariffDraft draft, TariffBook book)
    {
        book.TryRead(Encoding.UTF8.GetBytes(draft.OcpiJson), draft.TimeZone, out _, out _, out IReadOnlyList<TariffDefect> defects);
        return new TariffDraftAnswer(draft.Number, draft.TimeZone, draft.ChangedUtcMs, draft.ChangedBy, draft.OcpiJson, defects);
    }

    private static WhatIfAnswer AnswerOf(WhatIfResult result)
    {
        return new WhatIfAnswer(
            NodaTime.Text.YearMonthPattern.Iso.Format(result.Month),
            result.Currency,
            result.BilledExclMinor,
            result.BilledInclMinor,
            result.DraftExclMinor,
            result.DraftInclMinor,
            result.DearerCount,
            result.CheaperCount,
            result.OtherCurrencyCount,
            result.IsCut,
            [.. result.ByChange]);
    }
}
