using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Firmware.Core.Tariffs;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>The device form on the wire: camelCase, and members that have their default value left out, because a charger's memory is
/// small.</summary>
public static class DeviceTariffJson
{
    /// <summary>A larger message is refused unread.</summary>
    public const int BytesMax = 64 * 1024;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDefaults } },
    };

    /// <summary>The tariff as UTF-8 JSON.</summary>
    public static byte[] Write(Tariff tariff)
    {
        return JsonSerializer.SerializeToUtf8Bytes(tariff, Options);
    }

    /// <summary>Reads a tariff; false, and the defect in words, when it is none that can be priced with.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Tariff? tariff, [NotNullWhen(false)] out string? defect)
    {
        tariff = null;
        if (utf8.Length > BytesMax)
        {
            defect = $"the message is {utf8.Length} bytes long; at most {BytesMax} are taken";
            return false;
        }

        try
        {
            Tariff? candidate = JsonSerializer.Deserialize<Tariff>(utf8, Options);
            defect = candidate is null ? "the message is null" : candidate.FindDefect();
            tariff = defect is null ? candidate : null;
        }
        catch (JsonException exception)
        {
            defect =
                $"not JSON of a tariff, at {exception.Path ?? "$"}, line {exception.LineNumber + 1}, "
                    + $"column {exception.BytePositionInLine + 1}";
        }

        return tariff is not null;
    }

    private static void LeaveOutDefaults(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.CreateObject is null)
        {
            return;
        }

        object untouched = type.CreateObject();
        foreach (JsonPropertyInfo property in type.Properties)
        {
            object? standard = property.Get?.Invoke(untouched);
            property.ShouldSerialize = (_, value) => !Equals(value, standard);
        }
    }
}
