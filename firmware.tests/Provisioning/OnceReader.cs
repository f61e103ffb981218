using System;
using Firmware.Core.Ports;

namespace Firmware.Tests.Provisioning;

/// <summary>Reads the first text that it is given, and no other.</summary>
public sealed class OnceReader : IJsonReader
{
    private object? _next;

    /// <summary>A reader that gives an object once.</summary>
    public OnceReader(object next)
    {
        _next = next;
    }

    /// <inheritdoc />
    public object? Read(byte[] utf8, Type type)
    {
        object? read = _next;
        _next = null;
        return read;
    }
}
