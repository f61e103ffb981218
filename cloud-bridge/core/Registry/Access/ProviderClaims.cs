using System.Security.Claims;

namespace CloudBridge.Core.Registry.Access;

/// <summary>What is noted of somebody who signed in through an OpenID provider.</summary>
public static class ProviderClaims
{
    /// <summary>Claim that says where somebody comes from.</summary>
    public const string SourceClaim = "source";

    /// <summary>Its value for the provider.</summary>
    public const string Source = "Oidc";

    /// <summary>Claim with an e-mail address that the provider has verified.</summary>
    public const string VerifiedEmailClaim = "verified-email";

    /// <summary>Whether somebody signed in through the provider.</summary>
    public static bool IsFromProvider(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return principal.HasClaim(SourceClaim, Source);
    }

    /// <summary>
    /// By what name somebody may be one of this bridge's people: a verified e-mail address, or the name of a sign-in here; null for a
    /// program's token and for a name that a provider let somebody choose, which may be called like a person here.
    /// </summary>
    public static string? PersonNameOf(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return IsFromProvider(principal) ? principal.FindFirstValue(VerifiedEmailClaim)
            : principal.HasClaim(claim => claim.Type == Person.StampClaim) ? principal.Identity?.Name
            : null;
    }
}
