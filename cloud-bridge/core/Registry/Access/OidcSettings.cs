namespace CloudBridge.Core.Registry.Access;

/// <summary>An OpenID provider through which people may sign in. Out of range means refused at start, never adjusted.</summary>
public sealed class OidcSettings
{
    /// <summary>Address of an OpenID provider; empty means none.</summary>
    public string OidcAuthority { get; set; } = "";

    /// <summary>What that provider calls this bridge.</summary>
    public string OidcClientId { get; set; } = "";

    /// <summary>File with the secret for that provider; empty means it is in the environment.</summary>
    public string OidcClientSecretFile { get; set; } = "";

    /// <summary>Claim of the provider that decides the role; "email" counts only where the provider has verified it.</summary>
    public string OidcRoleClaim { get; set; } = "email";

    /// <summary>Values of that claim with their roles, as VALUE=ROLE parted by commas.</summary>
    public string OidcRoles { get; set; } = "";

    /// <summary>Whether people may sign in through an OpenID provider.</summary>
    public bool IsOidcUsed => OidcAuthority.Length > 0;

    /// <summary>The first setting that cannot be used, named, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (!IsOidcUsed)
        {
            return null;
        }

        if (
            !Uri.TryCreate(OidcAuthority, UriKind.Absolute, out Uri? authority)
            || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            return $"OidcAuthority is '{OidcAuthority}': give the provider's address with https, e.g. "
                + $"https://login.example.org/realms/charging";
        }

        if (OidcClientId.Length == 0)
        {
            return "OidcClientId is empty: give the name under which the provider knows this bridge";
        }

        if (OidcRoleClaim.Length == 0)
        {
            return "OidcRoleClaim is empty: give the claim that decides the role, e.g. email or groups";
        }

        if (Access.OidcRoles.Read(OidcRoles) == null)
        {
            return $"OidcRoles is '{OidcRoles}': give VALUE=ROLE parted by commas, e.g. "
                + $"ann@example.org=operator,ben@example.org=technician; roles are {Role.Words}";
        }

        return null;
    }
}
