using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Publishing;

namespace CloudBridge.Web.Ocpi;

/// <summary>Bills and credit notes as CDRs of this party, with tariff, site and charger as they are known now.</summary>
public sealed class OcpiCdrBook
{
    private readonly TariffBook _tariffs;
    private readonly SiteRegistry _sites;
    private readonly ChargerPlaces _chargers;
    private readonly OcpiSettings _party;

    /// <summary>Over the registries.</summary>
    public OcpiCdrBook(TariffBook tariffs, SiteRegistry sites, ChargerPlaces chargers, OcpiSettings party)
    {
        _tariffs = tariffs;
        _sites = sites;
        _chargers = chargers;
        _party = party;
    }

    /// <summary>The CDR, as JSON.</summary>
    public string TextOf(IssuedBill issued)
    {
        ArgumentNullException.ThrowIfNull(issued);
        Bill billed = issued.TakenBack ?? issued.Bill;
        return OcpiCdrWriter.Write(
            issued.Bill,
            billed,
            _tariffs.Find(issued.Bill.Tariff.Id, issued.Bill.Tariff.Version),
            billed.Site == null ? null : _sites.Find(billed.Site.SiteId),
            _chargers.Find(billed.Session.ChargerId),
            OcpiParty.Of(_party));
    }
}
