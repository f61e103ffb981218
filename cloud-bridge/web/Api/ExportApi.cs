using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Exports;
using CloudBridge.Core.Foundation.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Api;

/// <summary>Bills as files for other programs.</summary>
public static class ExportApi
{
    private const string MediaType = "text/csv; charset=utf-8";

    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        Map(api, "/bills.csv", "bills", BillCsv.Write)
            .WithSummary("Bills and credit notes as CSV, a row for each document and rate of VAT; month is that of plug-in, issued that of "
                + "issue.");
        Map(api, "/journal.csv", "journal", JournalCsv.Write)
            .WithSummary("Bills and credit notes as a journal of double entry: receivable against revenue and VAT by country and rate, "
                + "each document balanced. With issued=2026-03, what a month that is closed does not change any more.");
    }

    private static RouteHandlerBuilder Map(RouteGroupBuilder api, string path, string name, Func<IEnumerable<Bill>, byte[]> write)
    {
        return api.MapGet(path, Get)
            .WithTags("Bills")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        Results<FileContentHttpResult, ProblemHttpResult> Get(
            BillArchive bills,
            OperatorSettings settings,
            string? charger,
            string? account,
            string? site,
            string? month,
            string? issued)
        {
            BillFilter? filter = new ExportQuestion(charger, account, site, month, issued).Filter(settings.TimeZone, out string? defect);
            return filter == null
                ? TypedResults.Problem(defect, statusCode: StatusCodes.Status422UnprocessableEntity)
                : TypedResults.File(write(bills.Read(filter)), MediaType, $"{name}{LabelOf(month)}{LabelOf(issued)}.csv");
        }
    }

    private static string LabelOf(string? month)
    {
        return string.IsNullOrEmpty(month) ? "" : " " + month;
    }
}
