using System.IO;
using System.Text.Json;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Tests.Scenarios;

namespace Firmware.Tests.Messaging;

/// <summary>The page that describes the wire knows every member of a live message.</summary>
[TestClass]
public class LiveContractTests
{
    [TestMethod]
    public void Every_member_of_a_live_message_and_every_command_is_in_the_contract()
    {
        TestCharger charger = new TestCharger();
        WholeSessionTests.PutTariff(charger, 300000);
        charger.Run(1000);
        charger.Plug();
        charger.Draw(10000);
        charger.Run(20000);
        string contract = File.ReadAllText(Path.Combine(Root(), "cloud-bridge", "asyncapi.yaml"));

        using JsonDocument live = JsonDocument.Parse(charger.Board.FakeLink.LastOf(Topic.Live));
        foreach (JsonProperty member in live.RootElement.EnumerateObject())
        {
            StringAssert.Contains(contract, $" {member.Name}:");
        }

        foreach (JsonProperty member in live.RootElement.GetProperty("session").EnumerateObject())
        {
            StringAssert.Contains(contract, $" {member.Name}:");
        }

        StringAssert.Contains(
            contract,
            $"enum: [{CommandMessage.Identify}, {CommandMessage.Report}, {CommandMessage.Watch}, "
                + $"{CommandMessage.OutOfService}, {CommandMessage.InService}]");
    }

    private static string Root()
    {
        DirectoryInfo? directory = new DirectoryInfo(System.AppContext.BaseDirectory);
        while (directory != null && !File.Exists(Path.Combine(directory.FullName, "ChargeAgent.sln")))
        {
            directory = directory.Parent;
        }

        Assert.IsNotNull(directory, "the tests run below the root of the source");
        return directory!.FullName;
    }
}
