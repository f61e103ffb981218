using Firmware.Core.Ports;

namespace Hardware.Virtual;

/// <summary>The lights, for whoever looks.</summary>
public sealed class VirtualStatusLights : IStatusLights
{
    private static readonly StatusOutputs[] Each = [StatusOutputs.Green, StatusOutputs.Amber, StatusOutputs.Red, StatusOutputs.FaultOut];

    private readonly IClock _clock;
    private readonly long[] _changedMs = [long.MinValue / 2, long.MinValue / 2, long.MinValue / 2, long.MinValue / 2];

    /// <summary>Lights that are off.</summary>
    public VirtualStatusLights(IClock clock)
    {
        _clock = clock;
    }

    /// <summary>The outputs as they stand.</summary>
    public StatusOutputs Outputs { get; private set; }

    /// <summary>How often they changed.</summary>
    public long ChangeCount { get; private set; }

    /// <summary>The outputs that have changed within a time in ms: what a person who looks that long takes for blinking.</summary>
    public StatusOutputs ChangedWithin(long durationMs)
    {
        StatusOutputs changed = StatusOutputs.None;
        for (int i = 0; i < Each.Length; i++)
        {
            changed |= _clock.MonotonicMs - _changedMs[i] <= durationMs ? Each[i] : StatusOutputs.None;
        }

        return changed;
    }

    /// <inheritdoc/>
    public void Show(StatusOutputs outputs)
    {
        StatusOutputs changed = outputs ^ Outputs;
        for (int i = 0; i < Each.Length; i++)
        {
            _changedMs[i] = (changed & Each[i]) != 0 ? _clock.MonotonicMs : _changedMs[i];
        }

        Outputs = outputs;
        ChangeCount++;
    }
}
