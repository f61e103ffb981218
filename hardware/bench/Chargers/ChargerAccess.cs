namespace Hardware.Bench.Chargers;

/// <summary>What a charger needs to reach the bridge of this process and to be believed by it.</summary>
/// <param name="Host">Address of the broker.</param>
/// <param name="Port">Its port.</param>
/// <param name="DeviceKey">Key of the charger's records, made anew for each run.</param>
public sealed record ChargerAccess(string Host, int Port, byte[] DeviceKey);
