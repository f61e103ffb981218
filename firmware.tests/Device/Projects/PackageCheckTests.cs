using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Firmware.Tests.Device.Projects;

[TestClass]
public class PackageCheckTests
{
    private const string CoreLibrary = "<package id=\"nanoFramework.CoreLibrary\" version=\"1.17.11\" />";

    [TestMethod]
    public void A_hint_path_with_another_version_than_packages_config_is_refused()
    {
        using var project = new PlantedProject();
        project.WriteProject(references: PlantedProject.Reference("mscorlib", "nanoFramework.CoreLibrary.1.16.0"));

        Assert.AreEqual("Board/Board.nfproj(11): PROJ007", project.Defects());
    }

    [TestMethod]
    public void A_package_in_another_version_than_the_listed_one_is_refused()
    {
        using var project = new PlantedProject();
        project.WriteProject(references: PlantedProject.Reference("mscorlib", "nanoFramework.CoreLibrary.1.18.0"));
        project.Write("Board/packages.config", "<packages>\n<package id=\"nanoFramework.CoreLibrary\" version=\"1.18.0\" />\n</packages>");

        Assert.AreEqual("Board/packages.config(2): PROJ009", project.Defects());
    }

    [TestMethod]
    public void A_package_without_a_listing_is_refused()
    {
        using var project = new PlantedProject();
        project.Write(
            "Board/packages.config",
            $"<packages>\n{CoreLibrary}\n<package id=\"Newtonsoft.Json\" version=\"13.0.3\" />\n</packages>");

        Assert.AreEqual("Board/packages.config(3): PROJ008", project.Defects());
    }

    [TestMethod]
    public void A_package_that_no_reference_uses_is_refused()
    {
        using var project = new PlantedProject();
        project.Write(
            "Board/packages.config",
            $"<packages>\n{CoreLibrary}\n<package id=\"nanoFramework.System.Math\" version=\"1.5.116\" />\n</packages>");

        Assert.AreEqual("Board/packages.config(3): PROJ011", project.Defects());
    }

    [TestMethod]
    public void A_reference_without_a_listing_is_refused()
    {
        using var project = new PlantedProject();
        project.WriteProject(
            references: PlantedProject.MsCorLib + PlantedProject.Reference("System.Net.Http", "nanoFramework.System.Net.Http.1.5.210"));

        Assert.AreEqual("Board/Board.nfproj(11): PROJ005", project.Defects());
    }

    [TestMethod]
    public void A_reference_without_a_hint_path_is_refused()
    {
        using var project = new PlantedProject();
        project.WriteProject(references: PlantedProject.MsCorLib + "<Reference Include=\"System.Math\" />");

        Assert.AreEqual("Board/Board.nfproj(11): PROJ006", project.Defects());
    }

    [TestMethod]
    public void A_hint_path_into_a_package_that_does_not_bring_the_assembly_is_refused()
    {
        using var project = new PlantedProject();
        project.WriteProject(
            references: PlantedProject.MsCorLib + PlantedProject.Reference("System.Math", "nanoFramework.CoreLibrary.1.17.11"));

        Assert.AreEqual("Board/Board.nfproj(11): PROJ006", project.Defects());
    }

    [TestMethod]
    public void A_reference_that_stands_twice_is_refused()
    {
        using var project = new PlantedProject();
        project.WriteProject(references: PlantedProject.MsCorLib + "\n" + PlantedProject.MsCorLib);

        Assert.AreEqual("Board/Board.nfproj(12): PROJ004", project.Defects());
    }

    [TestMethod]
    public void An_assembly_that_a_reference_needs_and_the_project_lacks_is_refused()
    {
        using var project = new PlantedProject();
        project.WriteProject(
            references: PlantedProject.MsCorLib
                + PlantedProject.Reference("System.Device.Gpio", "nanoFramework.System.Device.Gpio.1.1.62"));
        project.Write(
            "Board/packages.config",
            $"<packages>{CoreLibrary}<package id=\"nanoFramework.System.Device.Gpio\" version=\"1.1.62\" /></packages>");

        Defect defect = DeviceProject.Check(ProjectFile.Read(project.Nfproj)).Single();

        Assert.AreEqual(
            "PROJ010 System.Device.Gpio needs nanoFramework.Runtime.Events, which the project does not reference",
            $"{defect.Id} {defect.Message}");
    }

    [TestMethod]
    public void A_package_whose_pin_is_not_known_is_accepted_in_any_version_of_its_line()
    {
        using var project = new PlantedProject();
        project.WriteProject(
            references: PlantedProject.MsCorLib
                + PlantedProject.Reference(
                    "nanoFramework.System.Security.Cryptography",
                    "nanoFramework.System.Security.Cryptography.1.0.43"));
        project.Write(
            "Board/packages.config",
            $"<packages>{CoreLibrary}<package id=\"nanoFramework.System.Security.Cryptography\" version=\"1.0.43\" /></packages>");

        Assert.AreEqual("", project.Defects());
    }
}
