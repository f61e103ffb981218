using System.Text;
using Firmware.Core.Config;
using Firmware.Core.Logging;
using Firmware.Core.Ports;
using Firmware.Core.Proofs;

namespace Firmware.Core.Provisioning;

/// <summary>
/// What a technician types and reads on the serial port. Reading is free; what changes something must be unlocked with a word that the
/// charger's bridge shows to operators and that stands nowhere on the charger. A secret goes in and never comes out.
/// </summary>
public sealed class TechnicianConsole
{
    /// <summary>The console locks itself after this time.</summary>
    public const int UnlockedMs = 600000;

    private const string Source = "console";
    private const string Locked = "locked: type unlock and the word that the bridge shows for this charger";

    private readonly ILogSink _sink;
    private readonly ChargeAgent? _agent;
    private readonly SettingsStore _store;
    private readonly IMaintenance _maintenance;
    private readonly ConsoleReport _report;
    private readonly Calibrator _calibrator = new Calibrator();
    private readonly UnlockTries _tries = new UnlockTries();
    private readonly UnlockWord? _word;
    private AgentSettings? _edited;
    private StringBuilder? _certificate;
    private long _lockMs;

    /// <summary>A console on a board's log; without an agent, the charger is not provisioned yet, and open until its next start: it has
    /// no key.</summary>
    public TechnicianConsole(IBoard board, ChargeAgent? agent, SettingsStore store, IMaintenance maintenance)
    {
        _sink = board.LogSink;
        _agent = agent;
        _store = store;
        _maintenance = maintenance;
        _report = new ConsoleReport(board, agent, store, maintenance);
        AgentSettings? settings = agent == null ? null : store.Read();
        _word = settings == null ? null : new UnlockWord(board.Authenticator, settings.Agent.ChargerId);
    }

    /// <summary>After each tick: a calibration takes its readings.</summary>
    public void Step()
    {
        if (_calibrator.Step != CalibrationStep.None && _agent != null)
        {
            _calibrator.Add(_agent.Reading);
            if (_calibrator.IsComplete)
            {
                FinishCalibration(_agent);
            }
        }
    }

    /// <summary>One line, as it was typed.</summary>
    public void Execute(string line, long nowMs)
    {
        if (_edited != null && nowMs >= _lockMs)
        {
            Lock();
        }

        if (_certificate != null)
        {
            TakeCertificateLine(_certificate, line);
            return;
        }

        string[] words = line.Trim().Split(new char[] { ' ' }, 2);
        string rest = words.Length > 1 ? words[1].Trim() : "";
        if (words[0] == "unlock")
        {
            Unlock(rest, nowMs);
        }
        else if (IsGuarded(words[0]))
        {
            ExecuteGuarded(words[0], rest);
        }
        else if (!_report.TryShow(words[0]))
        {
            _sink.WriteLine("unknown command: type help");
        }
    }

    private static bool IsGuarded(string command)
    {
        return command == "set" || command == "calibrate" || command == "save" || command == "reboot" || command == "lock";
    }

    private void Unlock(string typed, long nowMs)
    {
        if (_word != null && !IsLetIn(_word, typed, nowMs))
        {
            return;
        }

        _edited = _store.Read() ?? new AgentSettings();
        _lockMs = nowMs + UnlockedMs;
        Log("unlocked");
        _sink.WriteLine("unlocked for 10 minutes; changes are lost without save");
    }

    private bool IsLetIn(UnlockWord word, string typed, long nowMs)
    {
        if (_tries.IsWaiting(nowMs))
        {
            _sink.WriteLine("too many wrong words: none is looked at for 10 minutes after the last");
            return false;
        }

        if (word.IsRight(typed))
        {
            _tries.OnRight();
            return true;
        }

        _tries.OnWrong(nowMs);
        if (_tries.Left == 0)
        {
            Log("wrong unlock words, none is looked at for 10 minutes");
        }

        _sink.WriteLine("this is not the word that the bridge shows, tries left: " + _tries.Left.ToString());
        return false;
    }

