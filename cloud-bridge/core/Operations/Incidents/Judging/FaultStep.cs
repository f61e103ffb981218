using CloudBridge.Core.Contract;
using Firmware.Core.Faults;
using Firmware.Core.Messaging;
using Firmware.Core.Records;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>Faults of a charger, told by its alerts and ended by them, or by a status that does not know them any more.</summary>
internal sealed class FaultStep
{
    private readonly JudgePass _pass;
    private readonly OutageStep _mains;

    public FaultStep(JudgePass pass, OutageStep mains)
    {
        _pass = pass;
        _mains = mains;
    }

    /// <summary>Takes an alert of a charger that was found before.</summary>
    public void Take(string chargerId, Alert alert, long atUtcMs)
    {
        if (alert.IsRaised)
        {
            Raise(chargerId, alert, atUtcMs);
            if (!_pass.IsInStatus(chargerId, alert.Code))
            {
                // It waited in the charger, which was switched off meanwhile: a status goes out before the records, and that one has no
                // such fault.
                Clear(chargerId, (FaultCode)alert.Code, atUtcMs);
            }
        }
        else
        {
            Clear(chargerId, (FaultCode)alert.Code, atUtcMs);
        }
    }

    /// <summary>Compares with the faults that a status names. A charger that was switched off with a fault starts without it and never
    /// tells its end; status and alerts come over one connection in order, so what a status does not name is over.</summary>
    public void Compare(string chargerId, long? faultMask, long atUtcMs)
    {
        long over = faultMask == null ? 0 : _pass[chargerId].FaultMask & ~faultMask.Value;
        for (int code = 0; code < FaultTable.Count; code++)
        {
            if ((over & (1L << code)) != 0)
            {
                Clear(chargerId, (FaultCode)code, atUtcMs);
            }
        }
    }

    private void Raise(string chargerId, Alert alert, long atUtcMs)
    {
        ChargerWatch watch = _pass[chargerId] with { FaultMask = _pass[chargerId].FaultMask | (1L << alert.Code) };
        _pass[chargerId] = watch;
        if ((FaultCode)alert.Code == FaultCode.MainsLost)
        {
            _mains.Away(chargerId, atUtcMs);
            return;
        }

        bool isInSession = alert.SessionNumber > 0 && alert.Severity == IncidentSeverity.Critical;
        bool isKnown = isInSession && watch.SessionNumber == alert.SessionNumber;
        string? ownerId = _pass.OwnerOf(chargerId, isInSession ? alert.SessionNumber : 0, isKnown ? watch.SessionStartUtcMs : atUtcMs);
        IncidentFacts facts = isKnown ? SessionStep.FactsOf(watch) with { PowerMilliwatts = null } : new IncidentFacts();
        facts = facts with
        {
            VendorCode = alert.VendorCode,
            SessionId = isInSession ? SessionMessage.IdOf(chargerId, alert.SessionNumber) : null,
            EnergyMilliwattHours = isInSession ? alert.SessionMilliwattHours : null,
        };
        HeldClears.Raise(
            _pass.Connection,
            KeyOf(chargerId, (FaultCode)alert.Code),
            alert.Severity,
            new IncidentParty(chargerId, watch.SiteId, ownerId),
            atUtcMs,
            facts);
    }

    private void Clear(string chargerId, FaultCode code, long atUtcMs)
    {
        _pass[chargerId] = _pass[chargerId] with { FaultMask = _pass[chargerId].FaultMask & ~(1L << (int)code) };
        if (code == FaultCode.MainsLost)
        {
            _mains.Back(chargerId, atUtcMs);
        }
        else if (IncidentLog.FindOpen(_pass.Connection, KeyOf(chargerId, code)) is { } open)
        {
            HeldClears.Clear(_pass.Connection, open, atUtcMs, _pass.NowUtcMs);
        }
    }

    private static IncidentKey KeyOf(string chargerId, FaultCode code)
    {
        string subject = IncidentSubject.Charger(chargerId);
        return code == FaultCode.PowerMeterFailure
            ? new IncidentKey(IncidentKind.MeterLost, subject)
            : new IncidentKey(IncidentKind.ConnectorFault, subject, FaultTable.VendorCodeOf(code));
    }
}
