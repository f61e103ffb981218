using System.Security.Claims;

namespace CloudBridge.Core.Registry.Access;

/// <summary>Somebody who may sign in with a password.</summary>
/// <param name="Name">Name or e-mail address, in small letters.</param>
/// <param name="Role">One of <see cref="Access.Role"/>.</param>
/// <param name="PasswordHash">Salted hash of the password.</param>
/// <param name="Stamp">Changes with the password; a browser with another stamp is signed out.</param>
/// <param name="AddedUtcMs">When added, unix ms.</param>
/// <param name="AccountId">The account whose bills are the person's to see; null for none.</param>
public sealed record Person(string Name, string Role, string PasswordHash, string Stamp, long AddedUtcMs, string? AccountId)
{
    /// <summary>Claim that holds the stamp.</summary>
    public const string StampClaim = "stamp";

    // What the framework calls its own cookie scheme.
    private const string SignedInHere = "Cookies";
    private const int NameLengthMax = 120;

    /// <summary>Whether a text can be a name: 1 to 120 of a-z 0-9 . _ - + @.</summary>
    public static bool IsName(string name)
    {
        return name.Length is > 0 and <= NameLengthMax
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || ".-_+@".Contains(c, StringComparison.Ordinal));
    }

    /// <summary>A name as it is stored.</summary>
    public static string NameOf(string typed)
    {
        return typed.Trim().ToLowerInvariant();
    }

    /// <summary>The person as a browser's cookie carries it.</summary>
    public ClaimsPrincipal ToPrincipal()
    {
        return PrincipalOf(Name, Role, SignedInHere, new Claim(StampClaim, Stamp));
    }

    /// <summary>Whoever it is, with one name and one role.</summary>
    public static ClaimsPrincipal PrincipalOf(string name, string role, string scheme, params Claim[] more)
    {
        return new ClaimsPrincipal(
            new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role), .. more], scheme));
    }
}
