using System.Text.Json;
using System.Text.Json.Nodes;
using CloudBridge.Core.Registry.Sites;
using Firmware.Core.Connector;
using Firmware.Core.Ports;

namespace CloudBridge.HomeAssistant;

/// <summary>A charger as Home Assistant's device discovery wants it: one message that names the charger's sensors and where in its own
/// status and live messages their values stand. Units and classes are those that Home Assistant allows together.</summary>
public static class DiscoveryConfig
{
    // Six intervals of live values. Outside a session none come, and a power of an hour ago is none.
    private const int ExpireSeconds = 60;

    // A status comes each hour at the least; one that is older than a charger may be silent is unavailable, also where no last will came.
    private const int StatusExpireSeconds = (int)(Hearing.SilentMs / 1000);

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The message of one charger.</summary>
    /// <param name="chargerId">The charger.</param>
    /// <param name="currency">Currency of its tariff by ISO 4217; empty without a tariff, and then there are no prices.</param>
    /// <param name="publicAddress">Address of the pages for a link to the charger's; empty for none.</param>
    public static byte[] Write(string chargerId, string currency, string publicAddress)
    {
        string deviceId = HomeTopics.ObjectIdOf(chargerId);
        JsonObject device = new()
        {
            ["identifiers"] = new JsonArray(deviceId),
            ["name"] = $"Charger {chargerId}",
            ["manufacturer"] = "ChargeAgent",
            ["model"] = "EV charger",
            ["serial_number"] = chargerId,
        };
        if (publicAddress.Length > 0)
        {
            device["configuration_url"] = $"{publicAddress}/c/{chargerId}";
        }

        JsonObject config = new()
        {
            ["device"] = device,
            ["origin"] = new JsonObject
            {
                ["name"] = "ChargeAgent",
                ["sw_version"] = typeof(DiscoveryConfig).Assembly.GetName().Version?.ToString(3),
            },
            ["availability"] = new JsonArray(
                new JsonObject
                {
                    ["topic"] = Topics.Of(chargerId, Topic.Status),
                    ["value_template"] = "{{ 'online' if value_json.online else 'offline' }}",
                }),
            ["components"] = Components(chargerId, deviceId, currency),
        };
        return JsonSerializer.SerializeToUtf8Bytes(config, Json);
    }

    private static JsonObject Components(string chargerId, string deviceId, string currency)
    {
        JsonObject components = [];
        Add("power", Live("Power", "powerMilliwatts", 1000, "W", "power", "measurement", ExpireSeconds));
        Add("voltage", Live("Voltage", "voltageMillivolts", 1000, "V", "voltage", "measurement", ExpireSeconds));
        Add("current", Live("Current", "currentMilliamps", 1000, "A", "current", "measurement", ExpireSeconds));
        // The register never goes back: what the Energy dashboard counts.
        Add("energy", Live("Energy", "registerMilliwattHours", 1000000, "kWh", "energy", "total_increasing"));
        Add("session_energy", Session("Session energy", "energyMilliwattHours", "kWh", "energy", "total_increasing"));
        if (currency.Length > 0)
        {
            // Money may be a total only, which would need to know each session's start; without a class it is shown and not summed up.
            Add("session_cost", Session("Session cost", "costInclMicros", currency, "monetary", null));
            Add("energy_price", Session("Energy price without VAT", "energyPriceMicros", $"{currency}/kWh", null, "measurement"));
        }

        JsonArray options =
        [
            .. Enum.GetValues<ConnectorStatus>()
                .Select(status => (JsonNode)ConnectorStatusName.Of(status))
                .DistinctBy(name => name.ToString()),
        ];
        Add(
            "connector",
            new JsonObject
            {
                ["platform"] = "sensor",
                ["name"] = "Connector",
                ["device_class"] = "enum",
                ["options"] = options,
                ["value_template"] = "{{ value_json.status if value_json.status is defined else None }}",
                ["expire_after"] = StatusExpireSeconds,
            });
        Add(
            "problem",
            new JsonObject
            {
                ["platform"] = "binary_sensor",
                ["name"] = "Fault",
                ["device_class"] = "problem",
                ["value_template"] = "{{ 'ON' if value_json.errorCode is defined and value_json.errorCode != 'NoError' else 'OFF' }}",
                ["expire_after"] = StatusExpireSeconds,
            });
        return components;

        void Add(string name, JsonObject component)
        {
            component["unique_id"] = $"{deviceId}_{name}";
            component["state_topic"] = Topics.Of(chargerId, name is "connector" or "problem" ? Topic.Status : Topic.Live);
            components[name] = component;
        }
    }

    private static JsonObject Live(
        string name,
        string field,
        int divisor,
        string unit,
        string deviceClass,
        string stateClass,
        int expireSeconds = 0)
    {
        JsonObject sensor = Sensor(name, $"{{{{ value_json.{field} / {divisor} }}}}", unit, deviceClass, stateClass);
        if (expireSeconds > 0)
        {
            sensor["expire_after"] = expireSeconds;
        }

        return sensor;
    }

    // An empty text changes nothing: between sessions the last session's values stay.
    private static JsonObject Session(string name, string field, string unit, string? deviceClass, string? stateClass)
    {
        string template =
            $"{{{{ value_json.session.{field} / 1000000 if value_json.session is defined and "
                + $"value_json.session.{field} is defined else '' }}}}";
        return Sensor(name, template, unit, deviceClass, stateClass);
    }

    private static JsonObject Sensor(string name, string template, string unit, string? deviceClass, string? stateClass)
    {
        JsonObject sensor = new()
        {
            ["platform"] = "sensor",
            ["name"] = name,
            ["unit_of_measurement"] = unit,
            ["value_template"] = template,
        };
        if (deviceClass != null)
        {
            sensor["device_class"] = deviceClass;
        }

        if (stateClass != null)
        {
            sensor["state_class"] = stateClass;
        }

        return sensor;
    }
}
