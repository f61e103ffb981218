using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>Receipts that chargers are owed for records that people have released.</summary>
public sealed class OwedReceipts(Database database)
{
    private const int CountMax = 100;

    /// <summary>The oldest of them, at most 100.</summary>
    public IReadOnlyList<Receipt> Read()
    {
        using DbConnection connection = database.Open();
        return [.. connection.Query<(string ChargerId, long Sequence, string Mac)>(
                """
                SELECT charger_id, receipt_sequence, receipt_mac FROM release_log
                WHERE receipt_mac IS NOT NULL AND receipted_utc_ms IS NULL ORDER BY released_utc_ms LIMIT @CountMax
                """,
                new { CountMax })
            .Select(owed => new Receipt(owed.ChargerId, owed.Sequence, owed.Mac))];
    }

    /// <summary>One of them is handed over at an instant (unix ms).</summary>
    public void Pay(Receipt receipt, long nowMs)
    {
        using DbConnection connection = database.Open();
        connection.Execute(
            "UPDATE release_log SET receipted_utc_ms = @nowMs WHERE charger_id = @ChargerId AND receipt_sequence = @Sequence "
                + "AND receipt_mac = @Mac",
            new { nowMs, receipt.ChargerId, receipt.Sequence, receipt.Mac });
    }
}
