using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents.Rules;
using Firmware.Core.Messaging;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>What owners of running sessions are told: that it was interrupted and goes on, and that the price will change.</summary>
internal sealed class SessionStep
{
    // Live values come every ten seconds and are kept every minute: after this time, in ms, nobody knows whether the session still runs.
    private const long FreshMs = 10 * 60000;

    private readonly JudgePass _pass;

    public SessionStep(JudgePass pass)
    {
        _pass = pass;
    }

    /// <summary>A charger's session lost its power or its charger; null when none runs there.</summary>
    public Incident? Interrupt(string chargerId, string cause, long atUtcMs)
    {
        ChargerWatch watch = _pass[chargerId];
        if (watch.SessionNumber == 0 || watch.InterruptedIncidentId > 0)
        {
            return watch.InterruptedIncidentId > 0 ? _pass.Incident(watch.InterruptedIncidentId) : null;
        }

        IncidentKey key = new(IncidentKind.SessionInterrupted, IncidentSubject.Session(SessionIdOf(watch)));
        Incident incident = HeldClears.Raise(
            _pass.Connection,
            key,
            IncidentSeverity.Warning,
            PartyOf(watch),
            atUtcMs,
            FactsOf(watch) with
            {
                Detail = cause,
            },
            _pass.ToldUtcMs(chargerId, atUtcMs));
        _pass[chargerId] = watch with { InterruptedIncidentId = incident.IncidentId };
        return incident;
    }

    /// <summary>The session's summary has come: it is billed, or held, and not interrupted any more.</summary>
    public void End(string chargerId, long sessionNumber)
    {
        // A live value may have told of the next session already: that one goes on.
        ChargerWatch watch = _pass[chargerId];
        watch =
            watch.SessionNumber == sessionNumber
                ? watch.WithoutSession()
                : watch with
                {
                    SessionEndedNumber = Math.Max(watch.SessionEndedNumber, sessionNumber),
                };
        _pass[chargerId] = watch;
        if (watch.InterruptedIncidentId > 0 && _pass.Incident(watch.InterruptedIncidentId) is { IsOpen: true } incident)
        {
            IncidentLog.Clear(_pass.Connection, incident, _pass.NowUtcMs);
        }

        _pass[chargerId] = watch with { InterruptedIncidentId = 0 };
    }

    /// <summary>Looks whether it goes on, and whether a step of the price is near.</summary>
    public void Look(string chargerId)
    {
        ChargerWatch watch = _pass[chargerId];
        if (watch.InterruptedIncidentId > 0 && IsGoingOn(watch))
        {
            if (_pass.Incident(watch.InterruptedIncidentId) is { IsOpen: true } incident)
            {
                HeldClears.Clear(_pass.Connection, incident, watch.SessionLiveUtcMs, _pass.NowUtcMs);
            }

            watch = watch with { InterruptedIncidentId = 0 };
        }

        if (IsStepDue(watch))
        {
            IncidentKey key = new(
                IncidentKind.PriceStepAhead,
                IncidentSubject.Session(SessionIdOf(watch)),
                watch.NextPriceUtcMs.ToString(System.Globalization.CultureInfo.InvariantCulture));
            IncidentFacts facts = FactsOf(watch) with
            {
                PriceMicros = watch.PriceMicros,
                NextPriceMicros = watch.NextPriceMicros,
                NextUtcMs = watch.NextPriceUtcMs,
            };
            IncidentLog.Note(_pass.Connection, key, IncidentSeverity.Notice, PartyOf(watch), _pass.NowUtcMs, facts);
            watch = watch with { PriceToldUtcMs = watch.NextPriceUtcMs };
        }

        _pass[chargerId] = watch;
    }

    /// <summary>When the price is to be told, unix ms; null for never.</summary>
    public long? DueUtcMs(ChargerWatch watch)
    {
        return IsStepAhead(watch)
            ? PriceStepRule.DueUtcMs(_pass.NowUtcMs, watch.NextPriceUtcMs, watch.PriceMicros, watch.NextPriceMicros)
            : null;
    }

    /// <summary>Figures of the running session.</summary>
    public static IncidentFacts FactsOf(ChargerWatch watch)
    {
        return new IncidentFacts
        {
            SessionId = SessionIdOf(watch),
            EnergyMilliwattHours = watch.SessionMilliwattHours,
            CostInclMicros = watch.SessionCostMicros,
            Currency = watch.SessionCurrency.Length == 0 ? null : watch.SessionCurrency,
            PowerMilliwatts = watch.SessionMilliwatts,
        };
    }

    /// <summary>Whom the running session concerns.</summary>
    public IncidentParty PartyOf(ChargerWatch watch)
    {
        return new IncidentParty(
            watch.ChargerId,
            watch.SiteId,
            _pass.OwnerOf(watch.ChargerId, watch.SessionNumber, watch.SessionStartUtcMs));
    }

    // A live value after both came back: the same session, because another number would have ended this one.
    private static bool IsGoingOn(ChargerWatch watch)
    {
        return watch.SessionNumber > 0
            && !watch.Offline.IsAway
            && !watch.Mains.IsAway
            && watch.SessionLiveUtcMs >= Math.Max(watch.OnlineUtcMs, watch.MainsBackUtcMs ?? 0);
    }

    private bool IsStepDue(ChargerWatch watch)
    {
        return IsStepAhead(watch) && PriceStepRule.IsDue(_pass.NowUtcMs, watch.NextPriceUtcMs, watch.PriceMicros, watch.NextPriceMicros);
    }

    private bool IsStepAhead(ChargerWatch watch)
    {
        return watch.SessionNumber > 0
            && !watch.Offline.IsAway
            && watch.PriceToldUtcMs != watch.NextPriceUtcMs
            && watch.SessionLiveUtcMs >= _pass.NowUtcMs - FreshMs;
    }

    private static string SessionIdOf(ChargerWatch watch)
    {
        return SessionMessage.IdOf(watch.ChargerId, watch.SessionNumber);
    }
}
