using System;
using Firmware.Core.Ports;

namespace Firmware.Tests.Fakes;

/// <summary>Gives the object that a test has put in, if it is of the type asked for; otherwise the text cannot be read.</summary>
public sealed class FakeJsonReader : IJsonReader
{
    /// <summary>What the next text is read as.</summary>
    public object? Next { get; set; }

    /// <inheritdoc />
    public object? Read(byte[] utf8, Type type)
    {
        return Next != null && Next.GetType() == type ? Next : null;
    }
}
