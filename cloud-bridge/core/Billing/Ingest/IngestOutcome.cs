using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Contract;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>What became of a message. It counts only when its transaction is committed.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Receipt">What the charger is told so that it may delete the record; null where it must keep it, or has none.</param>
/// <param name="Bill">The bill that was issued; null otherwise.</param>
/// <param name="Held">The session that was held; null otherwise.</param>
/// <param name="Kept">The record in a message that could not be taken and whose content is kept whole; null otherwise, and where the
/// message does not say which record it is.</param>
public sealed record IngestOutcome(
    IngestKind Kind,
    Receipt? Receipt = null,
    Bill? Bill = null,
    HeldSession? Held = null,
    Receipt? Kept = null);

/// <summary>A session that is not billed.</summary>
/// <param name="ChargerId">Whose.</param>
/// <param name="SessionId">Which.</param>
/// <param name="Reason">One of <see cref="HoldReason"/>.</param>
/// <param name="Detail">The figures behind it.</param>
/// <param name="EnergyMilliwattHours">Its energy in mWh.</param>
public sealed record HeldSession(string ChargerId, string SessionId, string Reason, string Detail, long EnergyMilliwattHours);
