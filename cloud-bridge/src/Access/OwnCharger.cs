using Microsoft.AspNetCore.Authorization;

namespace CloudBridge.Access;

/// <summary>Which chargers belong to which owner.</summary>
public interface IOwnership
{
    /// <summary>Whether a charger is this owner's.</summary>
    bool Owns(string personName, string chargerId);
}

/// <summary>No charger has an owner: all of them are the operator's.</summary>
public sealed class OperatorOwnsAll : IOwnership
{
    /// <inheritdoc />
    public bool Owns(string personName, string chargerId)
    {
        return false;
    }
}

/// <summary>The resource, a charger's id, must be the person's own.</summary>
public sealed class OwnChargerRequirement : IAuthorizationRequirement;

/// <summary>Operators see every charger's bills, owners those of their own chargers, technicians none.</summary>
public sealed class OwnChargerHandler : AuthorizationHandler<OwnChargerRequirement, string>
{
    private readonly IOwnership _ownership;

    /// <summary>By this ownership.</summary>
    public OwnChargerHandler(IOwnership ownership)
    {
        _ownership = ownership;
    }

    /// <inheritdoc />
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OwnChargerRequirement requirement, string resource)
    {
        ArgumentNullException.ThrowIfNull(context);
        bool isOwn = context.User.IsInRole(Role.Operator)
            || (context.User.IsInRole(Role.Owner) && context.User.Identity?.Name is string name && _ownership.Owns(name, resource));
        if (isOwn)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
