using Microsoft.VisualStudio.TestTools.UnitTesting;

using Firmware.Tests.Device.Projects;

namespace Firmware.Tests.Device;

[TestClass]
public class DeviceBuildTests
{
    [TestMethod]
    public void A_project_in_order_has_no_defects()
    {
        using var project = new PlantedProject();

        Assert.AreEqual("", project.Brief(DeviceBuild.Check(project.Nfproj)));
    }

    [TestMethod]
    public void Defects_of_the_project_the_compiler_and_the_rules_come_in_order_of_file_and_line()
    {
        using var project = new PlantedProject();
        project.Write("Core/Stray.cs", "");
        project.Write("Core/Meter.cs", """
            namespace Firmware.Core;

            public sealed class Meter
            {
                public int? Maybe;

                public string Text(int millivolts) => $"{millivolts} mV";
            }
            """);

        Assert.AreEqual(
            "Core/Core.projitems(1): PROJ003\nCore/Meter.cs(5): CS0518\nCore/Meter.cs(7): NANO010",
            project.Brief(DeviceBuild.Check(project.Nfproj)));
    }

    [TestMethod]
    public void A_defect_of_one_configuration_is_found_and_one_of_both_is_reported_once()
    {
        using var project = new PlantedProject();
        project.Write("Board/Program.cs", """
            namespace Firmware.Board;

            public static class Program
            {
                public static void Main() => Missing();
            #if !DEBUG
                private static int[,] _table;
            #endif
            }
            """);

        Assert.AreEqual(
            "Board/Program.cs(5): CS0103\nBoard/Program.cs(7): NANO003",
            project.Brief(DeviceBuild.Check(project.Nfproj)));
    }

    [TestMethod]
    public void An_assembly_that_is_used_and_not_referenced_is_a_defect_of_the_source()
    {
        using var project = new PlantedProject();
        project.Write(
            "Board/Program.cs",
            "namespace Firmware.Board;\n\npublic static class Program { public static double Half() => System.Math.Floor(0.5); }\n");

        Defect defect = DeviceBuild.Check(project.Nfproj).Single();

        Assert.AreEqual("Board/Program.cs(3): CS0234", project.Brief(defect));
        Assert.EndsWith("The device has Math in System.Math, which the project does not reference.", defect.Message);
    }

    [TestMethod]
    public void A_checkout_below_a_folder_called_Core_does_not_make_Board_a_part_of_Core()
    {
        using var project = new PlantedProject(checkout: "Core/firmware");
        project.Write(
            "Board/Program.cs",
            "namespace Firmware.Board;\n\npublic static class Program { public static string Text(int number) => $\"{number}\"; }\n");

        Assert.AreEqual("", project.Brief(DeviceBuild.Check(project.Nfproj)));
    }
}
