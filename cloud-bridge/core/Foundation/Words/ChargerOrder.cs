namespace CloudBridge.Core.Foundation.Words;

/// <summary>The order in which people count chargers: garage-2 before garage-10.</summary>
public sealed class ChargerOrder : IComparer<string>
{
    /// <summary>The one instance.</summary>
    public static readonly ChargerOrder Natural = new();

    private ChargerOrder()
    {
    }

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> first = x;
        ReadOnlySpan<char> second = y;
        while (first.Length > 0 && second.Length > 0)
        {
            int difference = ComparePart(ref first, ref second);
            if (difference != 0)
            {
                return difference;
            }
        }

        return first.Length != second.Length ? first.Length.CompareTo(second.Length) : string.CompareOrdinal(x, y);
    }

    private static int ComparePart(ref ReadOnlySpan<char> first, ref ReadOnlySpan<char> second)
    {
        int firstDigits = DigitsOf(first);
        int secondDigits = DigitsOf(second);
        if (firstDigits == 0 || secondDigits == 0)
        {
            int difference = first[0].CompareTo(second[0]);
            first = first[1..];
            second = second[1..];
            return difference;
        }

        // Numbers without their leading zeros: the longer one is the larger.
        ReadOnlySpan<char> firstNumber = first[..firstDigits].TrimStart('0');
        ReadOnlySpan<char> secondNumber = second[..secondDigits].TrimStart('0');
        first = first[firstDigits..];
        second = second[secondDigits..];
        return firstNumber.Length != secondNumber.Length
            ? firstNumber.Length.CompareTo(secondNumber.Length)
            : firstNumber.SequenceCompareTo(secondNumber);
    }

    private static int DigitsOf(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
