using System;
using System.Text;
using Firmware.Core.Ports;
using nanoFramework.Json;

namespace Firmware.Board;

/// <summary>nanoFramework.Json as the board's JSON library.</summary>
public sealed class NanoJsonReader : IJsonReader
{
    private readonly JsonSerializerOptions _options = new JsonSerializerOptions(JsonSerializerDefaults.Web);

    /// <summary>Texts that could not be read, since boot.</summary>
    public int RefusedCount { get; private set; }

    /// <inheritdoc />
    public object? Read(byte[] utf8, Type type)
    {
        try
        {
            return JsonConvert.DeserializeObject(Encoding.UTF8.GetString(utf8, 0, utf8.Length), type, _options);
        }
        catch (Exception)
        {
            // The library answers bad text with any exception, from NullReference to IndexOutOfRange. Null is the port's word for it.
            RefusedCount++;
            return null;
        }
    }
}
