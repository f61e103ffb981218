using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Registry.Accounts;
using NodaTime;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>What a statement says beside its bills.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Month">The month.</param>
/// <param name="Zone">The account's zone.</param>
/// <param name="Issued">When it is issued, in the operator's zone.</param>
/// <param name="Issuer">Who issues it.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="LastMonth">Sums of the statement of the month before; null when there was none.</param>
public sealed record StatementHead(
    string Number,
    YearMonth Month,
    DateTimeZone Zone,
    DateTimeOffset Issued,
    BillIssuer Issuer,
    BilledParty Account,
    StatementFigures? LastMonth);
