namespace Firmware.Tests.Device.Rules;

/// <summary>A thing that compiles for the device and then breaks or slows it: why, and what to write instead.</summary>
public sealed record Rule(string Id, string Reason, string Remedy)
{
    public string Message => $"{Reason}; instead {Remedy}";
}
