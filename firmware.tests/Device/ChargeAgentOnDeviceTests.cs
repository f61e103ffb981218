using System.Runtime.CompilerServices;
using Firmware.Tests.Device.Projects;

namespace Firmware.Tests.Device;

/// <summary>The firmware itself, and its tests, against the device's public API.</summary>
[TestClass]
public class ChargeAgentOnDeviceTests
{
    [TestMethod]
    public void The_firmware_compiles_against_the_device_and_keeps_to_what_it_runs()
    {
        Expect("firmware/ChargeAgent.Firmware.nfproj", _ => true);
    }

    [TestMethod]
    public void The_device_tests_compile_against_the_device_and_keep_to_what_it_runs()
    {
        // Only the portable ones of this folder's files are listed there.
        Expect("firmware.tests/ChargeAgent.Firmware.Tests.nfproj", defect => defect.Id != ProjectRules.UnlistedFile);
    }

    [TestMethod]
    public void The_contracts_of_the_ports_compile_against_the_device_for_a_run_on_a_board()
    {
        // The virtual board's own file stands in the same folder.
        Expect("firmware.tests/Contracts/ChargeAgent.Board.Tests.nfproj", defect => defect.Id != ProjectRules.UnlistedFile);
    }

    private static void Expect(string project, Func<Defect, bool> isDefect)
    {
        Defect[] defects = [.. DeviceBuild.Check(Path.Combine(Root(), project)).Where(isDefect)];
        Assert.IsEmpty(defects, string.Join('\n', (object[])defects));
    }

    private static string Root([CallerFilePath] string thisFile = "") => new FileInfo(thisFile).Directory!.Parent!.Parent!.FullName;
}
