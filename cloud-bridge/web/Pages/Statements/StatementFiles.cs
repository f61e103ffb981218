using CloudBridge.Core.Billing.Statements;
using CloudBridge.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CloudBridge.Web.Pages.Statements;

/// <summary>The files of a statement: PDF, CSV, JSON, signature and public key.</summary>
public static class StatementFiles
{
    /// <summary>Maps a path for each.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/statements/{number}/{file}", Get).RequireAuthorization(Policy.Money).ExcludeFromDescription();
    }

    private static Results<FileContentHttpResult, NotFound> Get(StatementAccess access, HttpContext context, string number, string file)
    {
        StatementFile? wanted = StatementFile.All.FirstOrDefault(known => known.Name == file);
        IssuedStatement? issued = wanted == null ? null : access.Find(context.User, number);
        byte[]? content = issued == null ? null : wanted!.Content(issued);
        return content == null ? TypedResults.NotFound() : TypedResults.Bytes(content, wanted!.MediaType, number + wanted.End);
    }
}
