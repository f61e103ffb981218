using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

using Firmware.Tests.Device.Projects;
using Firmware.Tests.Device.References;

namespace Firmware.Tests.Device;

/// <summary>The sources of a device program, compiled as C# 10 against the device's API and nothing else.</summary>
public sealed class DeviceCompilation
{
    private static readonly char[] ConstantSeparators = [';', ',', ' '];

    private readonly HashSet<string> _assemblies;

    private DeviceCompilation(CSharpCompilation compilation, IEnumerable<string> assemblies)
    {
        Compilation = compilation;
        _assemblies = [.. assemblies];
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>Compiles texts; the keys are the paths reported in defects.</summary>
    public static DeviceCompilation OfTexts(
        IReadOnlyDictionary<string, string> texts,
        IReadOnlyCollection<string> assemblies,
        BuildProperties properties)
    {
        CSharpParseOptions parsing = new(
            LanguageVersion.CSharp10,
            preprocessorSymbols: properties["DefineConstants"].Split(ConstantSeparators, StringSplitOptions.RemoveEmptyEntries));
        IEnumerable<SyntaxTree> trees = texts.Select(text => CSharpSyntaxTree.ParseText(SourceText.From(text.Value), parsing, text.Key));
        return new DeviceCompilation(
            CSharpCompilation.Create("Firmware", trees, DeviceReferences.Shared.For(assemblies), Options(properties)),
            assemblies);
    }

    public static DeviceCompilation OfProject(ProjectFile project, BuildProperties properties) =>
        OfTexts(
            project.Sources.Select(source => source.Path).Distinct().Where(File.Exists).ToDictionary(path => path, File.ReadAllText),
            project.References.Select(reference => reference.Assembly).ToArray(),
            properties);

    /// <summary>The compiler's errors. It emits too: helpers the compiler misses show only then (CS0656).</summary>
    public IReadOnlyList<Defect> Errors()
    {
        using var image = new MemoryStream();
        return Compilation.Emit(image).Diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(AsDefect)
            .ToArray();
    }

    // Unsafe code is let through here, so that the rule which refuses it can say what to write instead.
    private static CSharpCompilationOptions Options(BuildProperties properties) =>
        new CSharpCompilationOptions(
            Is(properties["OutputType"], "Exe") ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            checkOverflow: Is(properties["CheckForOverflowUnderflow"], "true"),
            nullableContextOptions: Enum.TryParse(properties["Nullable"], true, out NullableContextOptions nullable) ? nullable : default,
            generalDiagnosticOption: Is(properties["TreatWarningsAsErrors"], "true") ? ReportDiagnostic.Error : ReportDiagnostic.Default)
        .WithSpecificDiagnosticOptions(
            properties["NoWarn"].Split(ConstantSeparators, StringSplitOptions.RemoveEmptyEntries)
                .Select(code => code.StartsWith("CS", StringComparison.OrdinalIgnoreCase) ? code : "CS" + code.PadLeft(4, '0'))
                .Distinct()
                .ToDictionary(code => code, _ => ReportDiagnostic.Suppress));

    private static bool Is(string value, string word) => value.Equals(word, StringComparison.OrdinalIgnoreCase);

    private Defect AsDefect(Diagnostic diagnostic)
    {
        string message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture) + Hint(diagnostic);
        if (diagnostic.Location.SourceTree is null)
        {
            return new Defect("", 0, 0, diagnostic.Id, message);
        }

        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        LinePosition start = span.StartLinePosition;
        return new Defect(span.Path, start.Line + 1, start.Character + 1, diagnostic.Id, message);
    }

    // A type the device has in an assembly that the project does not reference reads like a type it lacks.
    private string Hint(Diagnostic diagnostic)
    {
        if (diagnostic.Id is not ("CS0246" or "CS0103" or "CS0234") || diagnostic.Location.SourceTree is not { } tree)
        {
            return "";
        }

        string name = tree.GetText().ToString(diagnostic.Location.SourceSpan).Split('.')[^1];
        string homes = string.Join(
            " and ",
            DeviceReferences.Shared.Catalog.AssembliesWith(name).Where(home => !_assemblies.Contains(home)));
        return homes.Length == 0 ? "" : $" The device has {name} in {homes}, which the project does not reference.";
    }
}
