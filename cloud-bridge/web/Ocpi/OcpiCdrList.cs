using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Publishing;
using NodaTime;

namespace CloudBridge.Web.Ocpi;

/// <summary>GET /ocpi/2.2.1/cdrs: a CDR for each bill, a credit CDR for each credit note, oldest first. A CDR never changes, so its
/// last_updated is its issue.</summary>
public static class OcpiCdrList
{
    /// <summary>Maps the path.</summary>
    public static void Map(RouteGroupBuilder ocpi)
    {
        ocpi.MapGet("/cdrs", Get)
            .WithSummary("CDRs and credit CDRs of this operator as OCPI 2.2.1, paged: date_from, date_to, offset, limit.");
    }

    private static IResult Get(HttpContext context, Database database, TariffBook book, SiteRegistry sites, TimeProvider clock)
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
        Dictionary<string, Site?> places = bills
            .Select(issued => (issued.TakenBack ?? issued.Bill).Site?.SiteId)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(siteId => siteId, sites.Find, StringComparer.Ordinal);
        return OcpiAnswer.Page(context, paging, count, [.. bills.Select(issued => TextOf(book, places, issued))], now);
    }

    private static string TextOf(TariffBook book, Dictionary<string, Site?> places, IssuedBill issued)
    {
        Bill billed = issued.TakenBack ?? issued.Bill;
        PublishedTariff? tariff = book.Find(issued.Bill.Tariff.Id, issued.Bill.Tariff.Version);
        Site? site = billed.Site == null ? null : places[billed.Site.SiteId];
        return OcpiCdrWriter.Write(issued.Bill, billed, tariff, site);
    }
}
