using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using Dapper;
using Firmware.Core.Flash;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>Receipts that chargers are owed for records that people have released.</summary>
public sealed class OwedReceipts(Database database)
{
    private const int CountMax = 100;

    /// <summary>The oldest of them that can be read, of at most 100.</summary>
    public IReadOnlyList<Receipt> Read()
    {
        using DbConnection connection = database.Open();
        return connection.ReadRows<Row, Receipt>(
            "release_log",
            "Source Subject ReleasedUtcMs",
            """
            SELECT source AS Source, subject AS Subject, released_utc_ms AS ReleasedUtcMs, charger_id AS ChargerId,
                   receipt_sequence AS Sequence, receipt_mac AS Mac
            FROM release_log WHERE receipt_mac IS NOT NULL AND receipted_utc_ms IS NULL ORDER BY released_utc_ms LIMIT @CountMax
            """,
            new { CountMax },
            row => row.Read());
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

    private sealed record Row
    {
        public string ChargerId { get; init; } = "";

        public long? Sequence { get; init; }

        public string Mac { get; init; } = "";

        // A receipt for something else than was sent would be believed by nobody.
        public Receipt Read()
        {
            bool isCode = Mac.Length == 2 * RecordMac.Length && Mac.All(char.IsAsciiHexDigitLower);
            return isCode && Sequence is long sequence
                ? new Receipt(ChargerId, sequence, Mac)
                : throw new FormatException("its receipt has no sequence number or no code of a record");
        }
    }
}
