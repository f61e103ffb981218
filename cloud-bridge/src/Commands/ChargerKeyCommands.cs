using System.CommandLine;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Chargers;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"charger renew, revoke, unlock-word": new keys for a charger, none for one that was stolen, and the word of its
/// console.</summary>
internal static class ChargerKeyCommands
{
    public static Command Renew()
    {
        Argument<string> id = new("ID") { Description = "the charger" };
        Option<bool> atOnce = new("--at-once")
        {
            Description = "the old keys end now, and what the charger has not sent yet goes to quarantine [default: they end when it has "
                + "used the new]",
        };
        Option<string> reason = ReasonFlag("why", isRequired: false);
        Command renew = new("renew", "Makes a new key and password for a charger, and prints them once.")
        {
            id,
            atOnce,
            reason,
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
        };
        renew.SetAction(result =>
        {
            string chargerId = result.GetValue(id)!;
            bool isAtOnce = result.GetValue(atOnce);
            ChargerSecrets secrets =
                Keys(result).Renew(chargerId, isAtOnce, Environment.UserName, ChargerKeys.ReasonOf(result.GetValue(reason)))
                ?? throw Unknown(chargerId);
            TextWriter output = result.InvocationConfiguration.Output;
            Print(output, chargerId, secrets);
            output.WriteLine(
                isAtOnce
                    ? "The old keys have ended."
                    : "The old keys are good until the charger has used these. Behind another broker export the passwords again: "
                        + "there the old password ends with that.");
            return ExitCode.Well;
        });
        return renew;
    }

    public static Command Revoke()
    {
        Argument<string> id = new("ID") { Description = "the charger" };
        Option<string> reason = ReasonFlag("why, e.g. stolen", isRequired: true);
        Command revoke = new("revoke", "Ends a charger's keys: its connection ends within a second, and nothing is taken from it.")
        {
            id,
            reason,
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
        };
        revoke.SetAction(result =>
        {
            string chargerId = result.GetValue(id)!;
            string why = ChargerKeys.ReasonOf(result.GetValue(reason));
            if (why.Length == 0)
            {
                throw new RefusedException("Say why the keys are revoked: --reason TEXT");
            }

            if (!new ChargerRegistry(PersonCommand.DatabaseOf(result), TimeProvider.System).MaySend(chargerId))
            {
                throw Unknown(chargerId, " whose keys are not revoked already");
            }

            Keys(result).TryRevoke(chargerId, Environment.UserName, why);
            result.InvocationConfiguration.Output.WriteLine(
                $"The keys of charger {chargerId} are revoked. Behind another broker export the passwords again as well. New keys: "
                    + $"cloud-bridge charger renew {chargerId}");
            return ExitCode.Well;
        });
        return revoke;
    }

    public static Command UnlockWord()
    {
        Argument<string> id = new("ID") { Description = "the charger" };
        Command unlock = new("unlock-word", "Prints the word that unlocks a charger's serial console, for whom you send there.")
        {
            id,
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
        };
        unlock.SetAction(result =>
        {
            string chargerId = result.GetValue(id)!;
            RegisteredCharger charger =
                new ChargerRegistry(PersonCommand.DatabaseOf(result), TimeProvider.System).Find(chargerId) ?? throw Unknown(chargerId);
            IReadOnlyList<string> words = BridgeProof.UnlockWordsOf(charger);
            TextWriter output = result.InvocationConfiguration.Output;
            output.WriteLine($"unlock {words[0]}");
            foreach (string word in words.Skip(1))
            {
                output.WriteLine($"unlock {word}   while the charger has the key from before");
            }

            return ExitCode.Well;
        });
        return unlock;
    }

    /// <summary>Prints what is put into a charger's configuration.</summary>
    public static void Print(TextWriter output, string chargerId, ChargerSecrets secrets)
    {
        output.WriteLine($"Charger        {chargerId}");
        output.WriteLine($"Device key     {Convert.ToHexStringLower(secrets.DeviceKey)}");
        output.WriteLine($"MQTT user      {chargerId}");
        output.WriteLine($"MQTT password  {secrets.Password}");
        output.WriteLine("Put these into the charger's configuration now: they are not shown again.");
    }

    private static Option<string> ReasonFlag(string description, bool isRequired)
    {
        return new Option<string>("--reason") { Description = description, HelpName = "TEXT", Required = isRequired };
    }

    private static ChargerKeys Keys(ParseResult result)
    {
        Database database = PersonCommand.DatabaseOf(result);
        return new ChargerKeys(database, TimeProvider.System);
    }

    private static RefusedException Unknown(string chargerId, string which = "")
    {
        return new RefusedException($"There is no charger '{chargerId}'{which}");
    }
}
