using Firmware.Core.Ports;

namespace Hardware.Virtual;

/// <summary>The lights, for whoever looks.</summary>
public sealed class VirtualStatusLights : IStatusLights
{
    /// <summary>The outputs as they stand.</summary>
    public StatusOutputs Outputs { get; private set; }

    /// <summary>How often they changed.</summary>
    public long ChangeCount { get; private set; }

    /// <inheritdoc/>
    public void Show(StatusOutputs outputs)
    {
        Outputs = outputs;
        ChangeCount++;
    }
}
