using Microsoft.VisualStudio.TestTools.UnitTesting;

using Firmware.Tests.Device.Projects;
using Firmware.Tests.Device.References;
using Firmware.Tests.Device.Rules;

namespace Firmware.Tests.Device;

/// <summary>Small device sources planted for a test, with every device assembly referenced.</summary>
internal static class Planted
{
    private const string Usings =
        "using System; using System.Collections; using System.Diagnostics; using System.Text; using System.Threading; namespace Planted; ";

    /// <summary>Members of a class; their first line is line 1.</summary>
    public static string InClass(string members) => $"{Usings} public enum Status {{ Idle, Charging }} public class Sample {{ {members} }}";

    /// <summary>Statements of a method; their first line is line 1.</summary>
    public static string InMethod(string statements) =>
        InClass(
            $"private int _number; public object? Run(int number, int[] numbers, object input, string text, Status "
                + $"status) {{ {statements}\n return null; }}");

    public static IReadOnlyList<Defect> Check(string source, string path = "Board/Planted.cs", string configuration = "Debug")
    {
        var properties = new BuildProperties(configuration, "/planted");
        properties.Set("Nullable", "enable");
        DeviceCompilation compilation = DeviceCompilation.OfTexts(
            new Dictionary<string, string> { [path] = source },
            DeviceReferences.Shared.AssemblyNames.ToArray(),
            properties);
        IReadOnlyList<Defect> broken = DeviceRules.Check(compilation.Compilation, file =>
            file.StartsWith("Core/", StringComparison.Ordinal));
        return [.. compilation.Errors(), .. broken];
    }

    public static void IsRefused(string id, int line, string source, string path = "Board/Planted.cs")
    {
        IReadOnlyList<Defect> defects = Check(source, path);
        Assert.IsTrue(
            defects.Any(defect => defect.Id == id && defect.Line == line && defect.File == path),
            $"Expected {id} on line {line} of {path}, found:\n{string.Join('\n', defects)}");
    }

    public static void IsAccepted(string source, string path = "Board/Planted.cs") =>
        Assert.AreEqual("", string.Join('\n', Check(source, path)));
}
