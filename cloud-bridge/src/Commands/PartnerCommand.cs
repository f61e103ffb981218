using System.CommandLine;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Partners;
using CloudBridge.Settings;
using CloudBridge.Web.Ocpi;
using CloudBridge.Web.Ocpi.Partners;

namespace CloudBridge.Commands;

/// <summary>"partner add, register, list, renew, revoke": OCPI parties that this bridge is connected to.</summary>
public static class PartnerCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "what you call the partner, of a-z 0-9 . _ - + @" };
        Option<string> modules = new("--modules")
        {
            Description = $"what it may read and is told of [default: {string.Join(',', OcpiModule.All)}]",
            HelpName = "MODULE,...",
        };
        Option<string> url = new("--url") { Description = "the partner's versions endpoint", HelpName = "URL", Required = true };
        Option<string> token = new("--token") { Description = "the token it gave you to register", HelpName = "TEXT", Required = true };
        Option<string>[] own =
        [
            CommandLine.FlagOf(nameof(BridgeSettings.Database)),
            CommandLine.FlagOf(nameof(PagesSettings.PagesUrl)),
            CommandLine.FlagOf(nameof(PagesSettings.PublicUrl)),
            CommandLine.FlagOf(nameof(OperatorSettings.IssuerName)),
            CommandLine.FlagOf(nameof(OcpiSettings.OcpiCountryCode)),
            CommandLine.FlagOf(nameof(OcpiSettings.OcpiPartyId)),
            CommandLine.FlagOf(nameof(OcpiSettings.OcpiInside)),
        ];
        Command add = With(new("add", "Invites a partner: prints once the token with which it registers here."), [name, modules], own);
        add.SetAction(result => Add(result, NameIn(result, name), ModulesIn(result.GetValue(modules))));
        Command register = With(
            new("register", "Registers with a partner. The bridge must run at its public URL meanwhile: the partner asks it back."),
            [name, url, token, modules],
            own);
        register.SetAction((result, cancellationToken) => RegisterAsync(
            result,
            NameIn(result, name),
            result.GetValue(url)!,
            result.GetValue(token)!,
            ModulesIn(result.GetValue(modules)),
            cancellationToken));
        Command renew = With(new("renew", "Changes both tokens with a partner, and reads its endpoints again."), [name], own);
        renew.SetAction((result, cancellationToken) => RenewAsync(result, NameIn(result, name), cancellationToken));
        Command revoke = With(new("revoke", "Ends the connection with a partner: its token opens nothing more."), [name], own);
        revoke.SetAction((result, cancellationToken) => RevokeAsync(result, NameIn(result, name), cancellationToken));
        Command list = With(
            new("list", "Lists the partners: how far they are, who they are, and what of theirs goes wrong."),
            [],
            [CommandLine.FlagOf(nameof(BridgeSettings.Database)), CommandLine.FlagOf(nameof(OperatorSettings.TimeZone))]);
        list.SetAction(List);
        return new Command("partner", "OCPI partners: who fetches locations, tariffs, sessions and CDRs.")
        {
            add,
            register,
            list,
            renew,
            revoke,
        };
    }

    private static Command With(Command command, Symbol[] arguments, Option<string>[] flags)
    {
        foreach (Symbol symbol in arguments.Concat(flags))
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        return command;
    }

    private static int Add(ParseResult result, string name, IReadOnlyList<string> modules)
    {
        PagesSettings pages = PartyOf(result).Pages;
        string token = PartnersOf(result).Invite(name, modules) ?? throw Taken(name);
        TextWriter output = result.InvocationConfiguration.Output;
        output.WriteLine($"Partner   {name}");
        output.WriteLine($"Modules   {string.Join(", ", modules)}");
        output.WriteLine($"Versions  {pages.PublicAddress}{OcpiAddress.Versions}");
        output.WriteLine($"Token     {token}");
        output.WriteLine("Give address and token to the partner by a safe way. It registers with them once; the token is not shown again.");
        return ExitCode.Well;
    }

    private static async Task<int> RegisterAsync(
        ParseResult result,
        string name,
        string url,
        string token,
        IReadOnlyList<string> modules,
        CancellationToken cancellationToken)
    {
        BridgeSettings settings = PartyOf(result);
        PartnerRegistry partners = PartnersOf(result);
        string ownToken = partners.Begin(name, modules) ?? throw Taken(name);
        await HandshakeAsync(settings, partners, name, HttpMethod.Post, url, token, ownToken, cancellationToken);
        Tell(result, partners.Find(name)!, "is registered");
        return ExitCode.Well;
    }

    private static async Task<int> RenewAsync(ParseResult result, string name, CancellationToken cancellationToken)
    {
        BridgeSettings settings = PartyOf(result);
        PartnerRegistry partners = PartnersOf(result);
        Partner partner = Find(partners, name);
        string ownToken = partners.BeginAgain(name)
            ?? throw new RefusedException($"{name} is not registered: cloud-bridge partner list shows how far it is");
        await HandshakeAsync(
            settings,
            partners,
            name,
            HttpMethod.Put,
            partner.TheirUrl,
            partner.TheirToken,
            ownToken,
            cancellationToken);
        Tell(result, partners.Find(name)!, "is registered anew, with new tokens");
        return ExitCode.Well;
    }

    private static async Task HandshakeAsync(
        BridgeSettings settings,
        PartnerRegistry partners,
        string name,
        HttpMethod method,
        string url,
        string token,
        string ownToken,
        CancellationToken cancellationToken)
    {
        using OcpiClient client = new(settings.Ocpi);
        OcpiHandshake handshake = new(client, partners, settings.Ocpi, settings.Operator);
        string? defect = null;
        try
        {
            string ownUrl = settings.Pages.PublicAddress + OcpiAddress.Versions;
            defect = await handshake.RegisterAsync(name, method, url, token, ownToken, ownUrl, cancellationToken);
        }
        finally
        {
            partners.GiveUp(name);
        }

        if (defect != null)
        {
            throw new RefusedException($"{name} is not registered: {defect}");
        }
    }

    private static async Task<int> RevokeAsync(ParseResult result, string name, CancellationToken cancellationToken)
    {
        PartnerRegistry partners = PartnersOf(result);
        Partner partner = Find(partners, name);
        BridgeSettings settings = CommandLine.SettingsOf(result);
        using OcpiClient client = new(settings.Ocpi);
        // First here: whatever the partner says to it, its token opens nothing more.
        partners.TryEnd(name);
        OcpiHandshake handshake = new(client, partners, settings.Ocpi, settings.Operator);
        string? defect = await handshake.EndAsync(partner, cancellationToken);
        result.InvocationConfiguration.Output.WriteLine(
            defect == null ? $"{name} is revoked." : $"{name} is revoked here, and could not be told. {defect}");
        return ExitCode.Well;
    }

    private static int List(ParseResult result)
    {
        string zone = CommandLine.SettingsOf(result).Operator.TimeZone;
        IReadOnlyList<Partner> partners = PartnersOf(result).All();
        TextWriter output = result.InvocationConfiguration.Output;
        foreach (Partner partner in partners)
        {
            string since = partner.SinceUtcMs is long sinceUtcMs ? $" since {Quantity.Time(sinceUtcMs, zone)}" : ", nobody knows when";
            output.WriteLine($"{partner.Name}  {partner.State}{since}  {RolesOf(partner)}  {string.Join(',', partner.Modules)}");
            if (partner.Waiting > 0)
            {
                output.WriteLine($"    {partner.Waiting} {(partner.Waiting == 1 ? "change waits" : "changes wait")}");
            }

            if (partner.FailingSinceUtcMs is long failing)
            {
                output.WriteLine($"    not reached since {Quantity.Time(failing, zone)}: {partner.FailingText}");
            }

            if (partner.RefusedUtcMs is long refused)
            {
                output.WriteLine($"    refused {partner.Refused}, the last at {Quantity.Time(refused, zone)}: {partner.RefusedText}");
            }

            if (partner.Missed > 0)
            {
                output.WriteLine($"    {partner.Missed} changes were too many to wait: it has to fetch the lists");
            }
        }

        output.WriteLine($"{partners.Count} {(partners.Count == 1 ? "partner" : "partners")}.");
        return ExitCode.Well;
    }

    private static void Tell(ParseResult result, Partner partner, string words)
    {
        result.InvocationConfiguration.Output.WriteLine($"{partner.Name} {words}: {RolesOf(partner)}.");
    }

    private static string RolesOf(Partner partner)
    {
        return partner.Roles.Count == 0
            ? "-"
            : string.Join(", ", partner.Roles.Select(role => $"{role.Role} {role.CountryCode}*{role.PartyId} {role.Name}"));
    }

    private static Partner Find(PartnerRegistry partners, string name)
    {
        return partners.Find(name)
            ?? throw new RefusedException($"There is no partner {name}: cloud-bridge partner list shows which there are");
    }

    private static RefusedException Taken(string name)
    {
        return new RefusedException(
            $"There is a partner {name} already: choose another name, or end the connection first with cloud-bridge partner revoke {name}");
    }

    private static BridgeSettings PartyOf(ParseResult result)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        return settings.Ocpi.IsParty
            ? settings
            : throw new RefusedException(
                "This bridge is no party yet: give --ocpi-country-code and --ocpi-party-id, or set OcpiCountryCode and OcpiPartyId");
    }

    private static PartnerRegistry PartnersOf(ParseResult result)
    {
        return new PartnerRegistry(PersonCommand.DatabaseOf(result), TimeProvider.System);
    }

    private static string NameIn(ParseResult result, Argument<string> name)
    {
        string text = result.GetValue(name)!;
        return Person.IsName(text) ? text : throw new RefusedException($"'{text}' cannot be a name: give 1 to 120 of a-z 0-9 . _ - + @");
    }

    private static IReadOnlyList<string> ModulesIn(string? text)
    {
        string[] modules = text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [.. OcpiModule.All];
        string? unknown = modules.FirstOrDefault(module => !OcpiModule.All.Contains(module));
        return unknown == null && modules.Length > 0
            ? [.. modules.Distinct().Order(StringComparer.Ordinal)]
            : throw new RefusedException($"'{unknown ?? text}' is no module: give one or more of {string.Join(',', OcpiModule.All)}");
    }
}
