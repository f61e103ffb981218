using System.Diagnostics;
using Hardware.Bench.Servers;

namespace Hardware.Bench.Attack;

/// <summary>What a charger is told by <c>cloud-bridge charger add</c>.</summary>
/// <param name="ChargerId">Its id, and its MQTT user.</param>
/// <param name="DeviceKey">Key of its records.</param>
/// <param name="Password">Its MQTT password.</param>
internal sealed record ChargerSecret(string ChargerId, byte[] DeviceKey, string Password)
{
    /// <summary>Adds a charger by the command of the bridge itself, so that another version can be attacked too.</summary>
    /// <exception cref="IOException">The command does not say what it should.</exception>
    public static async Task<ChargerSecret> AddAsync(string program, string database, string chargerId, CancellationToken stop)
    {
        ProcessStartInfo start = new(ServerProcess.DotnetHost(), [program, "charger", "add", chargerId, "--database", database])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process command = Process.Start(start)!;
        string[] lines = (await command.StandardOutput.ReadToEndAsync(stop)).Split('\n');
        await command.WaitForExitAsync(stop);
        return new ChargerSecret(chargerId, Convert.FromHexString(ValueOf(lines, "Device key")), ValueOf(lines, "MQTT password"));
    }

    private static string ValueOf(string[] lines, string label)
    {
        return Array.Find(lines, line => line.StartsWith(label, StringComparison.Ordinal))?[label.Length..].Trim()
            ?? throw new IOException($"cloud-bridge charger add says no {label}");
    }
}
