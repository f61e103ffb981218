using NodaTime;

namespace CloudBridge.Web.Ocpi;

/// <summary>GET /ocpi/2.2.1/tariffs: what <see cref="OcpiTariffBook"/> has, oldest change first.</summary>
public static class OcpiTariffList
{
    /// <summary>Maps the path below its module.</summary>
    public static void Map(RouteGroupBuilder module)
    {
        module.MapGet("", Get).WithSummary("Tariffs of this operator as OCPI 2.2.1, paged: date_from, date_to, offset, limit.");
    }

    private static IResult Get(HttpContext context, OcpiTariffBook book, TimeProvider clock)
    {
        Instant now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        if (!OcpiPaging.TryRead(context.Request.Query, out OcpiPaging? paging, out string defect))
        {
            return OcpiAnswer.Refusal(context, OcpiStatus.InvalidParameters, defect, now);
        }

        List<ShownTariff> matching =
        [
            .. book.Read().Where(shown => shown.UpdatedUtcMs >= paging!.FromUtcMs && shown.UpdatedUtcMs < paging.ToUtcMs),
        ];
        List<string> page = [.. matching.Skip(paging!.Offset).Take(paging.Limit).Select(book.TextOf).OfType<string>()];
        return OcpiAnswer.Page(context, paging, matching.Count, page, now);
    }
}
