using System.Text.Json.Nodes;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Tariffs.Publishing;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Web.Ocpi;

/// <summary>
/// The operator's own texts, one for each tariff id that holds for somebody now or is planned. It is the newest version that holds, or,
/// before the first one holds, the first that is planned. Only last_updated is the bridge's, and the party where the settings name it:
/// last_updated is when what is said became so, which is when it was published or, later, when it came to hold. A renewal for the chargers'
/// clock changes nothing that OCPI shows.
/// </summary>
public sealed class OcpiTariffBook
{
    private readonly TariffBook _book;
    private readonly OcpiParty? _party;
    private readonly TimeProvider _clock;

    /// <summary>Over the book of tariffs.</summary>
    public OcpiTariffBook(TariffBook book, OcpiSettings party, TimeProvider clock)
    {
        _book = book;
        _party = OcpiParty.Of(party);
        _clock = clock;
    }

    /// <summary>All that are shown now, oldest change first.</summary>
    public IReadOnlyList<ShownTariff> Read()
    {
        long nowUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        ILookup<string, TariffAssignment> given = _book.Plan().NowAndLater().ToLookup(row => row.TariffId, StringComparer.Ordinal);
        return
        [
            .. _book.Headings()
                .GroupBy(heading => heading.Id, StringComparer.Ordinal)
                .Where(versions => given.Contains(versions.Key))
                .Select(versions => ShownOf([.. versions], [.. given[versions.Key]], nowUtcMs))
                .OrderBy(shown => shown.UpdatedUtcMs).ThenBy(shown => shown.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>One of them as JSON; null where it cannot be read, which is told elsewhere.</summary>
    public string? TextOf(ShownTariff shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (_book.Find(shown.Id, shown.Version) is not PublishedTariff tariff)
        {
            return null;
        }

        JsonNode text = JsonNode.Parse(tariff.OcpiJson.TrimStart('\uFEFF'))!;
        text["last_updated"] = InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(shown.UpdatedUtcMs));
        if (_party != null)
        {
            text["country_code"] = _party.CountryCode;
            text["party_id"] = _party.PartyId;
        }

        return text.ToJsonString(BillJson.Options);
    }

    // Versions come in their order.
    private static ShownTariff ShownOf(List<TariffHeading> versions, List<TariffAssignment> given, long nowUtcMs)
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
        return new ShownTariff(versions[index].Id, versions[index].Version, versions[index].Hash, updatedUtcMs);
    }
}

/// <summary>A tariff that partners are shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version that is shown.</param>
/// <param name="Hash">Hash of its text.</param>
/// <param name="UpdatedUtcMs">When it was last updated, unix ms.</param>
public sealed record ShownTariff(string Id, int Version, string Hash, long UpdatedUtcMs);
