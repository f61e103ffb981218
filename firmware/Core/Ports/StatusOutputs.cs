using System;

namespace Firmware.Core.Ports;

/// <summary>The agent's output lines.</summary>
[Flags]
public enum StatusOutputs
{
    /// <summary>All off.</summary>
    None = 0,

    /// <summary>The green light.</summary>
    Green = 1,

    /// <summary>The amber light.</summary>
    Amber = 2,

    /// <summary>The red light.</summary>
    Red = 4,

    /// <summary>FAULT_OUT, to the charger's own safety chain.</summary>
    FaultOut = 8,
}
