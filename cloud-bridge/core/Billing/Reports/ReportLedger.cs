using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Publishing;
using Dapper;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Billing.Reports;

/// <summary>
/// Keeps the facts that reports add up. It works out what is missing for the bills that came since it was last asked, in short
/// transactions, so
/// that bills are still written meanwhile; several bridges on one database may do so at the same time.
/// </summary>
public sealed class ReportLedger
{
    private const int BatchSize = 250;

    private const string Missing = """
        SELECT b.bill_number AS Number, b.kind AS Kind, b.issued_utc_ms AS IssuedUtcMs, b.start_utc_ms AS StartUtcMs,
               b.end_utc_ms AS EndUtcMs, b.charger_id AS ChargerId, b.site_id AS SiteId, b.currency AS Currency,
               b.currency_decimals AS CurrencyDecimals, b.energy_milliwatt_hours AS EnergyMilliwattHours, b.total_excl_minor AS ExclMinor,
               b.total_incl_minor AS InclMinor, b.body AS Body,
               (SELECT o.body FROM bill o WHERE b.kind = 'CreditNote' AND o.bill_number = b.corrects_number) AS TakenBackBody,
               (SELECT r.bill_number FROM bill r WHERE b.kind = 'CreditNote' AND r.corrects_number = b.corrects_number
                   AND r.kind = 'CorrectedBill') AS Replacement
        FROM bill b WHERE NOT EXISTS (SELECT 1 FROM bill_fact f WHERE f.bill_number = b.bill_number) AND b.bill_number > @after
        ORDER BY b.bill_number LIMIT @BatchSize
        """;

    // Facts of credit notes from before another bill took the place of what they take back.
    private const string ReplacedSince = """
        SELECT f.bill_number FROM bill r JOIN bill c ON c.corrects_number = r.corrects_number AND c.kind = 'CreditNote'
        JOIN bill_fact f ON f.bill_number = c.bill_number
        WHERE r.corrects_number IS NOT NULL AND r.kind = 'CorrectedBill'
            AND NOT EXISTS (SELECT 1 FROM bill_fact n WHERE n.bill_number = r.bill_number)
        """;

    private readonly Database _database;
    private readonly TariffBook _tariffs;

    /// <summary>Over a database.</summary>
    public ReportLedger(Database database, TariffBook tariffs)
    {
        _database = database;
        _tariffs = tariffs;
    }

    /// <summary>Brings the facts up to date; how many bills were new.</summary>
    public int CatchUp()
    {
        int count = 0;
        if (!IsBehind())
        {
            return count;
        }

        using WriterConnection writer = new(_database.Open());
        using FactTable facts = new(writer);
        string? after = "";
        while (after != null)
        {
            List<BillToCount> added = AddSome(writer, facts, after);
            count += added.Count;
            // From the last one on, so that no batch looks through all bills that are done.
            after = added.Count == 0 ? null : added[^1].Number;
        }

        return count;
    }

    private bool IsBehind()
    {
        using DbConnection connection = _database.Open();
        return connection.ExecuteScalar<long>("SELECT (SELECT COUNT(*) FROM bill) - (SELECT COUNT(*) FROM bill_fact)") != 0;
    }

    private List<BillToCount> AddSome(WriterConnection writer, FactTable facts, string after)
    {
        Database.BeginWrite(writer.Connection);
        try
        {
            // Read under the write lock, so that a purchase tariff that is set meanwhile waits, and then forgets what was made without it.
            IReadOnlyList<PurchaseTariff> purchases = PurchaseBook.All(writer.Connection);
            after = FactTable.Forget(writer.Connection, ReplacedSince, null) > 0 ? "" : after;
            List<BillToCount> bills = [.. writer.Connection.Query<BillToCount>(Missing, new { BatchSize, after })];
            foreach (BillToCount bill in bills)
            {
                facts.Add(bill, FactOf(bill, purchases, out Bill counted), counted.Tariff.Id, counted.VatCountryCode());
            }

            writer.Commit();
            return bills;
        }
        catch
        {
            // Back in its pool the connection would go on holding the write lock.
            writer.Forget();
            Database.Rollback(writer.Connection);
            throw;
        }
    }

    private BillFact FactOf(BillToCount row, IReadOnlyList<PurchaseTariff> purchases, out Bill bill)
    {
        bill = BillJson.Read(row.TakenBackBody ?? row.Body);
        Tariff? sold = _tariffs.Find(bill.Tariff.Id, bill.Tariff.Version)?.Device;
        PurchaseTariff? bought = purchases.FirstOrDefault(purchase =>
            purchase.FromUtcMs <= row.StartUtcMs && (purchase.SiteId == PurchaseTariff.EverySite || purchase.SiteId == row.SiteId));
        return BillFact.Of(bill, row.Kind, row.Replacement != null, sold, bought);
    }
}
