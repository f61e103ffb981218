using CloudBridge.Core.Foundation.Settings;

namespace CloudBridge.Core.Registry.Access;

/// <summary>Setting OidcRoles: which value of the provider's claim means which role, as VALUE=ROLE, parted by commas.</summary>
public sealed class OidcRoles
{
    /// <summary>Environment variable with the client's secret, where no file holds it.</summary>
    public const string SecretVariable = "CHARGEAGENT_OIDC_CLIENT_SECRET";

    private const int CountMax = 1000;

    // The one that may do more comes first: somebody may be in several groups.
    private static readonly string[] ByRank = [Role.Operator, Role.Technician, Role.Owner];

    private readonly Dictionary<string, string> _roleOfValue;

    private OidcRoles(Dictionary<string, string> roleOfValue)
    {
        _roleOfValue = roleOfValue;
    }

    /// <summary>Reads the setting; null when it is not of that form, or empty.</summary>
    public static OidcRoles? Read(string text)
    {
        Dictionary<string, string> roleOfValue = new(StringComparer.OrdinalIgnoreCase);
        foreach (string entry in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = entry.LastIndexOf('=');
            if (
                equals < 1
                || !Role.IsRole(entry[(equals + 1)..].Trim())
                || !roleOfValue.TryAdd(entry[..equals].Trim(), entry[(equals + 1)..].Trim())
                || roleOfValue.Count > CountMax)
            {
                return null;
            }
        }

        return roleOfValue.Count == 0 ? null : new OidcRoles(roleOfValue);
    }

    /// <summary>The client's secret, from its file or the environment, never from a flag or the settings' file.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static string ReadSecret(OidcSettings settings)
    {
        try
        {
            string secret =
                settings.OidcClientSecretFile.Length > 0
                    ? File.ReadAllText(settings.OidcClientSecretFile).Trim()
                    : Environment.GetEnvironmentVariable(SecretVariable) ?? "";
            return secret.Length > 0
                ? secret
                : throw new RefusedException(
                    $"OidcAuthority is set and the client's secret is missing: put it into a file and name that with "
                        + $"OidcClientSecretFile, or give environment variable {SecretVariable}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"OidcClientSecretFile {settings.OidcClientSecretFile} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The role of somebody with these values of the claim; null when none of them has one.</summary>
    public string? RoleOf(IEnumerable<string> values)
    {
        HashSet<string> roles = [.. values.Select(value => _roleOfValue.GetValueOrDefault(value)).OfType<string>()];
        return ByRank.FirstOrDefault(roles.Contains);
    }
}
