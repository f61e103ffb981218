using System.Globalization;
using System.Text.RegularExpressions;

namespace CloudBridge.Tests.Src.Observability;

/// <summary>What a scraper reads: series by name and labels, without those that the exporter adds.</summary>
internal sealed partial class Scrape
{
    private readonly Dictionary<string, double> _values = [];

    private Scrape(string text)
    {
        Text = text;
        foreach (Match line in Series().Matches(text))
        {
            string labels = string.Join(
                ',',
                line.Groups["labels"]
                    .Value.Split(',')
                    .Where(label => label.Length > 0 && !label.StartsWith("otel_scope_", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal));
            _values[labels.Length == 0 ? line.Groups["name"].Value : $"{line.Groups["name"].Value}{{{labels}}}"] = double.Parse(
                line.Groups["value"].Value,
                CultureInfo.InvariantCulture);
        }
    }

    /// <summary>All of it.</summary>
    public string Text { get; }

    /// <summary>Names of all series.</summary>
    public IEnumerable<string> Names => _values.Keys.Select(key => key.Split('{')[0]).Distinct();

    /// <summary>A value; fails the test when there is no such series.</summary>
    public double this[string series]
    {
        get
        {
            Assert.IsTrue(_values.TryGetValue(series, out double value), $"no {series} in\n{Text}");
            return value;
        }
    }

    /// <summary>Reads them.</summary>
    public static async Task<Scrape> OfAsync(HttpClient http, string path = "/metrics")
    {
        HttpResponseMessage answer = await http.GetAsync(path);
        Assert.AreEqual(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return new Scrape(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("""^(?<name>[a-z][a-z0-9_]*)(\{(?<labels>[^}]*)\})? (?<value>[0-9.eE+-]+|NaN)( [0-9]+)?$""", RegexOptions.Multiline)]
    private static partial Regex Series();
}
