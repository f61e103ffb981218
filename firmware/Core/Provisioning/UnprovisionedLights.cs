using Firmware.Core.Ports;

namespace Firmware.Core.Provisioning;

/// <summary>
/// What a charger without settings shows: amber and red in turn, and FAULT_OUT, because whatever flowed would be neither watched nor
/// metered.
/// </summary>
public sealed class UnprovisionedLights
{
    private const int HalfCycleMs = 500;

    private readonly IStatusLights _lights;
    private StatusOutputs _shown;

    /// <summary>For a board's lights.</summary>
    public UnprovisionedLights(IStatusLights lights)
    {
        _lights = lights;
    }

    /// <summary>One step.</summary>
    public void Show(long nowMs)
    {
        bool isAmber = nowMs / HalfCycleMs % 2 == 0;
        StatusOutputs outputs = StatusOutputs.FaultOut | (isAmber ? StatusOutputs.Amber : StatusOutputs.Red);
        if (outputs != _shown)
        {
            _shown = outputs;
            _lights.Show(outputs);
        }
    }
}
