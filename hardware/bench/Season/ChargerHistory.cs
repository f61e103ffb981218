using Firmware.Core.Faults;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace Hardware.Bench.Season;

/// <summary>Lets a charger's plan happen: its sessions and alerts in the order in which an agent would keep them.</summary>
public sealed class ChargerHistory
{
    /// <summary>The connector of every charger.</summary>
    public const string ConnectorType = "IEC_62196_T2";

    private const int StepMaxMs = 5 * 60 * 1000;
    private const long WrongMicros = 10000;
    private const long LostRegisterMilliwattHours = 40000000;

    private readonly SeasonCharger _charger;
    private readonly TariffShelf _tariffs;
    private readonly FaultScene _scene;
    private readonly List<HistoryRecord> _records = [];
    private long _registerMilliwattHours;
    private long _sessionNumber;

    private ChargerHistory(SeasonCharger charger, TariffShelf tariffs, Dice dice)
    {
        _charger = charger;
        _tariffs = tariffs;
        _scene = new FaultScene(dice);
        _registerMilliwattHours = charger.RegisterMilliwattHours;
    }

    /// <summary>All durable records of a charger, in order of time.</summary>
    public static IReadOnlyList<HistoryRecord> Of(SeasonCharger charger, TariffShelf tariffs, Dice dice)
    {
        ArgumentNullException.ThrowIfNull(charger);
        ChargerHistory history = new(charger, tariffs, dice);
        foreach (Visit visit in charger.Visits)
        {
            history.Record(visit);
        }

        history.RecordFaultsBetween();
        return [.. history._records.OrderBy(record => record.AtUtcMs)];
    }

    private void Record(Visit visit)
    {
        _sessionNumber++;
        if (visit.Mishap == RecordMishap.RegisterBack)
        {
            _registerMilliwattHours = Math.Max(0, _registerMilliwattHours - LostRegisterMilliwattHours);
        }

        bool hasTariff = visit.Mishap is not (RecordMishap.NoTariff or RecordMishap.NoClockNoTariff);
        Tariff? tariff = hasTariff ? _tariffs.InForce(_charger.Site, visit.PlugInUtcMs) : null;
        SessionSteps steps = new(_sessionNumber, ConnectorType, _registerMilliwattHours, tariff, visit.PlugInUtcMs, ClockKnownUtcMs(visit));
        Run(visit, steps);
        _registerMilliwattHours = steps.Session.RegisterEndMilliwattHours;
        Spoil(steps.Session, visit.Mishap);
        _records.Add(new HistoryRecord(visit.UnplugUtcMs, steps.Session, null, visit.Mishap));
    }

    private static void Spoil(ChargingSession session, RecordMishap mishap)
    {
        if (mishap == RecordMishap.ForeignTariff)
        {
            session.TariffId = "OLD-TOWN";
        }
        else if (mishap == RecordMishap.WrongCost)
        {
            session.CostExclMicros += WrongMicros;
            session.CostInclMicros += WrongMicros;
        }
    }

    private void Run(Visit visit, SessionSteps steps)
    {
        ChargeCurve curve = new(visit.WantedMilliwattHours, visit.PowerMilliwatts);
        FaultSpan[] faults = [.. _charger.Faults.Where(fault => fault.Overlaps(visit.PlugInUtcMs, visit.UnplugUtcMs))];
        long startMilliwattHours = _registerMilliwattHours;
        long chargeFromMs = visit.PlugInUtcMs + visit.DelayMs;
        long chargedMs = 0;
        long nowMs = visit.PlugInUtcMs;
        while (nowMs < visit.UnplugUtcMs)
        {
            long milliwattHours = curve.EnergyMilliwattHoursAt(chargedMs);
            Tell(faults, nowMs, milliwattHours);
            FaultSpan? fault = Array.Find(faults, fault => fault.IsBlocking && Stops(fault, nowMs));
            PeriodKind kind = fault != null || nowMs < chargeFromMs || visit.WantedMilliwattHours == 0 ? PeriodKind.Waiting
                : chargedMs < curve.DurationMs ? PeriodKind.Charging
                : PeriodKind.Parking;
            long powerMilliwatts = kind == PeriodKind.Charging ? curve.PowerMilliwattsAt(chargedMs) : 0;
            steps.Step(kind, nowMs, startMilliwattHours + milliwattHours, powerMilliwatts, fault?.Code == FaultCode.PowerMeterFailure);
            long elapsedMs = Math.Min(steps.QuietMs, StepMaxMs);
            elapsedMs = Math.Min(elapsedMs, NextEdge(visit, faults, chargeFromMs, nowMs) - nowMs);
            elapsedMs = kind == PeriodKind.Charging ? Math.Min(elapsedMs, curve.DurationMs - chargedMs) : elapsedMs;
            nowMs += elapsedMs;
            chargedMs += kind == PeriodKind.Charging ? elapsedMs : 0;
            if (kind == PeriodKind.Charging && chargedMs == curve.DurationMs && nowMs < visit.UnplugUtcMs)
            {
                AddAlert(
                    Alert.ChargeComplete,
                    true,
                    nowMs,
                    _sessionNumber,
                    visit.WantedMilliwattHours,
                    hasClock: nowMs >= ClockKnownUtcMs(visit));
            }
        }

        steps.End(visit.UnplugUtcMs, startMilliwattHours + curve.EnergyMilliwattHoursAt(chargedMs), visit.EndReason);
    }

