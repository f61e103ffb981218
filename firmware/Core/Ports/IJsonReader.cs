using System;

namespace Firmware.Core.Ports;

/// <summary>The board's JSON library: nanoFramework.Json on the device, System.Text.Json on the PC.</summary>
public interface IJsonReader
{
    /// <summary>An object of the type with its public properties set, names compared without case, unknown ones ignored; null when the text
    /// cannot be read.</summary>
    object? Read(byte[] utf8, Type type);
}
