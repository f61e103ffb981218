using Firmware.Core.Flash;
using Firmware.Core.Journal;
using Firmware.Core.Logging;
using Firmware.Core.Ports;
using Firmware.Core.Records;

namespace Firmware.Core.Provisioning;

/// <summary>
/// Tells each change of the key, of a gain or of a limit as a durable alert, whichever way it came onto the flash: what is in force at a
/// start is compared with what was told last, before the first tick. The alert is on flash first and then what was told, and after a cut
/// between the two the alert is found among the records that wait: a change is told once.
/// </summary>
public sealed class SettingsWatch
{
    private const int RetryMs = 10000;

    // A start tells at most so many, and they are the last records then.
    private const int RecordsMax = 4 * SettingName.Count;

    private readonly ChargeAgent _agent;
    private readonly IClock _clock;
    private readonly ToldSettings _told;
    private readonly uint[] _hashes;
    private readonly Alert _alert = new Alert(new FaultSnapshot());
    private int _dueMask;
    private bool _isUnwritten;
    private long _retryMs;

    /// <summary>A watch of an agent's settings, with an authenticator that has <see cref="SettingHashes.Key"/>.</summary>
    public SettingsWatch(ChargeAgent agent, IBoard board, AgentSettings settings, IRecordAuthenticator hashing)
    {
        _agent = agent;
        _clock = board.Clock;
        _told = new ToldSettings(board.Flash);
        _hashes = new SettingHashes(hashing).Of(settings);
    }

    /// <summary>Once, after the agent's start and before its first tick.</summary>
    public void Start()
    {
        _told.Open();
        TakeRecords();
        for (int setting = SettingName.All + 1; setting < SettingName.Count; setting++)
        {
            bool isKnown = setting < _told.Count;
            _dueMask |= isKnown && _told.Hashes[setting] != _hashes[setting] ? 1 << setting : 0;
            _isUnwritten |= !isKnown;
            _told.Hashes[setting] = isKnown ? _told.Hashes[setting] : _hashes[setting];
        }

        // Nothing is known of before: a charger that was set up today, or one whose memory of it was taken away.
        bool isAllTold = _told.Hashes[SettingName.All] == _hashes[SettingName.All];
        _dueMask |= _told.Count == 0 && !isAllTold ? 1 << SettingName.All : 0;
        Tell();
    }

    /// <summary>After each tick: what flash refused is tried again.</summary>
    public void Step()
    {
        if ((_dueMask != 0 || _isUnwritten) && _clock.MonotonicMs >= _retryMs)
        {
            Tell();
        }
    }

    private void Tell()
    {
        _retryMs = _clock.MonotonicMs + RetryMs;
        for (int setting = 0; setting < SettingName.Count; setting++)
        {
            if ((_dueMask & (1 << setting)) != 0 && TryKeep(setting))
            {
                _dueMask &= ~(1 << setting);
                _told.Hashes[setting] = _hashes[setting];
                _isUnwritten = true;
                string what = setting == SettingName.All ? " of them are told" : " has changed";
                _agent.Log.Write(LogLevel.Warning, "settings", SettingName.Of(setting) + what);
            }
        }

        // What all were is written with the alert of it alone: before that nothing is known of before, also after a cut.
        bool isAllDue = (_dueMask & (1 << SettingName.All)) != 0;
        _isUnwritten = _isUnwritten && (isAllDue || !_told.TryWrite(_agent.Outbox.NextSequence));
    }

    private bool TryKeep(int setting)
    {
        _alert.Code = Alert.SettingChanged;
        _alert.IsRaised = true;
        _alert.Setting = setting;
        _alert.OldHash = _told.Hashes[setting];
        _alert.NewHash = _hashes[setting];
        _alert.Quality = _clock.Quality;
        _alert.AtUtcMs = _clock.Quality == ClockQuality.Unknown ? 0 : _clock.UtcUnixMs;
        _alert.SessionNumber = _agent.Session.IsOpen ? _agent.Session.Session.Number : 0;
        _alert.SessionMilliwattHours = _agent.Session.IsOpen ? _agent.Session.EnergyMilliwattHours : 0;
        return _agent.Outbox.TryAppend(_alert);
    }

    /// <summary>Takes up what was told after <see cref="ToldSettings"/> was written last.</summary>
    private void TakeRecords()
    {
        Outbox outbox = _agent.Outbox;
        long first = outbox.NextSequence - RecordsMax;
        first = first > _told.Sequence ? first : _told.Sequence;
        byte[] mac = new byte[RecordMac.Length];
        Alert alert = new Alert(new FaultSnapshot());
        for (long sequence = first; sequence < outbox.NextSequence; sequence++)
        {
            bool isRead = outbox.TryRead(sequence, mac, mac, out RecordKind kind, out RecordReader? body);
            if (isRead && kind == RecordKind.Alert && AlertCodec.TryRead(body!, alert)
                && alert.IsOfSetting && alert.Setting < SettingName.Count)
            {
                _told.Hashes[alert.Setting] = alert.NewHash;
                _isUnwritten = true;
            }
        }
    }
}
