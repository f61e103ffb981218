using System.Xml;
using System.Xml.Linq;

namespace Firmware.Tests.Device.Projects;

/// <summary>
/// An .nfproj with the .projitems it imports, read without MSBuild: the nanoFramework build targets are not on this
/// machine. What it cannot read becomes a defect, never a guess.
/// </summary>
public sealed class ProjectFile
{
    private static readonly string[] Configurations = ["Debug", "Release"];

    // A condition matters only where it decides how the sources are compiled.
    private static readonly string[] CompilerProperties =
    [
        "CheckForOverflowUnderflow", "DefineConstants", "LangVersion", "NoWarn", "Nullable", "OutputType", "TreatWarningsAsErrors",
    ];

    private readonly List<SourceItem> _sources = [];
    private readonly List<ReferenceItem> _references = [];
    private readonly List<string> _sharedLists = [];
    private readonly List<Defect> _unread = [];
    private readonly List<BuildProperties> _properties;

    private ProjectFile(string path)
    {
        Path = path;
        Folder = System.IO.Path.GetDirectoryName(path)!;
        _properties = Configurations.Select(name => new BuildProperties(name, Folder)).ToList();
    }

    public string Path { get; }

    public string Folder { get; }

    public IReadOnlyList<SourceItem> Sources => _sources;

    public IReadOnlyList<ReferenceItem> References => _references;

    /// <summary>The .projitems that exist and were read.</summary>
    public IReadOnlyList<string> SharedLists => _sharedLists;

    /// <summary>The properties of Debug and of Release.</summary>
    public IReadOnlyList<BuildProperties> Properties => _properties;

    /// <summary>What stands in the project and was not understood.</summary>
    public IReadOnlyList<Defect> Unread => _unread;

    public string PackagesPath => System.IO.Path.Combine(Folder, "packages.config");

    public static ProjectFile Read(string path)
    {
        var project = new ProjectFile(System.IO.Path.GetFullPath(path));
        project.ReadFile(project.Path);

        // NFProjectSystem.CSharp.targets is imported last and adds this one for every project.
        foreach (BuildProperties properties in project._properties)
        {
            properties.Set("DefineConstants", "$(DefineConstants);NANOFRAMEWORK_1_0");
        }

        return project;
    }

    public IReadOnlyList<PackageItem> ReadPackages() =>
        !File.Exists(PackagesPath)
            ? []
            : XDocument.Load(PackagesPath, LoadOptions.SetLineInfo).Descendants("package")
                .Select(package => new PackageItem(
                    (string)package.Attribute("id")!,
                    (string)package.Attribute("version")!,
                    LineOf(package)))
                .ToArray();

    private void ReadFile(string path)
    {
        IEnumerable<XElement> elements = XDocument.Load(path, LoadOptions.SetLineInfo).Root!.Elements()
            .SelectMany(child => child.Name.LocalName == "ImportGroup" ? child.Elements() : [child]);
        foreach (XElement element in elements)
        {
            switch (element.Name.LocalName)
            {
                case "PropertyGroup":
                    ReadProperties(element, path);
                    break;
                case "ItemGroup":
                    ReadItems(element, path);
                    break;
                case "Import":
                    ReadImport(element, path);
                    break;
                case "Choose":
                    Refuse(element, path, "Choose is not understood, so the check would not compile what the device runs");
                    break;
            }
        }
    }

    private void ReadProperties(XElement group, string path)
    {
        foreach (BuildProperties properties in _properties)
        {
            if (!Holds(group, properties, path))
            {
                continue;
            }

            foreach (XElement property in group.Elements().Where(property => Holds(property, properties, path)))
            {
                properties.Set(property.Name.LocalName, property.Value);
            }
        }
    }

    private void ReadItems(XElement group, string path)
    {
        foreach (XElement item in group.Elements())
        {
            string include = (string?)item.Attribute("Include") ?? "";
            switch (item.Name.LocalName)
            {
                case "Compile":
                    ReadSources(include, item, path);
                    break;
                case "Reference":
                    string? hint = item.Elements().FirstOrDefault(child => child.Name.LocalName == "HintPath")?.Value;
                    _references.Add(new ReferenceItem(include.Split(',')[0].Trim(), hint?.Replace('\\', '/'), LineOf(item)));
                    break;
                case "ProjectReference":
                    Refuse(item, path, $"the project reference {include} is not followed; instead share the sources by a .projitems");
                    break;
            }

            bool isConditional = (group.Attribute("Condition") ?? item.Attribute("Condition")) is not null;
            if (isConditional && item.Name.LocalName is "Compile" or "Reference")
            {
                Refuse(item, path, "the condition of an item is not followed; instead use #if in the source");
            }
        }
    }

    private void ReadSources(string include, XElement item, string path)
    {
        // The project system of nanoFramework removes the capability UseFileGlobs.
        if (include.Contains('*', StringComparison.Ordinal))
        {
            Refuse(item, path, $"the wildcard {include} is not followed; instead list the files by name");
            return;
        }

        foreach (string one in include.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            _sources.Add(new SourceItem(Resolve(one, path), path, LineOf(item)));
        }
    }

    private void ReadImport(XElement import, string path)
    {
        string name = (string?)import.Attribute("Project") ?? "";
        if (!name.EndsWith(".projitems", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        string target = Resolve(name, path);
        if (!File.Exists(target))
        {
            Refuse(import, path, $"the imported {name} does not exist");
        }
        else
        {
            _sharedLists.Add(target);
            ReadFile(target);
        }
    }

    private string Resolve(string text, string path)
    {
        string folder = System.IO.Path.GetDirectoryName(path)!;
        string local = text.Replace("$(MSBuildThisFileDirectory)", folder + "/", StringComparison.OrdinalIgnoreCase);
        return System.IO.Path.GetFullPath(_properties[0].Expand(local).Replace('\\', '/'), folder);
    }

    private bool Holds(XElement element, BuildProperties properties, string path)
    {
        if (properties.TryEvaluate((string?)element.Attribute("Condition"), out bool holds))
        {
            return holds;
        }

        if (element.DescendantsAndSelf().Any(part => CompilerProperties.Contains(part.Name.LocalName)))
        {
            Refuse(element, path, "this condition is not understood, so the check would not compile what the device runs");
        }

        return false;
    }

    private void Refuse(XElement element, string path, string message)
    {
        var defect = new Defect(path, LineOf(element), 1, ProjectRules.NotUnderstood, message);
        if (!_unread.Contains(defect))
        {
            _unread.Add(defect);
        }
    }

    private static int LineOf(XElement element) => ((IXmlLineInfo)element).LineNumber;
}
