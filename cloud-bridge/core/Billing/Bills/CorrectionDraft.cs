using CloudBridge.Core.Contract;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>What a corrected bill is made from.</summary>
/// <param name="Record">The charger's record.</param>
/// <param name="Priced">Its price under the tariff that was chosen.</param>
/// <param name="Parties">Whom it is made out to, and where the session was.</param>
public sealed record CorrectionDraft(DurableRecord Record, PricedSession Priced, SessionParties Parties);
