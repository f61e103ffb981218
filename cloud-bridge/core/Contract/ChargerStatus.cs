using System.Text.Json;
using Firmware.Core.Messaging;

namespace CloudBridge.Core.Contract;

/// <summary>What a charger's status message says.</summary>
/// <param name="IsOnline">False in the last will.</param>
/// <param name="ConnectorStatus">ChargePointStatus of OCPP 1.6; empty when offline.</param>
/// <param name="ErrorCode">ChargePointErrorCode of OCPP 1.6; empty when offline.</param>
/// <param name="ConnectorType">ConnectorType of OCPI 2.2.1; empty when it is not said, or none of OCPI's.</param>
public sealed record ChargerStatus(bool IsOnline, string ConnectorStatus, string ErrorCode, string ConnectorType)
{
    private const int PayloadMax = 4096;

    /// <summary>What it tells of its rating; null when it does not say, or what cannot be.</summary>
    public ToldRating? Rating { get; init; }

    /// <summary>Reads a status message; null with the defect when it is none.</summary>
    public static ChargerStatus? Read(byte[] payload, out string defect)
    {
        defect = $"{payload.Length} bytes are more than {PayloadMax}";
        if (payload.Length > PayloadMax)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            JsonFields fields = new(document.RootElement);
            fields.Number("version", StatusMessage.Version, StatusMessage.Version);
            bool isOnline = fields.OptionalFlag("online");
            ChargerStatus status = new(
                isOnline,
                isOnline ? fields.Text("status", 1, 32) : "",
                isOnline ? fields.Text("errorCode", 1, 32) : "",
                ConnectorTypeIn(document.RootElement))
            {
                Rating = ToldRating.Of(
                    NumberIn(document.RootElement, "ratedCurrentMilliamps"),
                    NumberIn(document.RootElement, "ratedPowerMilliwatts")),
            };
            defect = fields.Defect ?? "";
            return fields.Defect == null ? status : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            defect = "not JSON: " + e.Message;
            return null;
        }
    }

    private static long? NumberIn(JsonElement root, string name)
    {
        return root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out long number) ? number : null;
    }

    // It is no reason to refuse a status: what it says of the connector is welcome, not needed.
    private static string ConnectorTypeIn(JsonElement root)
    {
        string? name =
            root.TryGetProperty("connectorType", out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
        return Firmware.Core.Ports.ConnectorType.NameOf(Firmware.Core.Ports.ConnectorType.CodeOf(name));
    }
}
