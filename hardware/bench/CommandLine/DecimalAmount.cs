using System.Globalization;

namespace Hardware.Bench.CommandLine;

/// <summary>Money as the program writes it, in files and in its last line.</summary>
public static class DecimalAmount
{
    /// <summary>Minor units as a decimal number: 1234 with 2 decimals is 12.34.</summary>
    public static string Of(long minor, int decimals)
    {
        decimal unit = 1;
        for (int i = 0; i < decimals; i++)
        {
            unit *= 10;
        }

        return (minor / unit).ToString("F" + decimals, CultureInfo.InvariantCulture);
    }
}
