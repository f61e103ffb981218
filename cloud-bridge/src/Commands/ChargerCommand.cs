using System.Buffers.Text;
using System.CommandLine;
using System.Security.Cryptography;
using CloudBridge.Chargers;
using CloudBridge.Storage;
using Firmware.Core.Messaging;

namespace CloudBridge.Commands;

/// <summary>"charger add ID": makes a charger's keys, stores what the bridge needs of them, and shows them once.</summary>
public static class ChargerCommand
{
    private const int PasswordBytes = 24;

    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> id = new("ID") { Description = "1 to 36 of A-Z a-z 0-9 . _ -" };
        Command add = new("add", "Adds a charger and prints its keys once.") { id, CommandLine.FlagOf(nameof(BridgeSettings.Database)) };
        add.SetAction(result => Add(CommandLine.SettingsOf(result), result.GetValue(id)!));
        return new Command("charger", "Chargers that may send.") { add };
    }

    private static int Add(BridgeSettings settings, string id)
    {
        if (!Topics.IsChargerId(id))
        {
            throw new BridgeStartException($"'{id}' is no charger id: give 1 to 36 of A-Z a-z 0-9 . _ -");
        }

        Database database = new(settings.Database);
        database.Migrate();
        byte[] deviceKey = RandomNumberGenerator.GetBytes(ChargerRegistry.DeviceKeyLength);
        string password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordBytes));
        if (!new ChargerRegistry(database, TimeProvider.System).TryAdd(id, deviceKey, password))
        {
            throw new BridgeStartException($"Charger {id} is there already: choose another id, its keys are not changed");
        }

        Console.WriteLine($"Charger        {id}");
        Console.WriteLine($"Device key     {Convert.ToHexStringLower(deviceKey)}");
        Console.WriteLine($"MQTT user      {id}");
        Console.WriteLine($"MQTT password  {password}");
        Console.WriteLine("Put these into the charger's configuration now: they are not shown again.");
        return 0;
    }
}
