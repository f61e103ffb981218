using System.Text.Json;
using CloudBridge.Core.Tariffs.Ocpi;
using CloudBridge.Tests.Stage.Ingest;
using Firmware.Core;
using Firmware.Core.Config;
using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Json;
using Firmware.Core.Messaging;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;

namespace CloudBridge.Tests.Web.Api;

[TestClass]
public sealed class WireContractTests
{
    [TestMethod]
    public void Every_member_of_a_durable_message_of_the_status_and_of_the_tariff_is_in_the_contract()
    {
        string contract = File.ReadAllText(ContractPath());
        Tariff tariff = new()
        {
            Format = 1,
            Id = "t",
            Version = 1,
            Hash = "0123456789abcdef",
            Currency = "EUR",
            CurrencyDecimals = 2,
            Elements = [new TariffElement { FlatPriceMicros = 0 }],
            UtcOffsets = [new UtcOffset()],
        };
        ScriptedCharger charger = new("c1", RunningBridge.DeviceKey);
        byte[][] messages =
        [
            charger.Record(ScriptedSession.OneHour(1, 0, 7360000, tariff)),
            charger.Record(new Alert(new FaultSnapshot())),
            charger.Record(new Alert(new FaultSnapshot()) { Code = (int)FaultCode.JournalDamaged }),
            charger.Record(new Alert(new FaultSnapshot()) { Code = Alert.SettingChanged }),
            DeviceTariffJson.Write(tariff),
            Status(),
        ];

        foreach (string name in messages.SelectMany(message => NamesIn(JsonDocument.Parse(message).RootElement)).Distinct())
        {
            StringAssert.Contains(contract, $" {name}:");
        }
    }

    private static byte[] Status()
    {
        AgentConfig config = new();
        JsonWriter json = new(Announcer.MessageMax);
        StatusMessage.Write(json, config, ConnectorStatus.Available, new FaultMonitor(config), new AgentCounters());
        return json.Buffer[..json.Length];
    }

    private static IEnumerable<string> NamesIn(JsonElement element)
    {
        return element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => NamesIn(member.Value).Append(member.Name)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(NamesIn),
            _ => [],
        };
    }

    private static string ContractPath()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory != null && !File.Exists(Path.Combine(directory.FullName, "cloud-bridge", "asyncapi.yaml")))
        {
            directory = directory.Parent;
        }

        Assert.IsNotNull(directory, "the tests run below the root of the source");
        return Path.Combine(directory.FullName, "cloud-bridge", "asyncapi.yaml");
    }
}
