using System.Text;
using System.Text.Json;
using CloudBridge.Core.Billing.Previews;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Core.Tariffs.Terms;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace CloudBridge.Web.Api;

/// <summary>Tariffs over HTTP: what was published and for whom, publishing OCPI JSON, and what it costs.</summary>
public static class TariffApi
{
    private const int CountMax = 200;

    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/tariffs", (TariffBook book) => TypedResults.Ok(book.List(CountMax).Select(TariffSummary.Of)))
            .WithTags("Tariffs").WithSummary("Published versions of tariffs, newest first.");
        api.MapGet("/tariff-plan", (TariffBook book) => TypedResults.Ok(PlanOf(book))).WithTags("Tariffs")
            .WithSummary("What every scope and every charger holds now and next.");
        api.MapGet("/chargers/{id}/prices", GetPrices)
            .AllowAnonymous()
            .WithTags("Tariffs")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary(
                "All that a session can cost that begins now at a charger, in a sentence and in rows: energy, charging time, parking, "
                    + "fees, minimum, maximum and steps, with VAT and the conditions of each, and until when. Open to everybody, as "
                    + "/c/{id} is.");
        api.MapDelete("/tariff-plan", WithdrawAsync)
            .WithTags("Tariffs")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary(
                "Takes back the tariff of a charger, site or connector type from an instant on (now): "
                    + "what is less specific holds there then.");
        api.MapGet("/tariffs/{id}/{version:int}", GetOcpi)
            .WithTags("Tariffs")
            .WithSummary("The OCPI JSON of a version, as it was published.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/tariffs/{id}/{version:int}/preview", GetPreview)
            .WithTags("Tariffs")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("All that a session can cost, what kwh at kw cost from start on, the prices of the next hours, and the cheapest "
                + "start within 24 hours.");
        api.MapPut("/tariffs/{id}", PublishAsync)
            .WithTags("Tariffs")
            .Accepts<JsonElement>("application/json")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary(
                "Publishes an OCPI 2.2.1 tariff from an instant on (now) to all chargers, or to a charger, site or connector type. A "
                    + "defective one is refused with path and reason, and the old one stays.");
    }

    /// <summary>A tariff that was refused, with each defect.</summary>
    internal static ProblemHttpResult Refused(IReadOnlyList<TariffDefect> defects)
    {
        return TypedResults.Problem(
            string.Join("; ", defects.Select(defect => $"{defect.JsonPath} {defect.Reason}")),
            statusCode: StatusCodes.Status422UnprocessableEntity,
            title: "The tariff cannot be used; the one before stays.",
            extensions: new Dictionary<string, object?> { ["defects"] = defects });
    }

    /// <summary>An order that was not carried out.</summary>
    internal static ProblemHttpResult Refused(TariffPublication publication)
    {
        return publication.Defects.Count > 0 ? Refused(publication.Defects)
            : publication.IsMissing ? TypedResults.Problem(publication.Problem, statusCode: StatusCodes.Status404NotFound)
            : Unclear(publication.Problem);
    }

    /// <summary>A request that cannot be followed, in words.</summary>
    internal static ProblemHttpResult Unclear(string defect)
    {
        return TypedResults.Problem(defect, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>The body of a request, whole; the server bounds its length.</summary>
    internal static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    /// <summary>What a tariff costs, or what is wrong with the question.</summary>
    internal static Results<Ok<PriceOutlook>, ProblemHttpResult> Preview(
        OcpiTariff tariff,
        DateTimeZone zone,
        TimeProvider clock,
        string? kwh,
        string? kw,
        string? start,
        int? hours)
    {
        ChargeWish? wish = ChargeWish.Read(kwh, kw, out string wishDefect);
        Instant? from = StartTime.Read(start, zone, Instant.FromDateTimeOffset(clock.GetUtcNow()), out string startDefect);
        return wish == null ? Unclear(wishDefect)
            : from == null ? Unclear(startDefect)
            : TypedResults.Ok(PriceOutlook.Of(tariff, zone, wish, from.Value, hours ?? 24));
    }

    private static TariffPlanAnswer PlanOf(TariffBook book)
    {
        TariffPlan plan = book.Plan();
        return new TariffPlanAnswer(plan.Scopes(), [.. plan.Chargers()]);
    }

    private static Results<Ok<ChargerPrices>, ProblemHttpResult> GetPrices(
        ChargerPlaces places,
        TariffBook book,
        TimeProvider clock,
        string id)
    {
        TariffTerms? terms = places.Find(id) == null ? null : ChargerTerms.At(book, id, Instant.FromDateTimeOffset(clock.GetUtcNow()));
        return terms == null
            ? TypedResults.Problem($"There is no charger {id} that has prices.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(new ChargerPrices(id, terms));
    }

    private static Results<ContentHttpResult, ProblemHttpResult> GetOcpi(TariffBook book, string id, int version)
    {
        PublishedTariff? tariff = book.Find(id, version);
        return tariff == null ? Missing(id, version) : TypedResults.Content(tariff.OcpiJson, "application/json");
    }

    private static Results<Ok<PriceOutlook>, ProblemHttpResult> GetPreview(
        TariffBook book,
        TimeProvider clock,
        string id,
        int version,
        string? kwh,
        string? kw,
        string? start,
        int? hours)
    {
        PublishedTariff? tariff = book.Find(id, version);
        return tariff == null ? Missing(id, version)
            : !OcpiTariffReader.TryRead(
                Encoding.UTF8.GetBytes(tariff.OcpiJson),
                out OcpiTariff? ocpi,
                out IReadOnlyList<TariffDefect> defects)
                ? Refused(defects)
            : Preview(ocpi!, DateTimeZoneProviders.Tzdb[tariff.TimeZone], clock, kwh, kw, start, hours);
    }

    private static ProblemHttpResult Missing(string id, int version)
    {
        return TypedResults.Problem($"There is no version {version} of tariff {id}.", statusCode: StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<TariffSummary>, ProblemHttpResult>> PublishAsync(
        string id,
        [FromQuery] string? zone,
        [AsParameters] TariffTarget target,
        HttpContext context,
        TariffPublisher publisher,
        OperatorSettings settings,
        CancellationToken cancellationToken)
    {
        byte[] json = await ReadBodyAsync(context.Request, cancellationToken);
        if (OcpiTariffReader.TryRead(json, out OcpiTariff? read, out _) && read!.Id != id)
        {
            return Refused([new TariffDefect("$.id", $"is '{read.Id}', and the address says '{id}'")]);
        }

        TariffPublication published = await publisher.PublishAsync(json, zone ?? settings.TimeZone, target.By(context), cancellationToken);
        return published.Tariff == null ? Refused(published) : TypedResults.Ok(TariffSummary.Of(published.Tariff));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        [AsParameters] TariffTarget target, HttpContext context, TariffPublisher publisher, CancellationToken cancellationToken)
    {
        TariffPublication withdrawn = await publisher.WithdrawAsync(target.By(context), cancellationToken);
        return withdrawn.IsDone ? TypedResults.NoContent() : Refused(withdrawn);
    }
}
