using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Firmware.Tests.Device.Projects;

[TestClass]
public class SourceListCheckTests
{
    [TestMethod]
    public void A_project_that_lists_what_is_on_disk_is_accepted()
    {
        using var project = new PlantedProject();

        Assert.AreEqual("", project.Defects());
    }

    [TestMethod]
    public void A_listed_file_that_is_not_on_disk_is_refused_at_its_line()
    {
        using var project = new PlantedProject();
        project.Delete("Core/Meter.cs");

        Assert.AreEqual("Core/Core.projitems(6): PROJ002", project.Defects());
    }

    [TestMethod]
    public void A_file_of_Core_that_its_projitems_does_not_list_is_refused()
    {
        using var project = new PlantedProject();
        project.Write("Core/Faults/FaultMonitor.cs", "");

        Assert.AreEqual("Core/Core.projitems(1): PROJ003", project.Defects());
    }

    [TestMethod]
    public void A_file_below_the_project_that_it_does_not_list_is_refused()
    {
        using var project = new PlantedProject();
        project.Write("Board/Drivers/Ina219.cs", "");

        Assert.AreEqual("Board/Board.nfproj(1): PROJ003", project.Defects());
    }

    [TestMethod]
    public void Files_in_build_folders_and_of_other_projects_are_not_asked_for()
    {
        using var project = new PlantedProject();
        project.Write("Board/obj/Generated.cs", "");
        project.Write("Board/bin/Generated.cs", "");
        project.Write("Board/Tools/Tools.csproj", "<Project />");
        project.Write("Board/Tools/Tool.cs", "");

        Assert.AreEqual("", project.Defects());
    }

    [TestMethod]
    public void A_file_that_is_listed_twice_is_refused()
    {
        using var project = new PlantedProject();
        project.WriteProject(compile: "<Compile Include=\"Program.cs\" /><Compile Include=\"..\\Core\\Meter.cs\" />");

        Assert.AreEqual("Board/Board.nfproj(10): PROJ004", project.Defects());
    }
}
