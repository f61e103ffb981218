using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Core.Operations.Claims;

/// <summary>The answer to a claim in a sentence that says what to do.</summary>
public static class ClaimWords
{
    /// <summary>The sentence.</summary>
    public static string Of(ClaimAnswer answer)
    {
        return answer switch
        {
            ClaimAnswer.Claimed or ClaimAnswer.OwnAlready => "This session is yours: its bill will be made out to your account.",
            ClaimAnswer.Taken =>
                "Somebody else has claimed this session. If it is your vehicle that charges here, tell the operator before you unplug: "
                    + "the operator can take the claim back until the bill is issued.",
            ClaimAnswer.NotPublic => "This charger belongs to an account, and so do its sessions: they cannot be claimed.",
            ClaimAnswer.OwnCharger => "This charger is yours, and so are its sessions: there is nothing to claim.",
            ClaimAnswer.WrongCode =>
                "This is not the code on the charger's label. Scan the QR code at the charger, or type the eight characters below it.",
            ClaimAnswer.MustWait => $"There were several wrong codes. Wait {SignInLimits.Wait.TotalMinutes} minutes, then try again.",
            ClaimAnswer.Billed =>
                "This session is over and its bill is issued, so it can no longer be claimed. Ask the operator, who can correct the bill.",
            ClaimAnswer.Over =>
                "This session is over, and only a running session can be claimed. Ask the operator to make its bill out to you.",
            _ =>
                "This session does not run any more, or the bridge has not heard of it for a minute. Only a running "
                    + "session can be claimed: load this page again.",
        };
    }
}
