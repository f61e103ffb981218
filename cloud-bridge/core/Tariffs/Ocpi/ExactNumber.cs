using System.Globalization;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>Reads a JSON number from its own digits, exactly or not at all; money never passes through a double.</summary>
public static class ExactNumber
{
    // A decimal holds 28 digits exactly; 18 characters with an exponent of at most 9 stay within them.
    private const int CharactersMax = 28;
    private const int ExponentCharactersMax = 18;
    private const int ExponentMax = 9;

    /// <summary>The number; false when it has too many digits to be kept exactly.</summary>
    public static bool TryParse(string raw, out decimal value)
    {
        value = 0;
        int exponentAt = raw.IndexOfAny(['e', 'E']);
        if (raw.Length > (exponentAt < 0 ? CharactersMax : ExponentCharactersMax))
        {
            return false;
        }

        if (
            exponentAt >= 0
            && (
                !int.TryParse(raw.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int exponent)
                || exponent is < -ExponentMax or > ExponentMax))
        {
            return false;
        }

        return decimal.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Whether the number has at most so many decimals; zeros at the end do not count.</summary>
    public static bool HasAtMostDecimals(decimal value, int decimals)
    {
        return decimal.Round(value, decimals) == value;
    }

    /// <summary>The number without zeros at its end, so that equal numbers have one text.</summary>
    public static decimal Normal(decimal value)
    {
        return value / 1.0000000000000000000000000000m;
    }
}
