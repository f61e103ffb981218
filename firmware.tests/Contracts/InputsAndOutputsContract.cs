using Firmware.Core.Ports;

namespace Firmware.Tests.Contracts;

/// <summary>What every set of lines does.</summary>
[TestClass]
public class InputsAndOutputsContract
{
    private const int AllLines = (2 * (int)ConnectorInputs.ContactorClosed) - 1;

    [TestMethod]
    public void Only_lines_that_exist_are_read()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.AreEqual(0, (int)BoardUnderTest.Board.ConnectorInputs.Read() & ~AllLines);
        }
    }

    [TestMethod]
    public void Every_pattern_of_lights_can_be_shown()
    {
        StatusOutputs all = StatusOutputs.Green | StatusOutputs.Amber | StatusOutputs.Red | StatusOutputs.FaultOut;
        for (int outputs = 0; outputs <= (int)all; outputs++)
        {
            BoardUnderTest.Board.StatusLights.Show((StatusOutputs)outputs);
        }

        BoardUnderTest.Board.StatusLights.Show(StatusOutputs.None);
    }

    [TestMethod]
    public void A_log_line_is_taken_whole()
    {
        BoardUnderTest.Board.LogSink.WriteLine("0000000.000 N contract a line of the contract tests");
        BoardUnderTest.Board.LogSink.WriteLine("");
    }
}
