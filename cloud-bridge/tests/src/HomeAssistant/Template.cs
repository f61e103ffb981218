using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CloudBridge.Tests.Src.HomeAssistant;

/// <summary>As much of Jinja as the templates use: "A if CONDITION and CONDITION else B" with paths below value_json, a division, texts and
/// None. Anything else fails.</summary>
internal static partial class Template
{
    /// <summary>What Home Assistant would make of a message.</summary>
    public static string Render(string template, JsonElement message)
    {
        Match whole = Braces().Match(template);
        Assert.IsTrue(whole.Success, template);
        Match choice = Choice().Match(whole.Groups[1].Value);
        string value = !choice.Success || choice.Groups["if"].Value.Split(" and ").All(condition => IsTrue(condition, message))
            ? choice.Success ? choice.Groups["then"].Value : whole.Groups[1].Value
            : choice.Groups["else"].Value;
        return ValueOf(value, message);
    }

    /// <summary>The value at a path of names parted by dots; null when there is none.</summary>
    public static JsonElement? Find(JsonElement message, string path)
    {
        JsonElement found = message;
        foreach (string name in path.Split('.'))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }

        return found;
    }

    private static bool IsTrue(string condition, JsonElement message)
    {
        Match match = Condition().Match(condition);
        Assert.IsTrue(match.Success, condition);
        JsonElement? found = Find(message, match.Groups["path"].Value);
        return match.Groups["test"].Value switch
        {
            " is defined" => found != null,
            "" => found?.ValueKind == JsonValueKind.True,
            _ => found?.GetString() != match.Groups["text"].Value,
        };
    }

    private static string ValueOf(string expression, JsonElement message)
    {
        if (expression == "None" || expression.StartsWith('\''))
        {
            return expression.Trim('\'');
        }

        Match match = Path().Match(expression);
        Assert.IsTrue(match.Success, expression);
        JsonElement? found = Find(message, match.Groups["path"].Value);
        Assert.IsNotNull(found, $"{expression} in {message}");
        return match.Groups["divisor"].Success
            ? (found.Value.GetInt64() / decimal.Parse(match.Groups["divisor"].Value, CultureInfo.InvariantCulture)).ToString(
                "0.############",
                CultureInfo.InvariantCulture)
            : found.Value.GetString()!;
    }

    [GeneratedRegex(@"^\{\{ (.+) \}\}$")]
    private static partial Regex Braces();

    [GeneratedRegex("^(?<then>.+?) if (?<if>.+) else (?<else>.+)$")]
    private static partial Regex Choice();

    [GeneratedRegex(@"^value_json\.(?<path>[a-zA-Z.]+)(?<test> is defined| != '(?<text>[A-Za-z]+)'|)$")]
    private static partial Regex Condition();

    [GeneratedRegex(@"^value_json\.(?<path>[a-zA-Z.]+)( / (?<divisor>[0-9]+))?$")]
    private static partial Regex Path();
}
