using CloudBridge.Core.Foundation.Storage;
using Hardware.Bench.Tariffs;
using Hardware.Virtual;

namespace Hardware.Bench.Chaos;

/// <summary>What a run is made of. A test puts a broken part in its place, to see that the run tells.</summary>
public sealed record ChaosParts
{
    /// <summary>The bridge that is started.</summary>
    public string BridgeProgram { get; init; } = Path.Combine(AppContext.BaseDirectory, "cloud-bridge.dll");

    /// <summary>OCPI text of the tariff that is published; bills are priced again by the program's own.</summary>
    public Func<byte[]> PublishedTariff { get; init; } = TimeOfUseTariff.Read;

    /// <summary>Makes the flash chip of a charger.</summary>
    public Func<VirtualFlash> Flash { get; init; } = () => new VirtualFlash();

    /// <summary>Is done to the database before a bridge starts on it.</summary>
    public Action<Database> Prepare { get; init; } = _ => { };
}
