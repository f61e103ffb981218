using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents.Rules;

namespace CloudBridge.Core.Operations.Incidents.Judging;

/// <summary>One kind of outage of one charger.</summary>
/// <param name="AwayUtcMs">Since when it is, or was, away; null for no outage.</param>
/// <param name="BackUtcMs">Since when it is back and not yet over; null while it is away.</param>
/// <param name="IncidentId">The incident it is part of; 0 for none yet, <see cref="Untold"/> for one that was held back.</param>
public readonly record struct Outage(long? AwayUtcMs, long? BackUtcMs, long IncidentId)
{
    /// <summary>In the place of an incident: it began long before anybody watched, and was not told therefore.</summary>
    public const long Untold = -1;

    /// <summary>Whether it goes on.</summary>
    public bool IsAway => AwayUtcMs != null && BackUtcMs == null;
}

/// <summary>What the judge last knew of a charger. Immutable: a step makes another one, and what differs at the end is written.</summary>
public sealed record ChargerWatch
{
    /// <summary>The charger.</summary>
    public string ChargerId { get; init; } = "";

    /// <summary>Its site; null for none. Not the judge's to write.</summary>
    public string? SiteId { get; init; }

    /// <summary>Number of the last status seen; 0 before the first.</summary>
    public long StatusRevision { get; init; }

    /// <summary>1 when that status says online.</summary>
    public long IsOnline { get; init; }

    /// <summary>When it came.</summary>
    public long StatusUtcMs { get; init; }

    /// <summary>When the charger last came online.</summary>
    public long OnlineUtcMs { get; init; }

    /// <summary>Part of <see cref="Offline"/>.</summary>
    public long? OfflineAwayUtcMs { get; init; }

    /// <summary>Part of <see cref="Offline"/>.</summary>
    public long? OfflineBackUtcMs { get; init; }

    /// <summary>Part of <see cref="Offline"/>.</summary>
    public long OfflineIncidentId { get; init; }

    /// <summary>Part of <see cref="Mains"/>.</summary>
    public long? MainsAwayUtcMs { get; init; }

    /// <summary>Part of <see cref="Mains"/>.</summary>
    public long? MainsBackUtcMs { get; init; }

    /// <summary>Part of <see cref="Mains"/>.</summary>
    public long MainsIncidentId { get; init; }

    /// <summary>How it came back last: one of <see cref="ComeBack"/>, or empty.</summary>
    public string CameBack { get; init; } = "";

    /// <summary>Boots it told last; 0 when it never told.</summary>
    public long BootCount { get; init; }

    /// <summary>When it booted within the last day, unix ms parted by commas.</summary>
    public string BootTimes { get; init; } = "";

    /// <summary>The session that runs; 0 for none known.</summary>
    public long SessionNumber { get; init; }

    /// <summary>The last session that is known to be over: a live value of it is an old one.</summary>
    public long SessionEndedNumber { get; init; }

    /// <summary>Plug-in; 0 when the charger did not know.</summary>
    public long SessionStartUtcMs { get; init; }

    /// <summary>When its last live value came.</summary>
    public long SessionLiveUtcMs { get; init; }

    /// <summary>Energy so far.</summary>
    public long SessionMilliwattHours { get; init; }

    /// <summary>Duration so far.</summary>
    public long SessionDurationMs { get; init; }

    /// <summary>Cost so far including VAT, in millionths; null when the charger does not know it.</summary>
    public long? SessionCostMicros { get; init; }

    /// <summary>Its currency; empty without a tariff.</summary>
    public string SessionCurrency { get; init; } = "";

    /// <summary>Power then.</summary>
    public long SessionMilliwatts { get; init; }

    /// <summary>Highest current seen in it.</summary>
    public long SessionPeakMilliamps { get; init; }

    /// <summary>Energy price in millionths per kWh; -1 for none.</summary>
    public long PriceMicros { get; init; } = -1;

    /// <summary>Energy price after the next step; -1 for none.</summary>
    public long NextPriceMicros { get; init; } = -1;

