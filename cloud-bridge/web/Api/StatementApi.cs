using CloudBridge.Core.Billing.Invoices;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Web.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Api;

/// <summary>Statements over HTTP.</summary>
public static class StatementApi
{
    private const int CountMax = 200;

    /// <summary>Maps the paths.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/statements", List)
            .WithTags("Statements")
            .WithSummary("Monthly statements, newest month first; of one account or month, or of all.");
        api.MapGet("/statements/{number}", Get)
            .WithTags("Statements")
            .Produces<Statement>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One statement, whole, in the canonical JSON that its signature is over.");
        api.MapGet("/statements/{number}/invoice.xml", GetInvoice)
            .WithTags("Statements")
            .WithSummary("One statement of a business account as an electronic invoice over its bills: EN 16931 in UBL 2.1.")
            .Produces(StatusCodes.Status200OK, contentType: UblInvoice.MediaType)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Ok<IReadOnlyList<StatementSummary>> List(
        StatementArchive statements,
        string? account,
        string? month,
        int? offset,
        int? count)
    {
        return TypedResults.Ok(statements.List(account, month, Math.Max(offset ?? 0, 0), Math.Clamp(count ?? 50, 1, CountMax)));
    }

    private static Results<ContentHttpResult, ProblemHttpResult> Get(StatementArchive statements, string number)
    {
        IssuedStatement? issued = statements.Find(number);
        return issued == null
            ? TypedResults.Problem($"There is no statement {number}.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Content(issued.Body, "application/json");
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> GetInvoice(StatementArchive statements, string number)
    {
        IssuedStatement? issued = statements.Find(number);
        return issued == null
            ? TypedResults.Problem($"There is no statement {number}.", statusCode: StatusCodes.Status404NotFound)
            : BillInvoicePaths.Answer(StatementInvoice.Of(issued.Read(), out string? problem), problem);
    }
}
