using System.CommandLine;
using System.Text;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.HomeAssistant;
using CloudBridge.Mqtt;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"broker export FILE": writes mosquitto's password files, one with the salted hash of each charger's and home's password and one
/// with the bridge's own, because they come by different doors.</summary>
public static class BrokerCommand
{
    private const string BridgesEnd = ".bridges";

    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "password file to write; one that is there is replaced" };
        Command export = new(
            "export",
            "Writes the credentials of all chargers and homes, and of BrokerUser with BrokerPassword, for mosquitto.")
        {
            file,
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
            CommandLine.FlagOf(nameof(BrokerSettings.BrokerUser)),
            CommandLine.FlagOf(nameof(BrokerSettings.BrokerPassword)),
        };
        export.SetAction(result => Export(CommandLine.SettingsOf(result), result.GetValue(file)!));
        return new Command("broker", "An MQTT broker of your own; see cloud-bridge/deploy.") { export };
    }

    private static int Export(BridgeSettings settings, string file)
    {
        Database database = new(settings.Database);
        database.Migrate();
        ChargerRegistry chargers = new(database, TimeProvider.System);
        IReadOnlyList<(string ChargerId, string PasswordHash)> credentials = chargers.Credentials();
        StringBuilder lines = new();
        foreach ((string chargerId, string passwordHash) in credentials)
        {
            lines.Append(chargerId).Append(':').Append(passwordHash).Append('\n');
        }

        IReadOnlyList<Home> homes = new HomeCredentials(database, TimeProvider.System).All();
        foreach (Home home in homes)
        {
            lines.Append(home.User).Append(':').Append(home.PasswordHash).Append('\n');
        }

        Write(file, lines.ToString());
        bool hasBridge = settings.Mqtt.BrokerUser.Length > 0 && settings.Mqtt.BrokerPassword.Length > 0;
        string bridges = file + BridgesEnd;
        Write(bridges, hasBridge ? $"{settings.Mqtt.BrokerUser}:{PasswordHash.Of(settings.Mqtt.BrokerPassword)}\n" : "");
        Console.WriteLine(
            $"{file}: {credentials.Count} of {chargers.Ids().Count} chargers (the others have no password)"
                + $"{(homes.Count > 0 ? $", {homes.Count} homes" : "")}.");
        Console.WriteLine(
            hasBridge ? $"{bridges}: {settings.Mqtt.BrokerUser}." : $"{bridges}: nobody, because BrokerUser or BrokerPassword is not set.");
        Console.WriteLine("Let mosquitto read it: send it SIGHUP, or systemctl reload mosquitto.");
        return 0;
    }

    // Whole or not at all, and readable only by its owner: mosquitto may read it at any time.
    private static void Write(string file, string text)
    {
        try
        {
            string fresh = file + ".new";
            File.Delete(fresh);
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (StreamWriter writer = new(fresh, new UTF8Encoding(false), options))
            {
                writer.Write(text);
            }

            File.Move(fresh, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{file} cannot be written: {e.Message}", e);
        }
    }
}
