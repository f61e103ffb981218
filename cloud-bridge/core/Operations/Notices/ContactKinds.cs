using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Which kinds of incidents a role may be told of, and which it is told of where nothing else was chosen.</summary>
public static class ContactKinds
{
    /// <summary>What a contact's kinds are where those of the role are meant.</summary>
    public const string OfRole = "";

    /// <summary>What they are where all that the role may have are meant.</summary>
    public const string All = "*";

    /// <summary>What a role may be told of; an owner only of what concerns the own account.</summary>
    public static IReadOnlyList<string> AllowedFor(string role)
    {
        return role switch
        {
            Role.Operator => IncidentKind.All,
            Role.Technician => IncidentKind.ForTechnicians,
            Role.Owner => IncidentKind.ForOwners,
            _ => [],
        };
    }

    /// <summary>What a role is told of where nothing else was chosen: staff has no use for each session that ends.</summary>
    public static IReadOnlyList<string> DefaultFor(string role)
    {
        return role == Role.Owner ? AllowedFor(role) : [.. AllowedFor(role).Where(kind => !IncidentKind.IsMoment(kind))];
    }

    /// <summary>What a contact with these kinds is told of.</summary>
    public static IReadOnlyList<string> Of(string kinds, string role)
    {
        return kinds switch
        {
            OfRole => DefaultFor(role),
            All => AllowedFor(role),
            _ => [.. kinds.Split(',').Intersect(AllowedFor(role))],
        };
    }

    /// <summary>The shortest text that means these kinds for a role.</summary>
    public static string TextOf(IReadOnlyCollection<string> kinds, string role)
    {
        HashSet<string> chosen = [.. kinds];
        return chosen.SetEquals(DefaultFor(role)) ? OfRole
            : chosen.SetEquals(AllowedFor(role)) ? All
            : string.Join(',', IncidentKind.All.Where(chosen.Contains));
    }

    /// <summary>What is wrong with a contact's kinds; null when nothing is.</summary>
    public static string? FindDefect(string kinds, string role)
    {
        if (kinds is OfRole or All)
        {
            return null;
        }

        string? unknown = kinds.Split(',').FirstOrDefault(kind => !AllowedFor(role).Contains(kind));
        return unknown == null
            ? null
            : $"'{unknown}' is no kind that a contact of this role can have: give * for all, or some of "
                + $"{string.Join(", ", AllowedFor(role))} parted by commas";
    }
}
