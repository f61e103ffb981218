using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>
/// The texts of messages out of resource files, one for each language: Texts.resx is English. To add a language, translate it as
/// Texts-xx.resx and name it in <see cref="Languages"/>; a test sees that nothing is missing. A placeholder stands in braces; a line one of
/// whose placeholders has no value is left out.
/// </summary>
public static partial class NoticeTexts
{
    /// <summary>English.</summary>
    public const string English = "en";

    private static readonly Dictionary<string, ResourceManager> ByLanguage = new(StringComparer.Ordinal)
    {
        [English] = new ResourceManager("CloudBridge.Core.Operations.Notices.Texts", typeof(NoticeTexts).Assembly),
    };

    /// <summary>Languages in which there are texts.</summary>
    public static IReadOnlyCollection<string> Languages => ByLanguage.Keys;

    /// <summary>A text as it stands in its file.</summary>
    public static string Raw(string language, string key)
    {
        // One file is one language: the program runs without the cultures of its system.
        return ByLanguage[language].GetString(key, CultureInfo.InvariantCulture)
            ?? throw new InvalidOperationException($"There is no text {key} in {language}");
    }

    /// <summary>A text whose lines are filled with values; lines that lack one are left out.</summary>
    public static string Fill(string language, string key, IReadOnlyDictionary<string, string?> values)
    {
        return string.Join(
            '\n',
            Raw(language, key).ReplaceLineEndings("\n").Split('\n').Select(line => FillLine(line, values)).OfType<string>());
    }

    private static string? FillLine(string line, IReadOnlyDictionary<string, string?> values)
    {
        bool isWhole = Placeholder().Matches(line).All(match => !string.IsNullOrEmpty(values.GetValueOrDefault(match.Groups[1].Value)));
        return isWhole ? Placeholder().Replace(line, match => values[match.Groups[1].Value]!) : null;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
