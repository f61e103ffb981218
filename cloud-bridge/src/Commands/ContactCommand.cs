using System.CommandLine;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>"contact add, list, remove, test": how people and the operator's own systems are told of incidents.</summary>
public static class ContactCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create()
    {
        Argument<string> channel = new("CHANNEL") { Description = NoticeChannel.Words };
        Argument<string> address = new("ADDRESS")
        {
            Description = "e-mail address, address of the webhook, or of the topic at a push server",
        };
        Option<string> person = new("--person") { Description = "whose it is [default: the operator's own systems]", HelpName = "NAME" };
        Option<string> kinds = new("--kinds")
        {
            Description = "* for all kinds of incidents, or names parted by commas [default: those of the role]",
            HelpName = "KINDS",
        };
        Option<string> severity = new("--least-severity")
        {
            Description = "Notice, Warning or Critical [default: Notice]",
            HelpName = "SEVERITY",
            DefaultValueFactory = _ => IncidentSeverity.Notice,
        };
        Option<string> quiet = new("--quiet")
        {
            Description = "hours in which only what is critical is told, e.g. 22:00-06:00",
            HelpName = "FROM-UNTIL",
        };
        Option<string> zone = new("--zone")
        {
            Description = "time zone of quiet hours and times [default: setting TimeZone]",
            HelpName = "ZONE",
        };
        Option<string> tokenFile = new("--token-file")
        {
            Description = "file with the token of the push server, or the key of the webhook",
            HelpName = "FILE",
        };
        Option<string> database = CommandLine.FlagOf(nameof(BridgeSettings.Database));
        Option<string> own = CommandLine.FlagOf(nameof(OperatorSettings.TimeZone));
        Option<string> plain = CommandLine.FlagOf(nameof(NoticeSettings.NoticesPlainHttp));
        Command add = new("add", "Adds a contact. That of an operator counts as confirmed; anybody else's e-mail address is asked first.")
        {
            channel,
            address,
            person,
            kinds,
            severity,
            quiet,
            zone,
            tokenFile,
            database,
            own,
            plain,
        };
        add.SetAction(result =>
            Add(
                result,
                new Contact
                {
                    Channel = result.GetValue(channel)!,
                    Address = result.GetValue(address)!,
                    PersonName = result.GetValue(person) is string name ? Person.NameOf(name) : null,
                    Kinds = result.GetValue(kinds) ?? ContactKinds.OfRole,
                    LeastSeverity = result.GetValue(severity)!,
                    TimeZone = result.GetValue(zone) ?? CommandLine.SettingsOf(result).Operator.TimeZone,
                    Secret = SecretIn(result.GetValue(tokenFile)),
                },
                result.GetValue(quiet)));
        Argument<long> id = new("ID") { Description = "number of the contact, as contact list shows it" };
        Command list = new("list", "Lists the contacts.") { database };
        list.SetAction(List);
        Command remove = new("remove", "Removes a contact with all that waits for it.") { id, database };
        remove.SetAction(result => Remove(result, result.GetValue(id)));
        Command test = new("test", "Sends a test message now and says what came of it.") { id, database };
        foreach (
            string setting in new[]
            {
                nameof(NoticeSettings.SmtpHost),
                nameof(NoticeSettings.SmtpPort),
                nameof(NoticeSettings.SmtpSecurity),
                nameof(NoticeSettings.SmtpUser),
                nameof(NoticeSettings.SmtpPasswordFile),
                nameof(NoticeSettings.SmtpFrom),
                nameof(NoticeSettings.SmtpCaFile),
            })
        {
            test.Add(CommandLine.FlagOf(setting));
        }

        test.SetAction((result, cancellationToken) => TestAsync(result, result.GetValue(id), cancellationToken));
        return new Command("contact", "How people and the operator's own systems are told of incidents.") { add, list, remove, test };
    }

    private static int Add(ParseResult result, Contact contact, string? quiet)
    {
        (int FromMinutes, int UntilMinutes)? hours =
            quiet == null
                ? null
                : QuietHours.Read(quiet) ?? throw new RefusedException($"'{quiet}' are no quiet hours: give FROM-UNTIL, e.g. 22:00-06:00");
        Database database = PersonCommand.DatabaseOf(result);
        Person? person =
            contact.PersonName == null
                ? null
                : new PersonRegistry(database, TimeProvider.System).Find(contact.PersonName)
                    ?? throw new RefusedException(
                        $"There is nobody called {contact.PersonName}: cloud-bridge person list shows who is there");
        string role = person?.Role ?? Role.Operator;
        (Contact? added, string? defect) = new ContactBook(database, CommandLine.SettingsOf(result).Notices, TimeProvider.System).Add(
            contact with
            {
                Role = role,
                AccountId = person?.AccountId,
                QuietFromMinutes = hours?.FromMinutes,
                QuietUntilMinutes = hours?.UntilMinutes,
            },
            isConfirmed: role == Role.Operator);
        if (added == null)
        {
            throw new RefusedException(defect!);
        }

        TextWriter output = result.InvocationConfiguration.Output;
        output.WriteLine($"Contact  {added.ContactId}");
        if (added.Channel == NoticeChannel.Webhook)
        {
            output.WriteLine($"Key      {added.Secret}");
            output.WriteLine("The receiver checks signatures with this key (Standard Webhooks). Keep it now: it is not shown again.");
        }

        if (added.ConfirmedUtcMs == null)
        {
            output.WriteLine($"{added.Address} is asked for its confirmation; nothing else goes there before.");
        }

        return ExitCode.Well;
    }

    private static int List(ParseResult result)
    {
        IReadOnlyList<Contact> contacts = BookOf(result).All();
        foreach (Contact contact in contacts)
        {
            string state =
                contact.IsPaused ? "paused"
                : contact.ConfirmedUtcMs == null ? "not confirmed"
                : "in use";
            result.InvocationConfiguration.Output.WriteLine(
                $"{contact.ContactId}  {contact.Channel}  {contact.Address}  {contact.PersonName ?? "(operator)"} "
                    + $" from {contact.LeastSeverity}  {state}");
        }

        result.InvocationConfiguration.Output.WriteLine($"{contacts.Count} {(contacts.Count == 1 ? "contact" : "contacts")}.");
        return ExitCode.Well;
    }

    private static int Remove(ParseResult result, long contactId)
    {
        if (!BookOf(result).TryRemove(contactId))
        {
            throw Missing(contactId);
        }

        result.InvocationConfiguration.Output.WriteLine($"Contact {contactId} is removed.");
        return ExitCode.Well;
    }

    private static async Task<int> TestAsync(ParseResult result, long contactId, CancellationToken cancellationToken)
    {
        BridgeSettings settings = CommandLine.SettingsOf(result);
        Database database = PersonCommand.DatabaseOf(result);
        ContactBook contacts = new(database, settings.Notices, TimeProvider.System);
        Contact contact = contacts.Find(contactId) ?? throw Missing(contactId);
        if (contact.ConfirmedUtcMs == null)
        {
            throw new RefusedException(
                $"{contact.Address} is not confirmed: nothing goes there before its person has opened the link that it was sent");
        }

        string? refused = await new TestNotice(
            database,
            settings.Notices,
            settings.Operator,
            settings.Pages,
            TimeProvider.System
        ).SendAsync(contact, cancellationToken);
        await result.InvocationConfiguration.Output.WriteLineAsync(
            refused ?? $"The server of {contact.Address} has taken the test message.");
        return refused == null ? ExitCode.Well : ExitCode.NotWell;
    }

    private static string SecretIn(string? path)
    {
        try
        {
            return path == null ? "" : File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static RefusedException Missing(long contactId)
    {
        return new RefusedException($"There is no contact {contactId}: cloud-bridge contact list shows which there are");
    }

    private static ContactBook BookOf(ParseResult result)
    {
        return new ContactBook(PersonCommand.DatabaseOf(result), CommandLine.SettingsOf(result).Notices, TimeProvider.System);
    }
}