    /// <summary>When that step is; 0 for never.</summary>
    public long NextPriceUtcMs { get; init; }

    /// <summary>The step that was told last.</summary>
    public long PriceToldUtcMs { get; init; }

    /// <summary>The incident of its interrupted session; 0 for none.</summary>
    public long InterruptedIncidentId { get; init; }

    /// <summary>Since when its clock is not synchronised; null when it is.</summary>
    public long? ClockUtcMs { get; init; }

    /// <summary>The incident of that; 0 for none.</summary>
    public long ClockIncidentId { get; init; }

    /// <summary>Since when too many records wait; null when they do not.</summary>
    public long? StorageUtcMs { get; init; }

    /// <summary>The incident of that; 0 for none.</summary>
    public long StorageIncidentId { get; init; }

    /// <summary>Records that waited last.</summary>
    public long RecordsWaiting { get; init; }

    /// <summary>When it was last asked for its status.</summary>
    public long AskedUtcMs { get; init; }

    /// <summary>The faults that alerts have told and not yet ended: bit n for fault n.</summary>
    public long FaultMask { get; init; }

    /// <summary>The maintenance rules that were told: bit n for rule n.</summary>
    public long MaintenanceMask { get; init; }

    /// <summary>When time alone changes something; null for never.</summary>
    public long? DueUtcMs { get; init; }

    /// <summary>Whether it is heard of.</summary>
    public Outage Offline => new(OfflineAwayUtcMs, OfflineBackUtcMs, OfflineIncidentId);

    /// <summary>Whether it is away without a last will.</summary>
    public bool IsSilent => IsOnline == 1 && Offline.IsAway;

    /// <summary>Whether it has mains.</summary>
    public Outage Mains => new(MainsAwayUtcMs, MainsBackUtcMs, MainsIncidentId);

    /// <summary>With another outage of being heard of.</summary>
    public ChargerWatch WithOffline(Outage outage)
    {
        return this with
        {
            OfflineAwayUtcMs = outage.AwayUtcMs,
            OfflineBackUtcMs = outage.BackUtcMs,
            OfflineIncidentId = outage.IncidentId,
        };
    }

    /// <summary>With another outage of mains.</summary>
    public ChargerWatch WithMains(Outage outage)
    {
        return this with { MainsAwayUtcMs = outage.AwayUtcMs, MainsBackUtcMs = outage.BackUtcMs, MainsIncidentId = outage.IncidentId };
    }

    /// <summary>With what a live value says of the session that runs; unchanged when it says nothing, or is of an older session or an older
    /// value.</summary>
    public ChargerWatch With(LiveReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.Session is not LiveSession session || session.Number <= SessionEndedNumber || session.Number < SessionNumber
            || (session.Number == SessionNumber && reading.ReceivedUtcMs <= SessionLiveUtcMs))
        {
            return this;
        }

        return this with
        {
            SessionNumber = session.Number,
            SessionEndedNumber = Math.Max(SessionEndedNumber, session.Number - 1),
            SessionStartUtcMs = session.StartUtcMs,
            SessionLiveUtcMs = reading.ReceivedUtcMs,
            SessionMilliwattHours = session.EnergyMilliwattHours,
            SessionDurationMs = session.DurationMs,
            SessionCostMicros = session.CostInclMicros,
            SessionCurrency = session.Currency.Length == 3 ? session.Currency : "",
            SessionMilliwatts = reading.PowerMilliwatts,
            SessionPeakMilliamps = Math.Max(session.Number == SessionNumber ? SessionPeakMilliamps : 0, reading.CurrentMilliamps),
            PriceMicros = session.EnergyPriceMicros,
            NextPriceMicros = session.NextEnergyPriceMicros,
            NextPriceUtcMs = session.NextPriceUtcMs,
        };
    }

    /// <summary>Without the session, which is over.</summary>
    public ChargerWatch WithoutSession()
    {
        return this with { SessionNumber = 0, SessionEndedNumber = Math.Max(SessionEndedNumber, SessionNumber), NextPriceUtcMs = 0 };
    }
}
