namespace Firmware.Tests.Device.Projects;

/// <summary>The ids of the project checks, in one place so that no two mean the same.</summary>
public static class ProjectRules
{
    public const string NotUnderstood = "PROJ001";
    public const string MissingFile = "PROJ002";
    public const string UnlistedFile = "PROJ003";
    public const string ListedTwice = "PROJ004";
    public const string UnknownAssembly = "PROJ005";
    public const string WrongHintPath = "PROJ006";
    public const string PackageNotInstalled = "PROJ007";
    public const string UnknownPackage = "PROJ008";
    public const string WrongPackageVersion = "PROJ009";
    public const string MissingReference = "PROJ010";
    public const string UnusedPackage = "PROJ011";
    public const string WrongLanguage = "PROJ012";
}
