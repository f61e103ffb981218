using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Core.Billing.Verification;
using CloudBridge.Core.Foundation.Signing;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;
using Dapper;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Tests.Src.Statements;

/// <summary>A database with accounts and bills, and the clock by which statements are made. No bridge runs.</summary>
internal sealed class StatementOffice : IDisposable
{
    private readonly DirectoryInfo? _directory;
    private readonly TestDatabase? _test;
    private int _sessions;

    /// <summary>An empty database of its own.</summary>
    public StatementOffice()
    {
        _directory = Directory.CreateTempSubdirectory("chargeagent-");
        _test = TestDatabase.Create(Path.Combine(_directory.FullName, "office.db"));
        Settings = new BridgeSettings { Database = _test.Text, Operator = { IssuerName = "Test Energy" } };
        Database = new Database(Settings.Database);
        Database.Migrate();
    }

    /// <summary>The database of a bridge that runs, and its clock.</summary>
    public StatementOffice(RunningBridge bridge)
    {
        Settings = bridge.Settings();
        Database = new Database(Settings.Database);
        Clock = bridge.Clock;
    }

    /// <summary>The settings by which statements are made.</summary>
    public BridgeSettings Settings { get; }

    /// <summary>The database.</summary>
    public Database Database { get; }

    /// <summary>The time.</summary>
    public SetClock Clock { get; } = new();

    /// <summary>What is issued.</summary>
    public StatementArchive Archive => new(Database);

    /// <summary>A key file of its own.</summary>
    public string NewKey()
    {
        string path = Path.Combine(_directory!.FullName, "key.pem");
        SigningKey.Create(path, Path.ChangeExtension(path, ".pub.pem"));
        return path;
    }

    /// <summary>Sets the clock to an instant like 2026-04-01T10:00:00Z.</summary>
    public void At(string utc)
    {
        Clock.Now = InstantPattern.General.Parse(utc).Value.ToDateTimeOffset();
    }

    /// <summary>Adds an account.</summary>
    public void AddAccount(string accountId = "olga", string zone = "Europe/Berlin", string name = "Olga")
    {
        using DbConnection connection = Database.Open();
        connection.Execute(
            "INSERT INTO account (account_id, name, email, address, vat_number, time_zone, added_utc_ms) "
                + "VALUES (@accountId, @name, '', 'Main Street 1|Town', '', @zone, 0)",
            new
            {
                accountId,
                name,
                zone,
            });
    }

    /// <summary>Issues a bill now, with a session of its own unless it corrects one, and gives it with its number.</summary>
    public Bill Issue(Bill bill)
    {
        using IngestStore store = new(Database);
        store.Begin(bill.Session.ChargerId);
        int year = Clock.Now.Year;
        long serial = store.Bills.NextSerial("", year);
        string session = bill.Kind == BillKind.Bill ? $"{bill.Session.ChargerId}-{++_sessions}" : bill.Session.SessionId;
        Bill issued = bill with
        {
            Number = $"{year}-{serial:000000}",
            Issued = Clock.Now,
            Session = bill.Session with { SessionId = session },
        };
        store.Bills.Add(issued, "", year, serial);
        store.Commit();
        return issued;
    }

    /// <summary>The work of statements by these settings.</summary>
    public StatementRun Run(StatementSeal? seal = null)
    {
        return new StatementRun(Database, Settings.Operator, Clock, seal);
    }

    /// <summary>Makes what is due.</summary>
    public IReadOnlyList<Statement> MakeDue(StatementSeal? seal = null)
    {
        StatementRun run = Run(seal);
        return [.. run.FindDue().Select(run.Make).Select(result => result.Statement).OfType<Statement>()];
    }

    /// <summary>Makes one statement, which must be possible.</summary>
    public Statement Make(string month, string accountId = "olga", StatementSeal? seal = null)
    {
        StatementResult result = Try(month, accountId, seal: seal);
        Assert.IsNotNull(result.Statement, result.Sentence);
        return result.Statement;
    }

    /// <summary>Tries to make one statement.</summary>
    public StatementResult Try(string month, string accountId = "olga", string currency = "EUR", StatementSeal? seal = null)
    {
        Assert.IsTrue(StatementMonth.TryParse(month, out YearMonth? parsed));
        return Run(seal).Make(new StatementKey(accountId, currency, parsed.Value));
    }

    /// <summary>One number out of the database.</summary>
    public long Count(string sql)
    {
        using DbConnection connection = Database.Open();
        return connection.ExecuteScalar<long>(sql);
    }

    /// <summary>Runs a statement of SQL.</summary>
    public void Execute(string sql)
    {
        using DbConnection connection = Database.Open();
        connection.Execute(sql);
    }

    /// <summary>What a verification finds about statements; the bills here have no charger's record behind them.</summary>
    public IReadOnlyList<string> StatementDefects()
    {
        return
        [
            .. new DatabaseVerifier(Database)
                .Verify()
                .Defects.Select(defect => defect.ToString()!)
                .Where(defect => defect.Contains("statement", StringComparison.Ordinal)),
        ];
    }

    public void Dispose()
    {
        _test?.Dispose();
        _directory?.Delete(true);
    }
}
