using System.Text;
using System.Text.Json;
using CloudBridge.Previews;
using CloudBridge.Publishing;
using CloudBridge.Tariffs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace CloudBridge.Api;

/// <summary>Drafts of tariffs over HTTP: enter, mend, look what they would cost and change, publish.</summary>
public static class TariffDraftApi
{
    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder drafts = api.MapGroup("/tariff-drafts").WithTags("Tariff drafts").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        drafts.MapGet("", (TariffDrafts all, TariffBook book) => TypedResults.Ok(all.List().Select(draft => AnswerOf(draft, book)))).WithSummary("All drafts, the last changed first.");
        drafts.MapPost("", AddAsync).Accepts<JsonElement>("application/json").WithSummary("Keeps a draft, also a defective one, and says what has to be mended.");
        drafts.MapGet("/{number:long}", Get).WithSummary("A draft with its defects.");
        drafts.MapPut("/{number:long}", ChangeAsync).Accepts<JsonElement>("application/json").WithSummary("Changes a draft.");
        drafts.MapDelete("/{number:long}", Delete).WithSummary("Deletes a draft.");
        drafts.MapGet("/{number:long}/preview", Preview).WithSummary("What kwh at kw cost from start on, the prices of the next hours, and the cheapest start within 24 hours.");
        drafts.MapGet("/{number:long}/what-if", GetWhatIf).WithSummary("A month's bills priced again under the draft: energy inside a recorded period is spread evenly.");
        drafts.MapGet("/{number:long}/what-if.csv", GetWhatIfCsv).Produces<string>(contentType: "text/csv").WithSummary("The same as CSV.");
        drafts.MapPost("/{number:long}/publish", PublishAsync).WithSummary("Publishes a draft from an instant on (now) to all chargers, or to a charger, site or connector type; it is no draft then.");
    }

    private static async Task<Results<Ok<TariffDraftAnswer>, ProblemHttpResult>> AddAsync([FromQuery] string? zone, HttpContext context, TariffDrafts drafts, TariffBook book, BridgeSettings settings, CancellationToken cancellationToken)
    {
        string text = Encoding.UTF8.GetString(await TariffApi.ReadBodyAsync(context.Request, cancellationToken));
        TariffDraft? draft = drafts.Add(text, zone ?? settings.TimeZone, context.User.Identity?.Name ?? "", out string defect);
        return draft == null ? TariffApi.Unclear(defect) : TypedResults.Ok(AnswerOf(draft, book));
    }

    private static async Task<Results<Ok<TariffDraftAnswer>, ProblemHttpResult>> ChangeAsync(long number, [FromQuery] string? zone, HttpContext context, TariffDrafts drafts, TariffBook book, CancellationToken cancellationToken)
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

    private static Results<Ok<PriceOutlook>, ProblemHttpResult> Preview(long number, TariffDrafts drafts, TariffBook book, TimeProvider clock, string? kwh, string? kw, string? start, int? hours)
    {
        return TryRead(number, drafts, book, out OcpiTariff? tariff, out DateTimeZone? zone, out ProblemHttpResult? problem)
            ? TariffApi.Preview(tariff!, zone!, clock, kwh, kw, start, hours)
            : problem!;
    }

    private static Results<Ok<WhatIfAnswer>, ProblemHttpResult> GetWhatIf(long number, string? month, [AsParameters] TariffTarget target, TariffDrafts drafts, TariffBook book, WhatIf whatIf)
    {
        return TryCompare(number, month, target, drafts, book, whatIf, out WhatIfResult? result, out ProblemHttpResult? problem) ? TypedResults.Ok(AnswerOf(result!)) : problem!;
    }

    private static Results<ContentHttpResult, ProblemHttpResult> GetWhatIfCsv(long number, string? month, [AsParameters] TariffTarget target, TariffDrafts drafts, TariffBook book, WhatIf whatIf, HttpContext context)
    {
        if (!TryCompare(number, month, target, drafts, book, whatIf, out WhatIfResult? result, out ProblemHttpResult? problem))
        {
            return problem!;
        }

        using StringWriter text = new();
        result!.WriteCsv(text);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"what-if-{NodaTime.Text.YearMonthPattern.Iso.Format(result.Month)}-draft-{number}.csv\"";
        return TypedResults.Content(text.ToString(), "text/csv; charset=utf-8");
    }

    private static async Task<Results<Ok<TariffSummary>, ProblemHttpResult>> PublishAsync(long number, [AsParameters] TariffTarget target, HttpContext context, TariffDrafts drafts, TariffBook book, CancellationToken cancellationToken)
    {
        TariffDraft? draft = drafts.Find(number);
        if (draft == null)
        {
            return Missing(number);
        }

        if (!target.TryRead(out TariffScope? scope, out Instant from, out ProblemHttpResult? problem))
        {
            return problem!;
        }

        PublishedTariff? tariff = book.Publish(Encoding.UTF8.GetBytes(draft.OcpiJson), draft.TimeZone, from, scope!, context.User.Identity?.Name ?? "", out IReadOnlyList<TariffDefect> defects);
        if (tariff == null)
        {
            return TariffApi.Refused(defects);
        }

        drafts.TryDelete(number);
        await target.Host.DeliverTariffsAsync(cancellationToken);
        return TypedResults.Ok(TariffSummary.Of(tariff));
    }

    private static bool TryCompare(long number, string? month, TariffTarget target, TariffDrafts drafts, TariffBook book, WhatIf whatIf, out WhatIfResult? result, out ProblemHttpResult? problem)
    {
        result = null;
        if (!TryRead(number, drafts, book, out OcpiTariff? tariff, out DateTimeZone? zone, out problem) || !target.TryRead(out TariffScope? scope, out _, out problem))
        {
            return false;
        }

        YearMonth? asked = month == null ? WhatIfResult.MonthBefore(Instant.FromDateTimeOffset(target.Clock.GetUtcNow()), zone!) : WhatIfResult.ReadMonth(month);
        problem = asked == null ? TariffApi.Unclear($"'{month}' is no month: give one like 2019-03") : null;
        result = asked == null ? null : whatIf.Compare(tariff!, zone!, asked.Value, scope!);
        return problem == null;
    }

    private static bool TryRead(long number, TariffDrafts drafts, TariffBook book, out OcpiTariff? tariff, out DateTimeZone? zone, out ProblemHttpResult? problem)
    {
        (tariff, zone, problem) = (null, null, null);
        TariffDraft? draft = drafts.Find(number);
        if (draft == null)
        {
            problem = Missing(number);
        }
        else if (!book.TryRead(Encoding.UTF8.GetBytes(draft.OcpiJson), draft.TimeZone, out tariff, out zone, out IReadOnlyList<TariffDefect> defects))
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
