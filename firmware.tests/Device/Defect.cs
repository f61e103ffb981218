namespace Firmware.Tests.Device;

/// <summary>One reason why the device would refuse or misrun the firmware, and the place it stands at.</summary>
public sealed record Defect(string File, int Line, int Column, string Id, string Message)
{
    public override string ToString() => $"{File}({Line},{Column}): {Id} {Message}";
}
