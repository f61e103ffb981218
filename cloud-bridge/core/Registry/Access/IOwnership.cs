using System.Security.Claims;

namespace CloudBridge.Core.Registry.Access;

/// <summary>Which account somebody who is signed in belongs to.</summary>
public interface IOwnership
{
    /// <summary>The account's id; null when the person belongs to none.</summary>
    string? AccountOf(ClaimsPrincipal person);
}
