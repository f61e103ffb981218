using System.Security.Claims;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Whose contacts somebody who is signed in looks after.</summary>
/// <param name="PersonName">The person; null for the operator's own systems.</param>
/// <param name="Role">The person's role.</param>
/// <param name="AccountId">The person's account; null for none.</param>
public sealed record ContactOwner(string? PersonName, string Role, string? AccountId)
{
    /// <summary>The own ones of a person of this bridge. An operator who is none, but known to a provider or at this machine, has those of
    /// the operator's systems; anybody else none.</summary>
    public static ContactOwner? Of(ClaimsPrincipal user, PersonRegistry people)
    {
        ArgumentNullException.ThrowIfNull(user);
        string? name = ProviderClaims.PersonNameOf(user);
        Person? person = name == null ? null : people.Find(Person.NameOf(name));
        return person != null ? new ContactOwner(person.Name, person.Role, person.AccountId)
            : user.IsInRole(Registry.Access.Role.Operator) ? new ContactOwner(null, Registry.Access.Role.Operator, null)
            : null;
    }
}
