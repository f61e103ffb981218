namespace CloudBridge.Core.Operations.Claims;

/// <summary>What came of a claim.</summary>
public enum ClaimAnswer
{
    /// <summary>The session is the account's; the bill will be made out to it.</summary>
    Claimed,

    /// <summary>It was claimed before, by the same account: nothing has changed.</summary>
    OwnAlready,

    /// <summary>It was claimed before, by another account.</summary>
    Taken,

    /// <summary>The charger belongs to another account.</summary>
    NotPublic,

    /// <summary>The charger belongs to the account anyway.</summary>
    OwnCharger,

    /// <summary>The code is not the label's.</summary>
    WrongCode,

    /// <summary>There were several wrong codes in a row.</summary>
    MustWait,

    /// <summary>The session is over and its bill is issued.</summary>
    Billed,

    /// <summary>The session is over and not billed yet.</summary>
    Over,

    /// <summary>The bridge does not hear of this session as running.</summary>
    NotRunning,
}