    private static long ClockKnownUtcMs(Visit visit)
    {
        return visit.Mishap switch
        {
            RecordMishap.NoClock or RecordMishap.NoClockNoTariff => long.MaxValue,
            RecordMishap.LateClock => visit.PlugInUtcMs + ((visit.UnplugUtcMs - visit.PlugInUtcMs) / 3),
            _ => 0,
        };
    }

    // Some faults stay until the plug is pulled: then there is nothing more to charge in this session.
    private static bool Stops(FaultSpan fault, long utcMs)
    {
        return utcMs >= fault.FromUtcMs && (utcMs < fault.UntilUtcMs || FaultTable.StaysUntilUnplugged(fault.Code));
    }

    private static long NextEdge(Visit visit, FaultSpan[] faults, long chargeFromMs, long nowMs)
    {
        long edgeMs = visit.UnplugUtcMs;
        foreach (
            long candidateMs in faults
                .SelectMany(fault => new[] { fault.FromUtcMs, fault.UntilUtcMs })
                .Append(chargeFromMs)
                .Append(ClockKnownUtcMs(visit)))
        {
            edgeMs = candidateMs > nowMs ? Math.Min(edgeMs, candidateMs) : edgeMs;
        }

        return edgeMs;
    }

    private void Tell(FaultSpan[] faults, long nowMs, long milliwattHours)
    {
        foreach (FaultSpan fault in faults)
        {
            if (fault.FromUtcMs == nowMs)
            {
                AddAlert((int)fault.Code, true, nowMs, _sessionNumber, milliwattHours, hasClock: true);
            }

            if (fault.UntilUtcMs == nowMs)
            {
                AddAlert((int)fault.Code, false, nowMs, _sessionNumber, milliwattHours, hasClock: true);
            }
        }
    }

    private void RecordFaultsBetween()
    {
        foreach (FaultSpan fault in _charger.Faults)
        {
            AddOutsideSessions(fault, true, fault.FromUtcMs);
            AddOutsideSessions(fault, false, fault.UntilUtcMs);
        }
    }

    private void AddOutsideSessions(FaultSpan fault, bool isRaised, long utcMs)
    {
        if (!_charger.Visits.Any(visit => visit.PlugInUtcMs <= utcMs && utcMs < visit.UnplugUtcMs))
        {
            AddAlert((int)fault.Code, isRaised, utcMs, 0, 0, hasClock: true);
        }
    }

    private void AddAlert(int code, bool isRaised, long utcMs, long sessionNumber, long milliwattHours, bool hasClock)
    {
        Alert alert = new(new FaultSnapshot())
        {
            Code = code,
            IsRaised = isRaised,
            AtUtcMs = hasClock ? utcMs : 0,
            Quality = hasClock ? ClockQuality.Synchronised : ClockQuality.Unknown,
            SessionNumber = sessionNumber,
            SessionMilliwattHours = milliwattHours,
        };
        if (isRaised && code != Alert.ChargeComplete)
        {
            _scene.Freeze(alert, sessionNumber > 0);
        }

        _records.Add(new HistoryRecord(utcMs, null, alert, RecordMishap.None));
    }
}

/// <summary>A durable record before it has its sequence and code: a session or an alert.</summary>
/// <param name="AtUtcMs">When the charger kept it, UTC in unix ms.</param>
/// <param name="Session">The session; null for an alert.</param>
/// <param name="Alert">The alert; null for a session.</param>
/// <param name="Mishap">What goes wrong with it.</param>
public sealed record HistoryRecord(long AtUtcMs, ChargingSession? Session, Alert? Alert, RecordMishap Mishap);
