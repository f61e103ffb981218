namespace CloudBridge.Core.Registry.Access;

/// <summary>What a person or a program may do. The words stand in the database, on the command line and in the settings.</summary>
public static class Role
{
    /// <summary>Everything.</summary>
    public const string Operator = "operator";

    /// <summary>Chargers, alerts, held sessions and quarantine; no money.</summary>
    public const string Technician = "technician";

    /// <summary>Only what belongs to the own account.</summary>
    public const string Owner = "owner";

    /// <summary>All roles, for messages.</summary>
    public const string Words = "operator, technician or owner";

    /// <summary>The page a role begins with.</summary>
    public static string StartOf(string? role)
    {
        return role switch { Owner => "/my", _ => "/board" };
    }

    /// <summary>Whether a text is a role.</summary>
    public static bool IsRole(string? text)
    {
        return text is Operator or Technician or Owner;
    }
}
