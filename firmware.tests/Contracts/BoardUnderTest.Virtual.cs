using Firmware.Core.Config;
using Firmware.Core.Ports;
using Hardware.Virtual;
using Hardware.Virtual.Link;

namespace Firmware.Tests.Contracts;

/// <summary>The board that the contract tests are run against: on the PC the virtual one, without a broker.</summary>
public static class BoardUnderTest
{
    /// <summary>The board.</summary>
    public static readonly IBoard Board = new VirtualBoard(new VirtualClock(1767571200000))
    {
        PowerSensor = new Ina219Model(new Calibration())
        {
            LineVolts = 230,
            LineAmps = 16,
            ShuntNoiseMicrovolts = 15,
            BusNoiseMillivolts = 6,
        },
        Link = new VirtualLink(new LinkSettings { ChargerId = "contract" }),
        Authenticator = new HmacAuthenticator(new byte[32]),
    };
}
