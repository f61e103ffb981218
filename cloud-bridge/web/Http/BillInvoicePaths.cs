using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Invoices;
using CloudBridge.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Http;

/// <summary>Bills as electronic invoices beside their pages: for whoever may open the page, nobody else.</summary>
public static class BillInvoicePaths
{
    /// <summary>Maps the path of pages.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/bills/{number}.xml", GetOwnAsync).RequireAuthorization(Policy.Everyone).ExcludeFromDescription();
    }

    /// <summary>An invoice as an answer, its file name the number; where there is none, what is missing.</summary>
    public static Results<FileContentHttpResult, ProblemHttpResult> Answer(Invoice? invoice, string? problem)
    {
        return invoice == null
            ? TypedResults.Problem(problem, statusCode: StatusCodes.Status422UnprocessableEntity)
            : TypedResults.Bytes(UblInvoice.Write(invoice), UblInvoice.MediaType, $"{invoice.Number}.xml");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetOwnAsync(
        BillDoor door,
        HttpContext context,
        string number)
    {
        Bill? bill = await door.FindOwnAsync(context.User, number);
        return bill == null
            ? TypedResults.Problem($"There is no bill {number}.", statusCode: StatusCodes.Status404NotFound)
            : Answer(BillInvoice.Of(bill, out string? problem), problem);
    }
}
