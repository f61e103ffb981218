namespace CloudBridge.Ingest;

/// <summary>Why a session is held instead of billed. The words are in the database and in the API: they never change.</summary>
public static class HoldReason
{
    /// <summary>The record does not follow the one before it: its chain of codes is broken.</summary>
    public const string ChainBroken = "ChainBroken";

    /// <summary>A session of this number has been taken before, under another sequence.</summary>
    public const string SessionRepeated = "SessionRepeated";

    /// <summary>The register is lower than at the end of the session before.</summary>
    public const string RegisterWentBack = "RegisterWentBack";

    /// <summary>No wall time is known for the session or a part of it.</summary>
    public const string ClockUnknown = "ClockUnknown";

    /// <summary>There were more periods than the charger could keep apart, or their details had to go.</summary>
    public const string PeriodsTruncated = "PeriodsTruncated";

    /// <summary>The periods' energy is not what the register counted.</summary>
    public const string PeriodsDoNotAddUp = "PeriodsDoNotAddUp";

    /// <summary>The record names a tariff that this bridge never published.</summary>
    public const string TariffUnknown = "TariffUnknown";

    /// <summary>The tariff's table of local time is wrong for the session: it ended before, or a country changed its rules.</summary>
    public const string LocalTimeOutdated = "LocalTimeOutdated";

    /// <summary>The charger had no tariff, and none was published for it then.</summary>
    public const string NoTariff = "NoTariff";

    /// <summary>The charger had no prices, and they changed inside a period, so that it cannot be divided.</summary>
    public const string PriceChangedInPeriod = "PriceChangedInPeriod";

    /// <summary>Charger and bridge disagree about the cost.</summary>
    public const string CostDiffers = "CostDiffers";

    /// <summary>A sentence for people.</summary>
    public static string InWords(string reason)
    {
        return reason switch
        {
            ChainBroken => "The record does not follow the one before it: something was changed, or records were exchanged.",
            SessionRepeated => "A session of this number has been taken before.",
            RegisterWentBack => "The energy register is lower than at the end of the session before.",
            ClockUnknown => "The charger did not know the time, so the prices in force are not known.",
            PeriodsTruncated => "The charger had no room to keep all charging periods apart.",
            PeriodsDoNotAddUp => "The energy of the charging periods is not what the register counted.",
            TariffUnknown => "The charger priced with a tariff that this bridge never published.",
            LocalTimeOutdated => "The local time sent with the tariff was wrong for this session: publish the tariff again, at least once a year.",
            NoTariff => "The charger had no tariff, and none was published for it at that time.",
            PriceChangedInPeriod => "The charger had no tariff, and a price changed inside one of its charging periods.",
            CostDiffers => "Charger and bridge come to different costs.",
            _ => reason,
        };
    }
}
