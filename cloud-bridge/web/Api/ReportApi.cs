using CloudBridge.Core.Billing.Reports;
using CloudBridge.Core.Foundation.Settings;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace CloudBridge.Web.Api;

/// <summary>Paths of reports: as JSON, and each table as CSV.</summary>
public static class ReportApi
{
    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/reports", Get)
            .WithTags("Reports")
            .WithSummary("Revenue, cost, margin and use over months (from, to as 2026-03; without them this month), of one site or all.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/reports/{table}.csv", GetCsv)
            .WithTags("Reports")
            .WithSummary("One table of the report as CSV: " + string.Join(", ", ReportCsv.Tables) + ".")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Results<Ok<OperatorReport>, ProblemHttpResult> Get(
        ReportReader reports,
        OperatorSettings settings,
        TimeProvider clock,
        string? from,
        string? to,
        string? site,
        string? by)
    {
        ReportRange? range = RangeOf(settings, clock, from, to, by, out ReportBasis basis, out string? defect);
        return range == null
            ? TypedResults.Problem(defect, statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Ok(reports.Read(range, settings.TimeZone, string.IsNullOrEmpty(site) ? null : site, basis));
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> GetCsv(
        ReportReader reports,
        OperatorSettings settings,
        TimeProvider clock,
        string table,
        string? from,
        string? to,
        string? site,
        string? by)
    {
        if (!ReportCsv.Tables.Contains(table))
        {
            return TypedResults.Problem(
                $"There is no table {table}: there are {string.Join(", ", ReportCsv.Tables)}.",
                statusCode: StatusCodes.Status404NotFound);
        }

        ReportRange? range = RangeOf(settings, clock, from, to, by, out ReportBasis basis, out string? defect);
        if (range == null)
        {
            return TypedResults.Problem(defect, statusCode: StatusCodes.Status400BadRequest);
        }

        byte[] csv = ReportCsv.Write(reports.Read(range, settings.TimeZone, string.IsNullOrEmpty(site) ? null : site, basis), table)!;
        return TypedResults.File(csv, "text/csv; charset=utf-8", $"{table} {range.Label}.csv");
    }

    private static ReportRange? RangeOf(
        OperatorSettings settings,
        TimeProvider clock,
        string? from,
        string? to,
        string? by,
        out ReportBasis basis,
        out string? defect)
    {
        basis = by == "issue" ? ReportBasis.Issue : ReportBasis.PlugIn;
        if (by is not (null or "" or "issue" or "plug-in"))
        {
            defect = $"by is '{by}': give issue, the month in which a document was issued, or plug-in.";
            return null;
        }

        return ReportRange.Of(from, to, settings.Zone, Instant.FromDateTimeOffset(clock.GetUtcNow()), out defect);
    }
}
