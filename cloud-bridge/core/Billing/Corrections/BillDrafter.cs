using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Core.Registry.Issuers;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Publishing;

namespace CloudBridge.Core.Billing.Corrections;

/// <summary>Prepares a corrected bill: finds what the operator named and prices the charger's record again. Writes nothing.</summary>
internal sealed class BillDrafter
{
    private readonly Database _database;
    private readonly ChargerRegistry _chargers;
    private readonly TariffBook _tariffs;
    private readonly AccountNames _accounts;
    private readonly IssuerRegistry _issuers;
    private readonly SiteRegistry _sites;

    /// <summary>Over a database.</summary>
    public BillDrafter(Database database, OperatorSettings settings, TimeProvider clock)
    {
        _database = database;
        _chargers = new ChargerRegistry(database, clock);
        _tariffs = new TariffBook(database, clock, settings.Currency);
        _accounts = new AccountNames(database);
        _issuers = new IssuerRegistry(database);
        _sites = new SiteRegistry(database, clock);
    }

    /// <summary>What the corrected bill is made from; null with the problem in a sentence.</summary>
    public CorrectionDraft? Draft(Bill bill, BillChange change, bool isSameRefused, out string? problem)
    {
        (string tariffId, int version) = change.Tariff ?? (bill.Tariff.Id, bill.Tariff.Version);
        PublishedTariff? tariff = _tariffs.Find(tariffId, version);
        BilledParty? recipient = change.AccountId == null ? bill.Recipient : _accounts.Find(change.AccountId);
        bool isSameTariff = tariffId == bill.Tariff.Id && version == bill.Tariff.Version;
        bool isSame = isSameTariff && recipient?.AccountId == bill.Recipient?.AccountId;
        problem =
            tariff == null ? $"There is no tariff {tariffId} version {version}: the page Tariffs shows those that were published."
            : tariff.Device.Currency != bill.Currency
                ? $"Tariff {tariffId} is in {tariff.Device.Currency}, the bill in {bill.Currency}: "
                    + "a corrected bill has the currency of the bill."
            : change.AccountId?.Length > 0 && recipient == null
                ? $"There is no account {change.AccountId}: the page Accounts shows those that are there."
            : isSameRefused && isSame
                ? "The corrected bill would be the same as the bill: give another tariff version or another account, "
                    + "or only take the bill back."
            : isSameTariff || change.IsAnyTariff ? null
            : FindForeignTariff(bill, tariff!);
        // Bills from before say no country of their site.
        string? country = bill.Site?.CountryCode ?? _sites.Find(bill.Site?.SiteId)?.CountryCode;
        SessionParties parties = new(recipient, bill.Site, _issuers.Find(country)?.OnBills());
        return problem == null ? Price(bill, tariff!, parties, out problem) : null;
    }

    // Whoever was promised a price at plug-in is not billed by accident under one that nobody could have read there.
    private string? FindForeignTariff(Bill bill, PublishedTariff tariff)
    {
        (string id, int version) = (tariff.Device.Id, tariff.Device.Version);
        long startUtcMs = bill.Session.Start.ToUnixTimeMilliseconds();
        const string Say = "If the bill is to be made under it all the same, say so: the box \"any tariff\", or the flag --any-tariff.";
        return tariff.FromUtcMs > startUtcMs
                ? $"Tariff {id} version {version} holds from {Quantity.Time(tariff.FromUtcMs, tariff.TimeZone)} on, and the session began "
                    + $"before, at {Quantity.Time(bill.Session.Start)}. {Say}"
            : !_tariffs.AssignmentsAt(bill.Session.ChargerId, startUtcMs).Any(row => row.TariffId == id && row.Version == version)
                ? $"Tariff {id} version {version} was never one of charger {bill.Session.ChargerId}, neither by itself nor by its site. "
                    + Say
            : null;
    }

    private CorrectionDraft? Price(Bill bill, PublishedTariff tariff, SessionParties parties, out string? problem)
    {
        using DbConnection connection = _database.Open();
        BilledRecord? row = BilledRecord.Find(connection, bill.Session.SessionId);
        DurableRecord? record = row != null && _chargers.Find(bill.Session.ChargerId) is { } charger ? row.Decode(charger) : null;
        if (record == null)
        {
            problem =
                $"The stored record of session {bill.Session.SessionId} is not the one that its charger proved: look with cloud-bridge "
                    + $"verify. The bill can be taken back all the same.";
            return null;
        }

        PricedSession? priced = new SessionRater(_tariffs).RateWith(
            tariff,
            record.Session!,
            row!.ReceivedUtcMs,
            out Hold? hold,
            row.Decision);
        problem =
            priced == null
                ? $"Session {bill.Session.SessionId} cannot be billed under {tariff.Device.Id} version {tariff.Device.Version}: "
                    + $"{HoldReason.InWords(hold!.Reason)} ({hold.Detail}). "
                    + "The bill can be taken back all the same."
                : null;
        return priced == null ? null : new CorrectionDraft(record, priced, parties);
    }
}
