namespace CloudBridge.Core.Registry.Accounts;

/// <summary>An address in one text, its lines divided by '|'.</summary>
public static class AddressLines
{
    /// <summary>The lines.</summary>
    public static IReadOnlyList<string> Of(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
