using CloudBridge.Core.Registry.Access;
using Microsoft.AspNetCore.Authorization;

namespace CloudBridge.Web.Access;

/// <summary>
/// Who may open a page or a path of the API. Say nothing, and it is for operators only. To open it to more, put one of these on it:
/// <c>@attribute [Authorize(Policy.Technicians)]</c> on a page, <c>.RequireAuthorization(Policy.Technicians)</c> on a path. To open it to
/// everyone: <c>[AllowAnonymous]</c>, and an entry in the list of EveryEndpointTests.
/// </summary>
public static class Policy
{
    /// <summary>Operators: what holds where nothing is said.</summary>
    public const string Operators = "operators";

    /// <summary>Operators and technicians.</summary>
    public const string Technicians = "technicians";

    /// <summary>
    /// Whoever is signed in, owners as well. The page must then show only what is the person's own: ask <see cref="IAuthorizationService"/>
    /// with an account's id and <see cref="OwnAccount"/>, as BillPage does.
    /// </summary>
    public const string Everyone = "everyone-signed-in";

    /// <summary>Asked with an account's id as resource, "" for the operator's own: whether its bills and sessions are this person's to
    /// see.</summary>
    public const string OwnAccount = "own-account";

    /// <summary>Owners only: their own start page and what hangs on it.</summary>
    public const string Owners = "owners";

    /// <summary>Operators and owners: who has to do with money. The page shows owners only what is their own.</summary>
    public const string Money = "operators-and-owners";

    /// <summary>OCPI partners, each for the modules it may have, and operators.</summary>
    public const string Partners = "ocpi-partners";

    /// <summary>The role of an OCPI partner: no person and no program has it.</summary>
    internal const string Partner = "partner";

    /// <summary>Registers all policies.</summary>
    public static void AddTo(AuthorizationBuilder authorization)
    {
        AuthorizationPolicy operators = ForRoles(Role.Operator);
        authorization
            .SetDefaultPolicy(operators)
            .SetFallbackPolicy(operators)
            .AddPolicy(Operators, operators)
            .AddPolicy(Technicians, ForRoles(Role.Operator, Role.Technician))
            .AddPolicy(Everyone, ForRoles(Role.Operator, Role.Technician, Role.Owner))
            .AddPolicy(Money, ForRoles(Role.Operator, Role.Owner))
            .AddPolicy(Owners, ForRoles(Role.Owner))
            .AddPolicy(Partners, ForRoles(Role.Operator, Partner))
            .AddPolicy(OwnAccount, policy => policy.RequireAuthenticatedUser().AddRequirements(new OwnAccountRequirement()));
    }

    private static AuthorizationPolicy ForRoles(params string[] roles)
    {
        return new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(roles).Build();
    }
}
