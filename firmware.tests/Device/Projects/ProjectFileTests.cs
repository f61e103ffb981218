using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Firmware.Tests.Device.Projects;

[TestClass]
public class ProjectFileTests
{
    [TestMethod]
    public void The_sources_of_an_imported_projitems_are_found_from_its_own_folder()
    {
        using var project = new PlantedProject();

        string[] names = ProjectFile.Read(project.Nfproj).Sources.Select(source => Path.GetFileName(source.Path)).ToArray();

        CollectionAssert.AreEqual(new[] { "Meter.cs", "IClock.cs", "Program.cs" }, names);
    }

    [TestMethod]
    public void Debug_and_Release_get_the_constants_of_the_project_system()
    {
        using var project = new PlantedProject();
        project.WriteProject(properties: "<LangVersion>10.0</LangVersion><DefineConstants>$(DefineConstants);BENCH</DefineConstants>");

        string[] constants = ProjectFile.Read(project.Nfproj).Properties.Select(properties => properties["DefineConstants"]).ToArray();

        CollectionAssert.AreEqual(new[] { "DEBUG;TRACE;BENCH;NANOFRAMEWORK_1_0", "TRACE;BENCH;NANOFRAMEWORK_1_0" }, constants);
    }

    [TestMethod]
    public void A_property_of_one_configuration_is_set_in_that_one_only()
    {
        using var project = new PlantedProject();
        project.WriteProject(
            properties: "<LangVersion>10.0</LangVersion><Nullable Condition=\"'$(Configuration)|$(Platform)' == "
                + "'Release|AnyCPU'\">enable</Nullable>");

        string[] nullable = ProjectFile.Read(project.Nfproj).Properties.Select(properties => properties["Nullable"]).ToArray();

        CollectionAssert.AreEqual(new[] { "", "enable" }, nullable);
    }

    [TestMethod]
    [DataRow(
        "<LangVersion>10.0</LangVersion><Nullable Condition=\"$(Fast) And '$(Configuration)' == 'Debug'\">enable</Nullable>",
        DisplayName = "Condition on a compiler property"
    )]
    public void A_condition_that_is_not_understood_is_refused(string properties)
    {
        using var project = new PlantedProject();
        project.WriteProject(properties: properties);

        Assert.AreEqual("Board/Board.nfproj(7): PROJ001", project.Defects());
    }

    [TestMethod]
    [DataRow("<Compile Include=\"Program.cs\" /><Compile Include=\"Drivers\\*.cs\" />", DisplayName = "Wildcard")]
    [DataRow("<Compile Include=\"Program.cs\" Condition=\"'$(Configuration)' == 'Debug'\" />", DisplayName = "Conditional source")]
    [DataRow("<Compile Include=\"Program.cs\" /><ProjectReference Include=\"..\\Core\\Core.nfproj\" />", DisplayName = "Project reference")]
    public void An_item_that_is_not_followed_is_refused(string compile)
    {
        using var project = new PlantedProject();
        project.WriteProject(compile: compile);

        Assert.AreEqual("Board/Board.nfproj(10): PROJ001", project.Defects());
    }

    [TestMethod]
    public void A_missing_projitems_is_refused()
    {
        using var project = new PlantedProject();
        project.Delete("Core/Core.projitems");

        Assert.AreEqual("Board/Board.nfproj(9): PROJ001", project.Defects());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("<LangVersion>latest</LangVersion>")]
    public void A_language_version_other_than_ten_is_refused(string properties)
    {
        using var project = new PlantedProject();
        project.WriteProject(properties: properties);

        Assert.AreEqual("Board/Board.nfproj(1): PROJ012", project.Defects());
    }
}
