using System.Text.Json.Serialization;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Invoices;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Web.Access;
using CloudBridge.Web.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Api;

/// <summary>The JSON API below /api/v1, described at /openapi/v1.json. Money is in minor units, energy in mWh, list times in unix
/// ms.</summary>
public static class BridgeApi
{
    private const int CountMax = 200;

    /// <summary>What the API needs.</summary>
    public static IServiceCollection AddBridgeApi(this IServiceCollection services)
    {
        services.AddOpenApi("v1", options => options.AddDocumentTransformer(
                (document, _, _) =>
                {
                    document.Info.Title = "ChargeAgent cloud bridge";
                    document.Info.Description =
                        "Bills, held sessions, quarantine, alerts, chargers and tariffs. Money is in minor units of the currency, energy "
                            + "in mWh, times in unix ms UTC unless they carry an offset.";
                    return Task.CompletedTask;
                }));
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Encoder = BillJson.Options.Encoder;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        return services;
    }

    /// <summary>Maps all paths.</summary>
    public static void MapBridgeApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        HealthPaths.Map(app);
        RouteGroupBuilder api = app.MapGroup("/api/v1")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapGet("/bills", ListBills).WithTags("Bills").WithSummary("Bills, newest first; account \"-\" is nobody's.");
        api.MapGet("/bills/{number}", GetBill)
            .WithTags("Bills")
            .WithSummary("One bill, whole; state says whether it holds, was taken back, or was replaced.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/bills/{number}/pdf", GetBillPdf)
            .WithTags("Bills")
            .WithSummary("One bill as PDF, A4.")
            .Produces(StatusCodes.Status200OK, contentType: BillDocument.MediaType)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/bills/{number}/invoice.xml", GetBillInvoice)
            .WithTags("Bills")
            .WithSummary("One bill of a business account as an electronic invoice: EN 16931 in UBL 2.1.")
            .Produces(StatusCodes.Status200OK, contentType: UblInvoice.MediaType)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/bills/{number}/link", GetBillLink)
            .WithTags("Bills")
            .WithSummary("The path at which whoever knows it may read the bill without signing in.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        ExportApi.Map(api);
        HeldApi.Map(api);
        QuarantineApi.Map(api);
        api.MapGet("/alerts", (Watch watch, int? offset, int? count) => TypedResults.Ok(watch.Alerts(OffsetOf(offset), CountOf(count))))
            .WithTags("Watch")
            .WithSummary("Alerts of chargers and bridge, newest first.")
            .RequireAuthorization(Policy.Technicians);
        api.MapGet("/chargers", (ChargerPlaces places, BillArchive bills) => TypedResults.Ok(ChargerAnswer.ListOf(places, bills)))
            .WithTags("Chargers")
            .WithSummary("Chargers with their last status.")
            .RequireAuthorization(Policy.Technicians);
        api.MapGet("/broker/refusals", (BrokerRefusals refusals) => TypedResults.Ok(refusals))
            .WithTags("Watch")
            .WithSummary("What the bridge has turned away at its MQTT side since its start, by kind.")
            .RequireAuthorization(Policy.Technicians);
        StatementApi.Map(api);
        ChargerKeyApi.Map(api);
        ContactApi.Map(api);
        TariffApi.Map(api);
        AccountApi.Map(api);
        ReportApi.Map(api);
        TariffDraftApi.Map(api);
        IncidentApi.Map(api);
    }

    private static Ok<BillList> ListBills(BillArchive bills, string? charger, string? account, string? site, int? offset, int? count)
    {
        BillFilter filter = new() { ChargerId = charger, AccountId = account, SiteId = site };
        return TypedResults.Ok(new BillList(bills.Count(filter), bills.List(filter, OffsetOf(offset), CountOf(count))));
    }

    private static Results<Ok<Bill>, ProblemHttpResult> GetBill(BillArchive bills, string number)
    {
        Bill? bill = bills.Find(number);
        return bill == null
            ? TypedResults.Problem($"There is no bill {number}.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(bill with { State = BillState.Of(bill, bills.RelatedTo(bill)) });
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> GetBillPdf(BillArchive bills, string number)
    {
        Bill? bill = bills.Find(number);
        return bill == null
            ? TypedResults.Problem($"There is no bill {number}.", statusCode: StatusCodes.Status404NotFound)
            : BillPdfPaths.Answer(bills, bill);
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> GetBillInvoice(BillArchive bills, string number)
    {
        Bill? bill = bills.Find(number);
        return bill == null
            ? TypedResults.Problem($"There is no bill {number}.", statusCode: StatusCodes.Status404NotFound)
            : BillInvoicePaths.Answer(BillInvoice.Of(bill, out string? problem), problem);
    }

    private static Results<Ok<BillLink>, ProblemHttpResult> GetBillLink(BillArchive bills, BillLinks links, string number)
    {
        return bills.Find(number) == null
            ? TypedResults.Problem($"There is no bill {number}.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(new BillLink(links.PathOf(number)));
    }

    private static int OffsetOf(int? offset)
    {
        return Math.Max(offset ?? 0, 0);
    }

    private static int CountOf(int? count)
    {
        return Math.Clamp(count ?? 50, 1, CountMax);
    }
}

/// <summary>A page of bills.</summary>
/// <param name="Count">How many there are in all.</param>
/// <param name="Bills">This page.</param>
public sealed record BillList(long Count, IReadOnlyList<BillSummary> Bills);

/// <summary>Where a bill can be read without signing in.</summary>
/// <param name="Path">Path on this bridge.</param>
public sealed record BillLink(string Path);
