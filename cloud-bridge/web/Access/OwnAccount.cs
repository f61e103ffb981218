using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace CloudBridge.Access;

/// <summary>Which account somebody who is signed in belongs to.</summary>
public interface IOwnership
{
    /// <summary>The account's id; null when the person belongs to none.</summary>
    string? AccountOf(ClaimsPrincipal person);
}

/// <summary>The account that an operator gave to the person: by name, or by the e-mail address that an OpenID provider has verified.</summary>
public sealed class PersonOwnership : IOwnership
{
    private readonly PersonRegistry _people;

    /// <summary>By these people.</summary>
    public PersonOwnership(PersonRegistry people)
    {
        _people = people;
    }

    /// <inheritdoc />
    public string? AccountOf(ClaimsPrincipal person)
    {
        ArgumentNullException.ThrowIfNull(person);
        // A program's token, or a name that a provider let somebody choose, may be called like a person here.
        string? name = OidcSignIn.IsFromProvider(person) ? person.FindFirstValue(OidcSignIn.VerifiedEmailClaim)
            : person.HasClaim(claim => claim.Type == Person.StampClaim) ? person.Identity?.Name
            : null;
        return name == null ? null : _people.Find(Person.NameOf(name))?.AccountId;
    }
}

/// <summary>The resource, an account's id or "" for the operator's own, must be the person's.</summary>
public sealed class OwnAccountRequirement : IAuthorizationRequirement;

/// <summary>Operators see every account's bills, owners those of their own account, technicians none.</summary>
public sealed class OwnAccountHandler : AuthorizationHandler<OwnAccountRequirement, string>
{
    private readonly IOwnership _ownership;

    /// <summary>By this ownership.</summary>
    public OwnAccountHandler(IOwnership ownership)
    {
        _ownership = ownership;
    }

    /// <inheritdoc />
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OwnAccountRequirement requirement, string resource)
    {
        ArgumentNullException.ThrowIfNull(context);
        bool isOwn = context.User.IsInRole(Role.Operator)
            || (context.User.IsInRole(Role.Owner) && resource.Length > 0 && _ownership.AccountOf(context.User) == resource);
        if (isOwn)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
