using System.Data.Common;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;
using Dapper;

namespace CloudBridge.Tests.Src.Notices;

/// <summary>Contacts, incidents and a planner on a database of their own, with a clock that a test sets. Nothing is sent.</summary>
internal sealed class NoticeOffice : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chargeagent-");
    private readonly TestDatabase _text;

    public NoticeOffice()
    {
        _text = TestDatabase.Create(Path.Combine(_directory.FullName, "notices.db"));
        Database = new Database(_text.Text);
        Database.Migrate();
        Contacts = new ContactBook(Database, Settings.Notices, Clock);
        Outbox = new NoticeOutbox(Database, Clock);
        Planner = PlannerOf();
    }

    public SetClock Clock { get; } = new();

    public Database Database { get; }

    /// <summary>The database as a setting: a file's path, or a connection string.</summary>
    public string DatabaseText => _text.Text;

    public BridgeSettings Settings { get; } =
        new()
        {
            Pages = { PublicUrl = "https://charging.example.org" },
            Notices = { SmtpHost = "localhost", SmtpFrom = "bridge@example.org" },
        };

    public ContactBook Contacts { get; }

    public NoticeOutbox Outbox { get; }

    public NoticePlanner Planner { get; }

    /// <summary>Another planner on the same database, as another bridge has it.</summary>
    public NoticePlanner PlannerOf()
    {
        return new NoticePlanner(Database, Settings.Pages, Clock, Clock, code => code == "GroundFailure" ? "Unplug the vehicle." : null);
    }

    /// <summary>An operator's webhook that is told of everything.</summary>
    public Contact AddSystem(
        string channel = NoticeChannel.Webhook,
        string address = "https://example.org/hook",
        Func<Contact, Contact>? change = null)
    {
        Contact contact = new() { Channel = channel, Address = address, Kinds = ContactKinds.All };
        (Contact? added, string? defect) = Contacts.Add(change?.Invoke(contact) ?? contact, isConfirmed: true);
        Assert.IsNull(defect);
        return added!;
    }

    /// <summary>Somebody with a confirmed e-mail address.</summary>
    public Contact AddPerson(string name, string role, string? accountId = null, Func<Contact, Contact>? change = null)
    {
        if (accountId != null)
        {
            new AccountRegistry(Database, Clock).TryAdd(
                new Account
                {
                    AccountId = accountId,
                    Name = accountId,
                    TimeZone = "Europe/Berlin",
                });
        }

        QuickPeople.Add(Database, Clock, name, role, "a password for tests", accountId);
        Contact contact = new() { PersonName = name, Role = role, AccountId = accountId, Address = $"{name}@example.org" };
        (Contact? added, string? defect) = Contacts.Add(change?.Invoke(contact) ?? contact, isConfirmed: true);
        Assert.IsNull(defect);
        return added!;
    }

    /// <summary>Raises an incident now.</summary>
    public Incident Raise(
        string kind,
        string chargerId = "c1",
        string severity = IncidentSeverity.Warning,
        string? accountId = null,
        IncidentFacts? facts = null,
        string cause = "")
    {
        return Database.Write(connection =>
            IncidentLog.Raise(
                connection,
                new IncidentKey(kind, IncidentSubject.Charger(chargerId), cause),
                severity,
                new IncidentParty(chargerId, null, accountId),
                NowMs,
                facts ?? new IncidentFacts()));
    }

    /// <summary>Clears it now.</summary>
    public void Clear(Incident incident)
    {
        Database.Write(connection => IncidentLog.Clear(connection, incident, NowMs));
    }

    /// <summary>Lets time pass and looks then.</summary>
    public int After(int seconds)
    {
        Clock.Now = Clock.Now.AddSeconds(seconds);
        return Planner.Pass();
    }

    /// <summary>The messages that were made for a contact, oldest first.</summary>
    public IReadOnlyList<(string Title, string Body, string Purpose)> MessagesTo(Contact contact)
    {
        using DbConnection connection = Database.Open();
        return
        [
            .. connection.Query<(string, string, string)>(
                "SELECT title, body, purpose FROM notice WHERE contact_id = @ContactId ORDER BY notice_id",
                contact),
        ];
    }

    /// <summary>One number out of the database.</summary>
    public long Count(string sql)
    {
        using DbConnection connection = Database.Open();
        return connection.ExecuteScalar<long>(sql);
    }

    /// <summary>A column of texts out of the database.</summary>
    public IReadOnlyList<string> Texts(string sql)
    {
        using DbConnection connection = Database.Open();
        return [.. connection.Query<string>(sql)];
    }

    private long NowMs => Clock.Now.ToUnixTimeMilliseconds();

    public void Dispose()
    {
        _text.Dispose();
        _directory.Delete(true);
    }
}
