namespace Firmware.Core.Ports;

/// <summary>The three lights and the fault output line.</summary>
public interface IStatusLights
{
    /// <summary>Sets all outputs at once; called only when one of them changes.</summary>
    void Show(StatusOutputs outputs);
}