    private void Lock()
    {
        _edited = null;
        _certificate = null;
        _calibrator.Cancel();
        _sink.WriteLine("locked");
    }

    private void ExecuteGuarded(string command, string rest)
    {
        if (_edited == null)
        {
            _sink.WriteLine(Locked);
            return;
        }

        switch (command)
        {
            case "set":
                Set(_edited, rest);
                break;
            case "calibrate":
                BeginCalibration(rest);
                break;
            case "save":
                Save(_edited);
                break;
            case "reboot":
                _maintenance.Restart("reboot by the serial console");
                break;
            default:
                Lock();
                break;
        }
    }

    private void Set(AgentSettings edited, string rest)
    {
        int space = rest.IndexOf(' ');
        string name = space < 0 ? rest : rest.Substring(0, space);
        string value = space < 0 ? "" : rest.Substring(space + 1).Trim();
        if (name == SettingsEditor.RootCertificate && value.Length == 0)
        {
            _certificate = new StringBuilder();
            _sink.WriteLine("paste the PEM text; a line with a single dot removes the certificate");
            return;
        }

        string? defect = SettingsEditor.Set(edited, name, value);
        _sink.WriteLine(defect == null ? name + " is set" : "not set: " + defect);
    }

    private void TakeCertificateLine(StringBuilder certificate, string line)
    {
        bool isRemoval = line == ".";
        certificate.Append(line);
        certificate.Append('\n');
        if (!isRemoval && !line.StartsWith(CertificateText.End) && certificate.Length <= 2 * CertificateText.LengthMax)
        {
            return;
        }

        _certificate = null;
        string base64 = isRemoval ? "" : CertificateText.Normalise(certificate.ToString());
        if (isRemoval || base64.Length != 0)
        {
            _edited!.Broker.RootCertificate = base64;
            _sink.WriteLine(isRemoval ? "no certificate: no TLS" : "certificate is set");
        }
        else
        {
            _sink.WriteLine("not set: this is no certificate");
        }
    }

    private void Save(AgentSettings edited)
    {
        string? defect = _store.Store(edited);
        if (defect != null)
        {
            _sink.WriteLine("not saved: " + defect);
            return;
        }

        Log("settings saved");
        _sink.WriteLine("saved; reboot brings them into force");
    }

    private void BeginCalibration(string rest)
    {
        string[] words = rest.Split(' ');
        CalibrationStep step = words[0] == "zero" ? CalibrationStep.Zero
            : words[0] == "current" ? CalibrationStep.Current
            : words[0] == "voltage" ? CalibrationStep.Voltage : CalibrationStep.None;
        int reference = 0;
        bool isUnderstood =
            step != CalibrationStep.None && (step == CalibrationStep.Zero || (words.Length == 2 && int.TryParse(words[1], out reference)));
        if (!isUnderstood || _agent == null)
        {
            _sink.WriteLine(
                _agent == null
                    ? "save settings and reboot first"
                    : "calibrate zero, calibrate current MILLIAMPS or calibrate voltage MILLIVOLTS");
            return;
        }

        _sink.WriteLine(_calibrator.Begin(step, reference) ?? "measuring for 5 seconds");
    }

    private void FinishCalibration(ChargeAgent agent)
    {
        string? defect =
            agent.Meter.IsLost || _edited == null ? "the sensor does not answer" : _calibrator.Finish(_edited.Agent.Calibration);
        _calibrator.Cancel();
        if (defect != null || _edited == null)
        {
            _sink.WriteLine("not calibrated: " + defect);
            return;
        }

        Calibration found = _edited.Agent.Calibration;
        _sink.WriteLine("offset " + found.ShuntOffsetMicrovolts.ToString() + " uV, current gain " + found.CurrentGainPpm.ToString()
            + " ppm, voltage gain " + found.VoltageGainPpm.ToString() + " ppm; save keeps them");
    }

    private void Log(string text)
    {
        // Whoever changes a meter leaves a trace at the bridge too.
        if (_agent != null)
        {
            _agent.Log.Write(LogLevel.Warning, Source, text);
        }
    }
}
