using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Http;

/// <summary>Bills as PDF beside their pages: for whoever may open the page, nobody else.</summary>
public static class BillPdfPaths
{
    /// <summary>Maps the paths of pages and links.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/bills/{number}.pdf", GetOwnAsync).RequireAuthorization(Policy.Everyone).ExcludeFromDescription();
        app.MapGet(BillLinks.Path + "{link}.pdf", GetLinked).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>A bill's PDF as an answer; its file name is the number.</summary>
    public static FileContentHttpResult Answer(BillArchive bills, Bill bill)
    {
        ArgumentNullException.ThrowIfNull(bills);
        ArgumentNullException.ThrowIfNull(bill);
        return TypedResults.Bytes(BillDocument.Write(bill, bills.RelatedTo(bill)), BillDocument.MediaType, $"{bill.Number}.pdf");
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> GetOwnAsync(
        BillDoor door,
        BillArchive bills,
        HttpContext context,
        string number)
    {
        Bill? bill = await door.FindOwnAsync(context.User, number);
        return bill == null ? TypedResults.NotFound() : Answer(bills, bill);
    }

    private static Results<FileContentHttpResult, NotFound> GetLinked(BillLinks links, BillArchive bills, string link)
    {
        Bill? bill = links.NumberOf(link) is { } number ? bills.Find(number) : null;
        return bill == null ? TypedResults.NotFound() : Answer(bills, bill);
    }
}
