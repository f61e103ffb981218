using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>What was decided about sessions that were not billed of themselves. All within the writer's transaction.</summary>
public sealed class DecisionTable : IDisposable
{
    private readonly RowInsert _rows;

    /// <summary>Over the writer's connection.</summary>
    public DecisionTable(WriterConnection writer)
    {
        _rows = new RowInsert(
            writer,
            "held_decision",
            [
                "charger_id text",
                "sequence bigint",
                "session_id text",
                "decision text",
                "was_reason text",
                "was_detail text",
                "decided_by text",
                "reason text",
                "decided_utc_ms bigint",
            ]);
    }

    /// <summary>Keeps a decision.</summary>
    public void Add(SessionDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        _rows.Add(
            decision.ChargerId,
            decision.Sequence,
            decision.SessionId,
            decision.Decision,
            decision.WasReason,
            decision.WasDetail,
            decision.By,
            decision.Reason,
            decision.DecidedUtcMs);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _rows.Dispose();
    }
}

/// <summary>A decision about one session; it is made once.</summary>
/// <param name="ChargerId">Charger.</param>
/// <param name="Sequence">Sequence of its record.</param>
/// <param name="SessionId">Session.</param>
/// <param name="Decision">One of <see cref="Contract.HeldDecision"/>.</param>
/// <param name="WasReason">Why it was not billed: one of <see cref="Contract.HoldReason"/>.</param>
/// <param name="WasDetail">The figures behind it.</param>
/// <param name="By">Who decided.</param>
/// <param name="Reason">Why, in that person's words.</param>
/// <param name="DecidedUtcMs">When, unix ms.</param>
public sealed record SessionDecision(
    string ChargerId,
    long Sequence,
    string SessionId,
    string Decision,
    string WasReason,
    string WasDetail,
    string By,
    string Reason,
    long DecidedUtcMs)
{
    /// <summary>Who decides where the operator's settings do.</summary>
    public const string ByBridge = "the bridge";
}
