using System.Text.Json;
using CloudBridge.Publishing;
using CloudBridge.Tariffs;
using Firmware.Core.Messaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace CloudBridge.Api;

/// <summary>Tariffs over HTTP: what was published, and publishing OCPI JSON.</summary>
public static class TariffApi
{
    private const int CountMax = 200;

    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/tariffs", (TariffBook book) => TypedResults.Ok(book.List(CountMax).Select(SummaryOf)))
            .WithTags("Tariffs").WithSummary("Published versions of tariffs, newest first.");
        api.MapGet("/tariffs/{id}/{version:int}", GetOcpi).WithTags("Tariffs").WithSummary("The OCPI JSON of a version, as it was published.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/tariffs/{id}", PublishAsync).WithTags("Tariffs").Accepts<JsonElement>("application/json")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Publishes an OCPI 2.2.1 tariff to all chargers, or to one. A defective one is refused with path and reason, and the old one stays.");
    }

    private static Results<ContentHttpResult, ProblemHttpResult> GetOcpi(TariffBook book, string id, int version)
    {
        PublishedTariff? tariff = book.Find(id, version);
        return tariff == null
            ? TypedResults.Problem($"There is no version {version} of tariff {id}.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Content(tariff.OcpiJson, "application/json");
    }

    private static async Task<Results<Ok<TariffSummary>, ProblemHttpResult>> PublishAsync(
        string id, [FromQuery] string? zone, [FromQuery] string? charger, HttpRequest request, BridgeHost host, BridgeSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (charger != null && (!Topics.IsChargerId(charger) || !host.Chargers.Has(charger)))
        {
            return TypedResults.Problem($"There is no charger '{charger}'.", statusCode: StatusCodes.Status404NotFound);
        }

        using MemoryStream body = new();
        await request.Body.CopyToAsync(body, cancellationToken);
        byte[] json = body.ToArray();
        if (OcpiTariffReader.TryRead(json, out OcpiTariff? read, out _) && read!.Id != id)
        {
            return Refused([new TariffDefect("$.id", $"is '{read.Id}', and the address says '{id}'")]);
        }

        TariffPublication publication = await host.PublishTariffAsync(json, zone ?? settings.TimeZone, Instant.FromDateTimeOffset(clock.GetUtcNow()), charger, cancellationToken);
        return publication.Tariff == null ? Refused(publication.Defects) : TypedResults.Ok(SummaryOf(publication.Tariff));
    }

    private static ProblemHttpResult Refused(IReadOnlyList<TariffDefect> defects)
    {
        return TypedResults.Problem(
            string.Join("; ", defects.Select(defect => $"{defect.JsonPath} {defect.Reason}")),
            statusCode: StatusCodes.Status422UnprocessableEntity,
            title: "The tariff cannot be used; the one before stays.",
            extensions: new Dictionary<string, object?> { ["defects"] = defects });
    }

    private static TariffSummary SummaryOf(PublishedTariff tariff)
    {
        return new TariffSummary(tariff.Device.Id, tariff.Device.Version, tariff.Device.Hash, tariff.Device.Currency, tariff.TimeZone, tariff.FromUtcMs, tariff.PublishedUtcMs);
    }
}

/// <summary>A published version of a tariff.</summary>
/// <param name="Id">OCPI id.</param>
/// <param name="Version">Version, counted by the bridge.</param>
/// <param name="Hash">Hash of its OCPI text.</param>
/// <param name="Currency">Currency by ISO 4217.</param>
/// <param name="TimeZone">Zone of its times of day.</param>
/// <param name="FromUtcMs">From when on it holds, unix ms.</param>
/// <param name="PublishedUtcMs">When it was published, unix ms.</param>
public sealed record TariffSummary(string Id, int Version, string Hash, string Currency, string TimeZone, long FromUtcMs, long PublishedUtcMs);
