using System.Text.Json;
using Firmware.Core.Ports;

namespace Hardware.Virtual;

/// <summary>System.Text.Json as the board's JSON library.</summary>
public sealed class SystemTextJsonReader : IJsonReader
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <inheritdoc/>
    public object? Read(byte[] utf8, Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, type, Options);
        }
        catch (JsonException)
        {
            // The port's word for a text that cannot be read; the agent counts and logs it.
            return null;
        }
    }
}
