using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Storage;
using NodaTime;

namespace CloudBridge.Web.Ocpi;

/// <summary>GET /ocpi/2.2.1/cdrs: a CDR for each bill, a credit CDR for each credit note, oldest first. A CDR never changes, so its
/// last_updated is its issue.</summary>
public static class OcpiCdrList
{
    /// <summary>Maps the path below its module.</summary>
    public static void Map(RouteGroupBuilder module)
    {
        module.MapGet("", Get)
            .WithSummary("CDRs and credit CDRs of this operator as OCPI 2.2.1, paged: date_from, date_to, offset, limit.");
    }

    private static IResult Get(HttpContext context, Database database, OcpiCdrBook book, TimeProvider clock)
    {
        Instant now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        if (!OcpiPaging.TryRead(context.Request.Query, out OcpiPaging? paging, out string defect))
        {
            return OcpiAnswer.Refusal(context, OcpiStatus.InvalidParameters, defect, now);
        }

        IReadOnlyList<IssuedBill> bills = new IssuedBills(database).Read(
            paging!.FromUtcMs,
            paging.ToUtcMs,
            paging.Offset,
            paging.Limit,
            out long count);
        return OcpiAnswer.Page(context, paging, count, [.. bills.Select(book.TextOf)], now);
    }
}
