using System.Security.Claims;
using CloudBridge.Core.Operations.Claims;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Web.Access;

/// <summary>The one place that decides who may see what a charger does: of a public one everybody, of a private one its account and the
/// operator's people.</summary>
public sealed class ChargerDoor
{
    private readonly IOwnership _ownership;
    private readonly SessionClaims _claims;

    /// <summary>By these owners.</summary>
    public ChargerDoor(IOwnership ownership, SessionClaims claims)
    {
        _ownership = ownership;
        _claims = claims;
    }

    /// <summary>Whether somebody may see what a charger does: its status, its sessions and when they change.</summary>
    public bool MaySee(ClaimsPrincipal person, string chargerId)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (person.IsInRole(Role.Operator) || person.IsInRole(Role.Technician))
        {
            return true;
        }

        string? ownerId = _claims.OwnerOf(chargerId);
        return ownerId == null || (person.IsInRole(Role.Owner) && _ownership.AccountOf(person) == ownerId);
    }
}
