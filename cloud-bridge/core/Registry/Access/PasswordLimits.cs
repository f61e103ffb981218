namespace CloudBridge.Core.Registry.Access;

/// <summary>
/// Bounds on guessing people's passwords. A browser in which somebody has signed in before has a count of its own for that person. All
/// others are counted by name and address, and by address for all names: so nobody's wrong passwords elsewhere keep somebody out.
/// </summary>
public sealed class PasswordLimits
{
    /// <summary>Wrong passwords from one address, for whatever names, after which its unknown browsers wait.</summary>
    public const int WrongPerAddressMax = 30;

    private readonly SignInLimits _ofName;
    private readonly SignInLimits _ofAddress;

    /// <summary>Nothing was tried yet.</summary>
    public PasswordLimits(TimeProvider clock)
    {
        _ofName = new SignInLimits(clock);
        _ofAddress = new SignInLimits(clock, WrongPerAddressMax);
    }

    /// <summary>Whether a try has to wait.</summary>
    public bool MustWait(PasswordTry given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return _ofName.MustWait(KeyOf(given)) || (given.BrowserId == null && _ofAddress.MustWait(given.Address));
    }

    /// <summary>A wrong password was given.</summary>
    public void CountWrong(PasswordTry given)
    {
        ArgumentNullException.ThrowIfNull(given);
        // Nobody can be called otherwise, and it may be long.
        if (Person.IsName(given.Name))
        {
            _ofName.CountWrong(KeyOf(given));
        }

        if (given.BrowserId == null)
        {
            _ofAddress.CountWrong(given.Address);
        }
    }

    /// <summary>The right password was given. It forgets nothing of its address: with one name of one's own somebody could go on guessing
    /// others.</summary>
    public void Forget(PasswordTry given)
    {
        ArgumentNullException.ThrowIfNull(given);
        _ofName.Forget(KeyOf(given));
    }

    // No name and no address has a space.
    private static string KeyOf(PasswordTry given)
    {
        return given.BrowserId == null ? $"address {given.Address} {given.Name}" : $"browser {given.BrowserId} {given.Name}";
    }
}

/// <summary>Who tries a password.</summary>
/// <param name="Name">The name that was given.</param>
/// <param name="Address">Where the try came from.</param>
/// <param name="BrowserId">Id of a browser in which the person of this name has signed in before; null for any other.</param>
public sealed record PasswordTry(string Name, string Address, string? BrowserId);
