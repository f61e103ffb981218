using System.Security.Claims;

namespace CloudBridge.Core.Registry.Access;

/// <summary>The account that an operator gave to the person: by name, or by the e-mail address that an OpenID provider has
/// verified.</summary>
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
        string? name = ProviderClaims.PersonNameOf(person);
        return name == null ? null : _people.Find(Person.NameOf(name))?.AccountId;
    }
}
