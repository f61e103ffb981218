using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Ports;

namespace Firmware.Core.Lights;

/// <summary>Shows the state on the lights, touching the outputs only when one of them changes.</summary>
public sealed class LightSequencer
{
    /// <summary>All lights are on for this long after boot.</summary>
    public const int LampTestMs = 2000;

    /// <summary>How long a charger that is asked to identify itself flutters.</summary>
    public const int IdentifyMs = 30000;

    private const int QuarterMs = 250;

    private readonly IStatusLights _lights;
    private readonly LightPattern _pattern = new LightPattern();
    private long _nextMs;
    private long _specialUntilMs;
    private ConnectorStatus _status;
    private int _faultMask = -1;
    private bool _isOnline;
    private StatusOutputs _shown = (StatusOutputs)(-1);

    /// <summary>A sequencer for a board's lights; begins with the lamp test.</summary>
    public LightSequencer(IStatusLights lights, long nowMs)
    {
        _lights = lights;
        _specialUntilMs = nowMs + LampTestMs;
        _pattern.ChooseLampTest();
    }

    /// <summary>Flutters for a while.</summary>
    public void Identify(long nowMs)
    {
        _specialUntilMs = nowMs + IdentifyMs;
        _pattern.ChooseIdentify();
        _nextMs = nowMs;
    }

    /// <summary>One step; at most four times a second there is something to do, or at once when the state has changed.</summary>
    public void Show(ConnectorStatus status, FaultMonitor faults, bool isOnline, long nowMs)
    {
        bool isChange = status != _status || faults.ActiveMask != _faultMask || isOnline != _isOnline;
        if (nowMs < _nextMs && !isChange)
        {
            return;
        }

        _nextMs = nowMs + QuarterMs - (nowMs % QuarterMs);
        if (nowMs >= _specialUntilMs && (isChange || _specialUntilMs != 0))
        {
            _specialUntilMs = 0;
            _status = status;
            _faultMask = faults.ActiveMask;
            _isOnline = isOnline;
            _pattern.Choose(status, _faultMask, isOnline);
        }

        StatusOutputs outputs = _pattern.At(nowMs);
        if (outputs != _shown)
        {
            _shown = outputs;
            _lights.Show(outputs);
        }
    }
}
