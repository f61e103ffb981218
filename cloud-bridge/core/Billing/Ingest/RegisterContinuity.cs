using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Words;
using Firmware.Core.Messaging;
using Firmware.Core.Records;

namespace CloudBridge.Core.Billing.Ingest;

/// <summary>Checks that a session's register begins where the session before it ended: energy in between was metered and never
/// billed.</summary>
public sealed class RegisterContinuity
{
    private readonly IngestStore _store;

    /// <summary>A check over the writer's store.</summary>
    public RegisterContinuity(IngestStore store)
    {
        _store = store;
    }

    /// <summary>The hold when a session of this number is kept already; null when none is.</summary>
    public Hold? FindRepeat(ChargerMessage message, ChargingSession session)
    {
        return _store.Sessions.Has(message.ChargerId, session.Number)
            ? new Hold(HoldReason.SessionRepeated, $"session number {session.Number}")
            : null;
    }

    /// <summary>The hold when the session cannot follow what is known; null when it can. Missing energy alerts and holds nothing.</summary>
    public Hold? Check(ChargerMessage message, ChargingSession session)
    {
        SessionBefore? before = _store.Sessions.Before(message.ChargerId, session.Number);
        long missing = before == null ? 0 : session.RegisterStartMilliwattHours - before.RegisterEndMilliwattHours;
        if (missing < 0)
        {
            return new Hold(
                HoldReason.RegisterWentBack,
                $"session {before!.Number} ended at {before.RegisterEndMilliwattHours} mWh, this one began at "
                    + $"{session.RegisterStartMilliwattHours} mWh");
        }

        if (missing > 0)
        {
            string sessionId = SessionMessage.IdOf(message.ChargerId, session.Number);
            string detail =
                $"{Quantity.Energy(missing)} were metered between session {before!.Number} and session {sessionId} and are on no bill.";
            _store.Alerts.Add(BridgeAlert.Found(message, BridgeAlertCode.EnergyMissing, "Warning", $"{session.Number}", detail));
        }

        return null;
    }
}
