namespace Firmware.Tests.Device.Projects;

/// <summary>A device project in a folder of its own under the temporary directory, removed after the test.</summary>
internal sealed class PlantedProject : IDisposable
{
    private const string OldBuild = "'$(MSBuildVersion)' == '' Or '$(MSBuildVersion)' &lt; '16.0'";
    private const string AllProjects = "$(MSBuildAllProjects);$(MSBuildThisFileFullPath)";
    private const string SystemPath = @"$(MSBuildExtensionsPath)\nanoFramework\v1.0\";
    private const string ProjectSystem = "$(NanoFrameworkProjectSystemPath)NFProjectSystem";

    private readonly string _temporary = Directory.CreateTempSubdirectory("device-check-").FullName;
    private readonly string _root;

    public PlantedProject(string checkout = "")
    {
        _root = Path.Combine(_temporary, checkout);
        Write("Core/Meter.cs", "namespace Firmware.Core;\n\npublic sealed class Meter { public long MilliwattHours; }\n");
        Write("Core/Ports/IClock.cs", "namespace Firmware.Core.Ports;\n\npublic interface IClock { long MonotonicMs { get; } }\n");
        Write("Core/Core.projitems", Shared("Meter.cs", "Ports\\IClock.cs"));
        Write(
            "Board/Program.cs",
            "namespace Firmware.Board;\n\npublic static class Program { public static void Main() => "
                + "System.Threading.Thread.Sleep(-1); }\n");
        Write(
            "Board/packages.config",
            """
            <packages>
              <package id="nanoFramework.CoreLibrary" version="1.17.11" targetFramework="netnano1.0" />
            </packages>
            """);
        WriteProject();
    }

    public string Nfproj => Path.Combine(_root, "Board", "Board.nfproj");

    public static string MsCorLib => Reference("mscorlib", "nanoFramework.CoreLibrary.1.17.11");

    public static string Reference(string assembly, string package) =>
        $"<Reference Include=\"{assembly}, Version=1.0.0.0, Culture=neutral, PublicKeyToken=c07d481e9758c731\">"
            + $"<HintPath>..\\packages\\{package}\\lib\\{assembly}.dll</HintPath></Reference>";

    public static string Shared(params string[] files) =>
        $"""
            <Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
              <PropertyGroup>
                <MSBuildAllProjects Condition="{OldBuild}">{AllProjects}</MSBuildAllProjects>
              </PropertyGroup>
              <ItemGroup>
                {string.Join("\n    ", files.Select(file => $"<Compile Include=\"$(MSBuildThisFileDirectory){file}\" />"))}
              </ItemGroup>
            </Project>
            """;

    public void Write(string file, string text)
    {
        string path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Delete(string file) => File.Delete(Path.Combine(_root, file));

    public void WriteProject(
        string compile = "<Compile Include=\"Program.cs\" />",
        string? references = null,
        string properties = "<LangVersion>10.0</LangVersion>"
    ) =>
        Write(
            "Board/Board.nfproj",
            $"""
            <?xml version="1.0" encoding="utf-8"?>
            <Project ToolsVersion="Current" DefaultTargets="Build" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
              <PropertyGroup Label="Globals"><NanoFrameworkProjectSystemPath>{SystemPath}</NanoFrameworkProjectSystemPath></PropertyGroup>
              <Import Project="{ProjectSystem}.Default.props" Condition="Exists('{ProjectSystem}.Default.props')" />
              <PropertyGroup>
                <Configuration Condition=" '$(Configuration)' == '' ">Debug</Configuration>
                {properties}
              </PropertyGroup>
              <Import Project="..\Core\Core.projitems" Label="Shared" />
              <ItemGroup>{compile}</ItemGroup>
              <ItemGroup>{references ?? MsCorLib}</ItemGroup>
              <Import Project="{ProjectSystem}.CSharp.targets" Condition="Exists('{ProjectSystem}.CSharp.targets')" />
            </Project>
            """);

    /// <summary>The defects of the project alone, one a line.</summary>
    public string Defects() => Brief(DeviceProject.Check(ProjectFile.Read(Nfproj)));

    public string Brief(IEnumerable<Defect> defects) => string.Join('\n', defects.Select(Brief));

    /// <summary>"file(line): id", the file relative to the planted root.</summary>
    public string Brief(Defect defect) => $"{Path.GetRelativePath(_root, defect.File).Replace('\\', '/')}({defect.Line}): {defect.Id}";

    public void Dispose() => Directory.Delete(_temporary, recursive: true);
}
