using System.Text.Json;
using Firmware.Core.Flash;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;

namespace CloudBridge.Core.Contract;

/// <summary>Turns the payload of a durable message into its record, or says why that cannot be done.</summary>
public static class RecordDecoder
{
    /// <summary>The record of a session or alert message; null with reason and detail when there is none in it.</summary>
    public static DurableRecord? Decode(ChargerMessage message, out string reason, out string detail)
    {
        reason = QuarantineReason.Malformed;
        detail = $"{message.Payload.Length} bytes are more than {ChargerMessage.PayloadMax}";
        if (message.Payload.Length > ChargerMessage.PayloadMax)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(message.Payload);
            return Read(document.RootElement, message, ref reason, out detail);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape that is half of a surrogate pair is found only when the text is read.
            detail = "not JSON: " + e.Message;
            return null;
        }
    }

    /// <summary>Which record a message says it is, however little else of it can be read; null when not even that.</summary>
    public static Receipt? NameOf(ChargerMessage message)
    {
        if (message.Topic is not (Topic.Session or Topic.Alert) || message.Payload.Length > ChargerMessage.PayloadMax)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(message.Payload);
            JsonFields fields = new(document.RootElement);
            Receipt name = new(message.ChargerId, fields.Number("sequence", 1, uint.MaxValue), RecordMac.ToHex(fields.Mac("mac")));
            return fields.Defect == null ? name : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static DurableRecord? Read(JsonElement root, ChargerMessage message, ref string reason, out string detail)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out JsonElement version)
            || version.ValueKind != JsonValueKind.Number || !version.TryGetInt64(out long number))
        {
            detail = "$.version is missing or not a whole number";
            return null;
        }

        bool isSession = message.Topic == Topic.Session;
        if (number != (isSession ? SessionMessage.Version : AlertMessage.Version))
        {
            reason = QuarantineReason.UnknownVersion;
            detail = $"$.version is {number}";
            return null;
        }

        DurableRecord? record = isSession
            ? SessionMessageReader.Read(root, message.ChargerId, out string? defect)
            : AlertMessageReader.Read(root, out defect);
        detail = defect ?? "";
        return record;
    }
}
