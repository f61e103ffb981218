namespace Firmware.Tests.Device.Projects;

/// <summary>A source file, and the line of the project file that lists it.</summary>
public sealed record SourceItem(string Path, string ListedIn, int Line);

/// <summary>An assembly reference of the project.</summary>
public sealed record ReferenceItem(string Assembly, string? HintPath, int Line);

/// <summary>A line of packages.config.</summary>
public sealed record PackageItem(string Id, string Version, int Line);
