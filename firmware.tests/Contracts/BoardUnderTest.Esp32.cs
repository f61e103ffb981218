#if NANOFRAMEWORK_1_0
using Firmware.Board;
using Firmware.Core.Ports;
using Firmware.Core.Provisioning;

namespace Firmware.Tests.Contracts;

/// <summary>The board that the contract tests are run against: on the device the ESP32, without settings and so without a broker.</summary>
public static class BoardUnderTest
{
    private static IBoard? _board;

    /// <summary>The board, opened when the first test asks for it.</summary>
    public static IBoard Board
    {
        get
        {
            if (_board == null)
            {
                _board = new Esp32Board(new FlashStore(), new NanoJsonReader(), new AgentSettings());
            }

            return _board;
        }
    }
}
#endif
