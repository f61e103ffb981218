using Firmware.Core.Config;
using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Lights;
using Firmware.Core.Metering;
using Firmware.Core.Ports;
using Firmware.Core.Provisioning;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Board;

/// <summary>The light patterns in hardware/board/README.md are those that the firmware shows, quarter second by quarter second.</summary>
[TestClass]
public class LightPatternsPageTests
{
    private const string Page = "README.md";
    private const int QuarterMs = 250;
    private const int QuarterCount = 32;

    private static readonly StatusOutputs[] Lights = [StatusOutputs.Green, StatusOutputs.Amber, StatusOutputs.Red];

    [TestMethod]
    [DataRow(ConnectorStatus.Available)]
    [DataRow(ConnectorStatus.Preparing)]
    [DataRow(ConnectorStatus.Charging)]
    [DataRow(ConnectorStatus.SuspendedEV)]
    [DataRow(ConnectorStatus.SuspendedEVSE)]
    [DataRow(ConnectorStatus.Unavailable)]
    public void A_status_shows_its_row_online_and_offline(ConnectorStatus status)
    {
        FaultMonitor none = new FaultMonitor(new AgentConfig());
        AssertShows(status.ToString(), Chosen(status, none, true));

        // Where amber is in use already, a lost link does not show.
        bool showsOffline = status is ConnectorStatus.Available or ConnectorStatus.Preparing or ConnectorStatus.Charging;
        AssertShows(status + (showsOffline ? ", offline" : ""), Chosen(status, none, false));
    }

    [TestMethod]
    [DataRow(ConnectorInputs.ResidualCurrentTrip, 1)]
    [DataRow(ConnectorInputs.OverTemperature, 2)]
    [DataRow(ConnectorInputs.EmergencyStop, 3)]
    [DataRow(ConnectorInputs.EnclosureOpen, 4)]
    public void A_critical_fault_blinks_its_code_in_red_and_sets_fault_out(ConnectorInputs line, int blinks)
    {
        LightPattern pattern = Chosen(ConnectorStatus.Faulted, With(ConnectorInputs.MainsPresent | line), true);
        AssertShows("Critical fault of code n", pattern, blinks);
        Assert.AreNotEqual(StatusOutputs.None, pattern.At(0) & StatusOutputs.FaultOut);
    }

    [TestMethod]
    public void A_warning_blinks_its_code_in_amber_and_leaves_fault_out()
    {
        LightPattern pattern = Chosen(ConnectorStatus.Available, With(ConnectorInputs.None), true);
        AssertShows("Warning of code n, with Available", pattern, FaultTable.BlinksOf(FaultCode.MainsLost));
        Assert.AreEqual(StatusOutputs.None, pattern.At(0) & StatusOutputs.FaultOut);
    }

    [TestMethod]
    public void Lamp_test_and_identify_show_their_rows()
    {
        LightPattern pattern = new LightPattern();
        pattern.ChooseLampTest();
        AssertShows("Lamp test, 2 s after start", pattern);
        pattern.ChooseIdentify();
        AssertShows("Identify, 30 s after the command", pattern);
        Assert.AreEqual(2000, LightSequencer.LampTestMs);
        Assert.AreEqual(30000, LightSequencer.IdentifyMs);
    }

    [TestMethod]
    public void A_charger_without_settings_shows_its_row()
    {
        FakeBoard board = new FakeBoard();
        UnprovisionedLights lights = new UnprovisionedLights(board);
        AssertShows("Not provisioned", atMs =>
        {
            lights.Show(atMs);
            return board.Outputs;
        });
        Assert.AreNotEqual(StatusOutputs.None, board.Outputs & StatusOutputs.FaultOut);
    }

    private static void AssertShows(string state, LightPattern pattern, int blinks = 0) => AssertShows(state, pattern.At, blinks);

    private static void AssertShows(string state, Func<long, StatusOutputs> at, int blinks = 0)
    {
        string[] row = BoardPages.Table(Page, "State").Single(row => row[0] == state);
        string[] shown = Lights.Select(_ => "").ToArray();
        for (int quarter = 0; quarter < QuarterCount; quarter++)
        {
            StatusOutputs outputs = at(quarter * QuarterMs);
            for (int light = 0; light < Lights.Length; light++)
            {
                shown[light] += (outputs & Lights[light]) != 0 ? "#" : ".";
            }
        }

        for (int light = 0; light < Lights.Length; light++)
        {
            Assert.AreEqual(Quarters(row[light + 1], blinks), shown[light], $"{state}: {Lights[light]}");
        }
    }

    private static string Quarters(string name, int blinks) => name switch
    {
        "n blinks" => Quarters(blinks == 1 ? "1 blink" : blinks + " blinks", 0),
        _ => BoardPages.Table(Page, "Pattern").Single(row => row[0] == name)[1].Replace(" ", ""),
    };

    private static LightPattern Chosen(ConnectorStatus status, FaultMonitor faults, bool isOnline)
    {
        LightPattern pattern = new LightPattern();
        pattern.Choose(status, faults.ActiveMask, isOnline);
        return pattern;
    }

    private static FaultMonitor With(ConnectorInputs inputs)
    {
        AgentConfig config = new AgentConfig();
        EnergyMeter meter = new EnergyMeter(config);
        FaultMonitor faults = new FaultMonitor(config);
        for (long nowMs = 0; nowMs <= 2000; nowMs += 100)
        {
            meter.Add(new PowerReading { BusMillivolts = 23000 }, true, nowMs);
            faults.Check(meter, inputs, nowMs);
        }

        return faults;
    }
}
