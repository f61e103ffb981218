using System.Text.RegularExpressions;

namespace Firmware.Tests.Device.Projects;

/// <summary>
/// The properties of one configuration, set in file order as MSBuild does. It knows the conditions that project files
/// for this device carry, and says so when it meets another one instead of guessing.
/// </summary>
public sealed partial class BuildProperties
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Starts with what NFProjectSystem.Default.props of the Visual Studio extension sets.</summary>
    public BuildProperties(string configuration, string projectFolder)
    {
        _values["Configuration"] = configuration;
        _values["Platform"] = "AnyCPU";
        _values["DefineConstants"] = configuration == "Debug" ? "DEBUG;TRACE" : "TRACE";
        _values["LangVersion"] = "9.0";
        _values["MSBuildProjectDirectory"] = projectFolder;
    }

    public string this[string name] => _values.TryGetValue(name, out string? value) ? value : "";

    public void Set(string name, string value) => _values[name] = Expand(value);

    public string Expand(string text) => PropertyUse().Replace(text, match => this[match.Groups["name"].Value]);

    public bool TryEvaluate(string? condition, out bool holds)
    {
        holds = true;
        if (string.IsNullOrWhiteSpace(condition))
        {
            return true;
        }

        Match comparison = Comparison().Match(Expand(condition));
        if (!comparison.Success)
        {
            return false;
        }

        string left = comparison.Groups["left"].Value;
        bool areEqual = left.Equals(comparison.Groups["right"].Value, StringComparison.OrdinalIgnoreCase);
        holds = areEqual == (comparison.Groups["sign"].Value == "==");
        return true;
    }

    [GeneratedRegex(@"\$\((?<name>[\w.]+)\)")]
    private static partial Regex PropertyUse();

    [GeneratedRegex(@"^\s*'(?<left>[^']*)'\s*(?<sign>==|!=)\s*'(?<right>[^']*)'\s*$")]
    private static partial Regex Comparison();
}
