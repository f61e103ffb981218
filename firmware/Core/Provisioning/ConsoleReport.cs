using System.Text;
using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Journal;
using Firmware.Core.Ports;
using Firmware.Core.Sessions;
using Firmware.Core.Tariffs;

namespace Firmware.Core.Provisioning;

/// <summary>The commands of the console that only read.</summary>
public sealed class ConsoleReport
{
    private readonly IBoard _board;
    private readonly ILogSink _sink;
    private readonly ChargeAgent? _agent;
    private readonly SettingsStore _store;
    private readonly IMaintenance _maintenance;

    /// <summary>Reports on an agent and the board below it.</summary>
    public ConsoleReport(IBoard board, ChargeAgent? agent, SettingsStore store, IMaintenance maintenance)
    {
        _board = board;
        _sink = board.LogSink;
        _agent = agent;
        _store = store;
        _maintenance = maintenance;
    }

    /// <summary>Shows what a command asks for; false when there is no such command.</summary>
    public bool TryShow(string command)
    {
        switch (command)
        {
            case "help":
                ShowHelp();
                return true;
            case "settings":
                ShowSettings();
                return true;
            case "selftest":
                ShowSelfTest();
                return true;
            case "status":
            case "faults":
            case "journal":
            case "tariff":
                ShowAgent(command);
                return true;
            default:
                return false;
        }
    }

    private void ShowHelp()
    {
        _sink.WriteLine("status faults selftest journal tariff settings   show");
        _sink.WriteLine("unlock WORD   allows what follows for 10 minutes; the bridge shows the word; lock ends it");
        _sink.WriteLine("set NAME VALUE   a setting by its name in settings, e.g. set wifi.ssid Depot; save keeps all of them");
        _sink.WriteLine("calibrate zero | current MILLIAMPS | voltage MILLIVOLTS   against a reference meter; save keeps it");
        _sink.WriteLine("reboot   brings saved settings into force");
    }

    private void ShowSettings()
    {
        if (_store.Defect != null)
        {
            _sink.WriteLine(_store.Defect);
        }

        AgentSettings? settings = _store.Read();
        byte[]? text = settings == null ? null : SettingsText.ToShow(settings);
        _sink.WriteLine(text == null ? "not provisioned" : Encoding.UTF8.GetString(text, 0, text.Length));
    }

    private void ShowSelfTest()
    {
        PowerReading reading = new PowerReading();
        bool isRead = _board.PowerSensor.TryRead(reading);
        _sink.WriteLine(isRead
            ? "sensor   ok, shunt " + reading.ShuntMicrovolts.ToString() + " uV, bus " + reading.BusMillivolts.ToString() + " mV"
            : "sensor   FAILS: no good reading");
        _sink.WriteLine("inputs   " + LinesOf(_board.ConnectorInputs.Read()));
        _sink.WriteLine("clock    " + ClockQualityLetter.Of(_board.Clock.Quality) + " " + _board.Clock.UtcUnixMs.ToString() + " unix ms");
        _sink.WriteLine("link     " + (_board.Link.ConnectionNumber == 0 ? "not connected" : "connected"));
        foreach (string line in _maintenance.Describe())
        {
            _sink.WriteLine(line);
        }
    }

    private void ShowAgent(string command)
    {
        if (_agent == null)
        {
            _sink.WriteLine(
                "not provisioned: unlock, set deviceKey, agent.chargerId, wifi and broker, save, "
                    + "reboot; or copy agent.json onto the flash");
            return;
        }

        switch (command)
        {
            case "status":
                ShowStatus(_agent);
                break;
            case "faults":
                ShowFaults(_agent.Faults);
                break;
            case "journal":
                ShowJournal(_agent);
                break;
            default:
                ShowTariff(_agent.Tariffs.Current);
                break;
        }
    }

    private void ShowStatus(ChargeAgent agent)
    {
        _sink.WriteLine(
            ConnectorStatusName.Of(agent.Status)
                + ", "
                + agent.Meter.VoltageMillivolts.ToString()
                + " mV, "
                + agent.Meter.CurrentMilliamps.ToString()
                + " mA, "
                + agent.Meter.PowerMilliwatts.ToString()
                + " mW, register "
                + agent.Meter.RegisterMilliwattHours.ToString()
                + " mWh");
        _sink.WriteLine(
            "wear: contactor closed "
                + agent.Wear.ContactorCycles.ToString()
                + " times, opened under load "
                + agent.Wear.HotOpenings.ToString()
                + ", over-temperature "
                + agent.Wear.OverTemperatureTrips.ToString()
                + ", sensor errors "
                + agent.Meter.FailedReadCount.ToString()
                + ", zero at "
                + agent.ZeroOffset.Milliamps.ToString()
                + " mA");
        SessionTracker tracker = agent.Session;
        if (!tracker.IsOpen)
        {
            _sink.WriteLine("no session");
            return;
        }

        string cost = tracker.TryGetCost(out Cost sum) && tracker.Price.Tariff != null
            ? ", " + sum.TotalIncl.Micros.ToString() + " micro-" + tracker.Price.Tariff.Currency : ", cost unknown";
        _sink.WriteLine("session " + tracker.Session.Number.ToString() + ", " + (tracker.DurationMs / 1000).ToString() + " s, "
            + tracker.EnergyMilliwattHours.ToString() + " mWh" + cost);
    }

    private void ShowFaults(FaultMonitor faults)
    {
        if (faults.ActiveMask == 0)
        {
            _sink.WriteLine("no faults");
        }

        for (int i = 0; i < FaultTable.Count; i++)
        {
            if ((faults.ActiveMask & (1 << i)) != 0)
            {
                FaultCode code = (FaultCode)i;
                string severity = FaultTable.SeverityOf(code) == FaultSeverity.Critical ? "Critical" : "Warning";
                _sink.WriteLine(FaultTable.VendorCodeOf(code) + ", " + severity + ", " + FaultTable.BlinksOf(code).ToString() + " blinks");
            }
        }
    }

    private void ShowJournal(ChargeAgent agent)
    {
        Outbox outbox = agent.Outbox;
        _sink.WriteLine(outbox.WaitingCount.ToString() + " records wait for their receipt, next sequence " + outbox.NextSequence.ToString()
            + ", boot " + outbox.BootCount.ToString() + ", " + outbox.DroppedAlertCount.ToString() + " alerts dropped, last write "
            + (outbox.IsFailing || agent.Session.IsFailing || agent.Wear.IsFailing ? "FAILED" : "ok"));
        if (outbox.Damage.PlaceCount > 0)
        {
            _sink.WriteLine(outbox.Damage.PlaceCount.ToString() + " places could not be read at the start");
        }
    }

    private void ShowTariff(Tariff? tariff)
    {
        _sink.WriteLine(tariff == null
            ? "no tariff: energy is metered, the bridge prices"
            : tariff.Id + " version " + tariff.Version.ToString() + " hash " + tariff.Hash + ", " + tariff.Currency + ", "
                + tariff.Elements.Length.ToString() + " elements");
    }

    private static string LinesOf(ConnectorInputs inputs)
    {
        StringBuilder text = new StringBuilder();
        for (int bit = 1; bit <= (int)ConnectorInputs.ContactorClosed; bit <<= 1)
        {
            if (((int)inputs & bit) != 0)
            {
                text.Append(text.Length == 0 ? "" : " ").Append(ConnectorInputName.Of((ConnectorInputs)bit));
            }
        }

        return text.Length == 0 ? "none" : text.ToString();
    }
}
