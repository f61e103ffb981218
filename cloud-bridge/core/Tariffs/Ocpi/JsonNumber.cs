using System.Text.Json;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>What a JSON number must be to be taken: a number, exact, in its range, with no more decimals than can be kept.</summary>
internal static class JsonNumber
{
    /// <summary>What is wrong with a value in words; null, and the number, when nothing is.</summary>
    public static string? FindDefect(JsonElement value, decimal minimum, decimal maximum, int decimals, out decimal number)
    {
        number = 0;
        if (value.ValueKind != JsonValueKind.Number)
        {
            return $"{JsonQuote.Of(value)} is not a number"
                + (value.ValueKind == JsonValueKind.String ? "; numbers stand without quotation marks" : "");
        }

        if (!ExactNumber.TryParse(value.GetRawText(), out number))
        {
            return $"{JsonQuote.Of(value)} has too many digits";
        }

        if (number < 0 && minimum == 0)
        {
            return $"{JsonQuote.Of(value)} is negative";
        }

        if (number < minimum || number > maximum)
        {
            return $"{JsonQuote.Of(value)} is outside {minimum:#,0.######} to {maximum:#,0.######}";
        }

        if (ExactNumber.HasAtMostDecimals(number, decimals))
        {
            return null;
        }

        return decimals == 0 ? $"{JsonQuote.Of(value)} is not a whole number" : $"{JsonQuote.Of(value)} has more than {decimals} decimals";
    }
}
