using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Billing.Releases;

/// <summary>Releases as the writer sees them. All within the writer's transaction.</summary>
public sealed class ReleaseTable : IDisposable
{
    private readonly PreparedCommand _add;

    /// <summary>Over the writer's connection.</summary>
    public ReleaseTable(DbConnection connection)
    {
        _add = new PreparedCommand(connection, 11, """
            INSERT INTO release_log (source, subject, released_utc_ms, charger_id, was_reason, released_by,
                reason, outcome, bill_number, receipt_sequence, receipt_mac)
            VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11)
            """);
    }

    /// <summary>Keeps a release.</summary>
    public void Add(Release release)
    {
        _add.Execute(
            release.Source,
            release.Subject,
            release.ReleasedUtcMs,
            release.ChargerId,
            release.WasReason,
            release.ReleasedBy,
            release.Reason,
            release.Outcome.ToString(),
            release.BillNumber,
            release.Receipt?.Sequence,
            release.Receipt?.Mac);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _add.Dispose();
    }
}
