using System.Text.Json.Nodes;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Tariffs.Publishing;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Web.Ocpi;

/// <summary>
/// GET /ocpi/2.2.1/tariffs: the operator's own texts, one for each tariff id that holds for somebody now or is planned, oldest change
/// first. It is
/// the newest version that holds, or, before the first one holds, the first that is planned. Only last_updated is the bridge's: when what
/// is said became so, which is when it was published or, later,
/// when it came to hold. A renewal for the chargers' clock changes nothing that OCPI shows.
/// </summary>
public static class OcpiTariffList
{
    /// <summary>Maps the path.</summary>
    public static void Map(RouteGroupBuilder ocpi)
    {
        ocpi.MapGet("/tariffs", Get).WithSummary("Tariffs of this operator as OCPI 2.2.1, paged: date_from, date_to, offset, limit.");
    }

    private static IResult Get(HttpContext context, TariffBook book, TimeProvider clock)
    {
        Instant now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        if (!OcpiPaging.TryRead(context.Request.Query, out OcpiPaging? paging, out string defect))
        {
            return OcpiAnswer.Refusal(context, OcpiStatus.InvalidParameters, defect, now);
        }

        ILookup<string, TariffAssignment> given = book.Plan().NowAndLater().ToLookup(row => row.TariffId, StringComparer.Ordinal);
        List<Shown> matching = [.. book.Headings()
            .GroupBy(heading => heading.Id, StringComparer.Ordinal)
            .Where(versions => given.Contains(versions.Key))
            .Select(versions => ShownOf([.. versions], [.. given[versions.Key]], now.ToUnixTimeMilliseconds()))
            .Where(shown => shown.UpdatedUtcMs >= paging!.FromUtcMs && shown.UpdatedUtcMs < paging.ToUtcMs)
            .OrderBy(shown => shown.UpdatedUtcMs).ThenBy(shown => shown.Id, StringComparer.Ordinal)];
        List<string> page = [.. matching.Skip(paging!.Offset).Take(paging.Limit).Select(shown => TextOf(book, shown)).OfType<string>()];
        return OcpiAnswer.Page(context, paging, matching.Count, page, now);
    }

    // Versions come in their order.
    private static Shown ShownOf(List<TariffHeading> versions, List<TariffAssignment> given, long nowUtcMs)
    {
        List<TariffAssignment> holding = given.FindAll(row => row.FromUtcMs <= nowUtcMs);
        int version = holding.Count > 0 ? holding.Max(row => row.Version) : given.MinBy(row => row.FromUtcMs)!.Version;
        int index = versions.FindIndex(heading => heading.Version == version);
        int first = index;
        while (first > 0 && versions[first - 1].Hash == versions[index].Hash)
        {
            first--;
        }

        long updatedUtcMs =
            versions[first].FromUtcMs > nowUtcMs
                ? versions[first].PublishedUtcMs
                : Math.Max(versions[first].FromUtcMs, versions[first].PublishedUtcMs);
        return new Shown(versions[index].Id, versions[index].Version, updatedUtcMs);
    }

    // One that cannot be read is told elsewhere, and left out.
    private static string? TextOf(TariffBook book, Shown shown)
    {
        if (book.Find(shown.Id, shown.Version) is not PublishedTariff tariff)
        {
            return null;
        }

        JsonNode text = JsonNode.Parse(tariff.OcpiJson.TrimStart('\uFEFF'))!;
        text["last_updated"] = InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(shown.UpdatedUtcMs));
        return text.ToJsonString(BillJson.Options);
    }

    private readonly record struct Shown(string Id, int Version, long UpdatedUtcMs);
}
