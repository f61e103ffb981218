using CloudBridge.Core.Registry.Access;
using Microsoft.AspNetCore.Authorization;

namespace CloudBridge.Web.Access;

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
