using System.Security.Claims;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Web.Access;

/// <summary>Whose statements somebody may see: operators everybody's, owners those of the account they sign in for, nobody else
/// any.</summary>
public sealed class StatementAccess
{
    private readonly StatementArchive _statements;
    private readonly IOwnership _ownership;

    /// <summary>Over the statements of a database.</summary>
    public StatementAccess(StatementArchive statements, IOwnership ownership)
    {
        _statements = statements;
        _ownership = ownership;
    }

    /// <summary>The account whose statements alone may be seen; null when there is none.</summary>
    public string? AccountOf(ClaimsPrincipal person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.IsInRole(Role.Owner) ? _ownership.AccountOf(person) : null;
    }

    /// <summary>A statement by its number; null when it is not there or not for this person to see.</summary>
    public IssuedStatement? Find(ClaimsPrincipal person, string number)
    {
        ArgumentNullException.ThrowIfNull(person);
        IssuedStatement? issued = _statements.Find(number);
        bool isSeen = issued != null && (person.IsInRole(Role.Operator) || AccountOf(person) == issued.AccountId);
        return isSeen ? issued : null;
    }
}
