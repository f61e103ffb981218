namespace CloudBridge.Core.Contract;

/// <summary>Why a session is held instead of billed. The words are in the database and in the API: they never change.</summary>
public static class HoldReason
{
    /// <summary>The record does not follow the one before it: its chain of codes is broken.</summary>
    public const string ChainBroken = "ChainBroken";

    /// <summary>A session of this number has been taken before, under another sequence.</summary>
    public const string SessionRepeated = "SessionRepeated";

    /// <summary>The register is lower than at the end of the session before.</summary>
    public const string RegisterWentBack = "RegisterWentBack";

    /// <summary>The session's times contradict each other, or without them nobody knows which tariff was in force.</summary>
    public const string ClockUnknown = "ClockUnknown";

    /// <summary>The periods' energy is not what the register counted.</summary>
    public const string PeriodsDoNotAddUp = "PeriodsDoNotAddUp";

    /// <summary>The record names a tariff that this bridge never published.</summary>
    public const string TariffUnknown = "TariffUnknown";

    /// <summary>The tariff's table of local time is wrong for the session: it ended before, or a country changed its rules.</summary>
    public const string LocalTimeOutdated = "LocalTimeOutdated";

    /// <summary>The charger had no tariff, and none was published for it then.</summary>
    public const string NoTariff = "NoTariff";

    /// <summary>So many prices can have held in a doubtful time that the lowest cannot be found.</summary>
    public const string TooManyPrices = "TooManyPrices";

    /// <summary>Charger and bridge disagree about the cost.</summary>
    public const string CostDiffers = "CostDiffers";

    /// <summary>It ends later than its record came.</summary>
    public const string EndsAfterReceipt = "EndsAfterReceipt";

    /// <summary>It begins before the session before it at the same charger ended.</summary>
    public const string SessionsOverlap = "SessionsOverlap";

    /// <summary>Its periods leave more of it out than a power cut explains.</summary>
    public const string TimeNotCovered = "TimeNotCovered";

    /// <summary>It has more energy than its charger can have delivered in the time.</summary>
    public const string EnergyBeyondRating = "EnergyBeyondRating";

    /// <summary>It tells a power or current that its charger cannot deliver.</summary>
    public const string LoadBeyondRating = "LoadBeyondRating";

    /// <summary>The bridge did not believe its own clock when the record came. It waits for the clock, not for a person.</summary>
    public const string ClockDoubted = "ClockDoubted";

    /// <summary>It was decided that the session is not billed: it waits for nobody any more.</summary>
    public const string Waived = "Waived";

    /// <summary>Nothing was taken and nothing is to be paid; a reason to waive, never to hold.</summary>
    public const string NothingToPay = "NothingToPay";

    /// <summary>A sentence for people.</summary>
    public static string InWords(string reason)
    {
        return reason switch
        {
            ChainBroken => "The record does not follow the one before it: something was changed, or records were exchanged.",
            SessionRepeated => "A session of this number has been taken before.",
            RegisterWentBack => "The energy register is lower than at the end of the session before.",
            ClockUnknown =>
                "The charger did not know the time, and nothing tells when the session can have been or which tariff was in force.",
            PeriodsDoNotAddUp => "The energy of the charging periods is not what the register counted.",
            TariffUnknown => "The charger priced with a tariff that this bridge never published.",
            LocalTimeOutdated =>
                "The local time sent with the tariff was wrong for this session: a country changed its rules, or the "
                    + "charger did not get a renewed tariff for a year.",
            NoTariff => "The charger had no tariff, and none was published for it at that time.",
            TooManyPrices =>
                "The record leaves open when the session was, and so many prices can have held then that the lowest cannot be found.",
            CostDiffers => "Charger and bridge come to different costs.",
            EndsAfterReceipt => "The session ends later than its record came: the charger's clock is wrong, or the record.",
            SessionsOverlap => "The session overlaps the one before or after it at this charger.",
            TimeNotCovered => "The charging periods do not cover the session.",
            EnergyBeyondRating => "The session has more energy than the charger can deliver in the time.",
            LoadBeyondRating => "The session tells a power or current that the charger cannot deliver.",
            ClockDoubted =>
                "The bridge did not believe its own clock when the record came. The session is billed by itself as soon as it does.",
            Waived => "It was decided that this session is not billed: nothing is to be paid for it.",
            NothingToPay => "No energy was taken, and the tariff asks nothing for it.",
            _ => reason,
        };
    }
}
