using System.Data.Common;
using System.IO.Compression;
using System.Net;
using System.Reflection;
using CloudBridge.Commands;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Tests.Stage;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;
using Dapper;
using Npgsql;

namespace CloudBridge.Tests.Src.Storage;

/// <summary>
/// A database that version 0.1 wrote: two months of two chargers from the bench's season
/// (--months 2 --chargers 2 --seed 2 --until 2026-06). A third charger was at a running bridge: two sessions billed, one held, one claimed
/// and then interrupted, faults, and a message in quarantine. There are people, contacts, a home, a draft, signed statements, and
/// incidents of which one is acknowledged.
/// </summary>
[TestClass]
public class OldDatabaseTests
{
    private const string Scripts = "CloudBridge.Storage.Migrations.";

    private const string Healthy =
        "Healthy: 3 chargers, 169 records, 86 sessions (4 held), 84 bills with 80 lines, 4 statements, 6 tariffs, "
        + "6 messages in quarantine, 0 releases.";

    // The day after the last thing in it.
    private static readonly DateTimeOffset NextDay = new(2026, 12, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly (string Path, string Text)[] Pages =
    [
        ("/", "S-2026-000084"),
        ("/?page=4", "S-2026-000001"),
        ("/bills/S-2026-000001", "nordwerk-1-1"),
        ("/bills/S-2026-000014", "Credit note"),
        ("/bills/S-2026-000001.pdf", "%PDF-"),
        ("/held", "2208000 / 2649599"),
        ("/quarantine", "$.version is 2"),
        ("/statements", "S-S2026-000004"),
        ("/statements/S-S2026-000004", "Zoe Becker"),
        ("/statements/S-S2026-000004/pdf", "%PDF-"),
        ("/statements/S-S2026-000004/public-key", "-----BEGIN PUBLIC KEY-----"),
        ("/tariffs", "SITE-LATE"),
        ("/tariffs/HOME", "version 2, EUR, Europe/Berlin"),
        ("/tariffs/new", "OCPI 2.2.1"),
        ("/tariffs/drafts/1", "EVENING"),
        ("/chargers", "nordwerk-1"),
        ("/chargers/linden-1", "S-2026-000081"),
        ("/chargers/garage-1", "in hand of otto"),
        ("/chargers/garage-1/label.svg", "<svg"),
        ("/board", "session held"),
        ("/service", "garage-1"),
        ("/service/garage-1", "tina"),
        ("/sites", "Nordwerk staff car park"),
        ("/sites/linden", "Lindenweg 4"),
        ("/accounts", "nordwerk-gmbh"),
        ("/accounts/zoe-becker", "178.09"),
        ("/alerts", "Charger garage-1: not heard of"),
        ("/alerts/log", "garage-1"),
        ("/alerts/1", "messages could not be taken"),
        ("/alerts/2", "On my way."),
        ("/alerts/3", "line voltage too high"),
        ("/alerts/4", "residual current trip"),
        ("/alerts/5", "interrupted"),
        ("/alerts/6", "not heard of"),
        ("/notices", "hooks.example.invalid"),
        ("/reports?from=2026-05&to=2026-06", "273.29"),
        ("/c/garage-1", "The session is complete, and its bill waits for the operator."),
        ("/api/v1/bills/S-2026-000067", "CreditNote"),
        ("/api/v1/reports?from=2026-05&to=2026-06", "EUR"),
        ("/api/v1/contacts", "alerts@example.invalid"),
        ("/api/v1/tariff-plan", "SITE-LATE"),
        ("/readyz", "\"status\":\"ready\""),
    ];

    private static readonly (string Path, string Text)[] PagesOfOwner =
    [
        ("/my", "S-2026-000081"),
        ("/my/notices", "zoe@example.invalid"),
        ("/bills/S-2026-000067", "linden-1-29"),
        ("/statements", "S-S2026-000004"),
    ];

    [TestMethod]
    public void It_is_healthy_under_verify()
    {
        using OldDatabase old = new();

        CommandRun run = CommandRun.Of(VerifyCommand.Create(), "--database", old.Text);

        Assert.AreEqual(Healthy, string.Join("\n", run.Lines));
        Assert.AreEqual(0, run.ExitCode);
    }

    [TestMethod]
    public void No_script_that_has_run_is_run_again()
    {
        using OldDatabase old = new();
        string[] known = ScriptsOfThen();
        CollectionAssert.AreEqual(known, Journal(old.Text));

        new Database(old.Text).Migrate();

        string[] journal = Journal(old.Text);
        CollectionAssert.AreEqual(known, journal[..18]);
        // What was added since has a later number.
        Assert.IsTrue(journal[18..].All(name => string.CompareOrdinal(name, Scripts + "0020") >= 0), string.Join(' ', journal));
        CollectionAssert.IsSubsetOf(known, typeof(Database).Assembly.GetManifestResourceNames());
    }

    [TestMethod]
    public async Task Its_pages_answer_and_it_stays_healthy()
    {
        await using RunningBridge bridge = await RunningBridge.StartOnAsync(Fill, NextDay);
        using HttpClient operatorHttp = bridge.Http();
        using HttpClient ownerHttp = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = bridge.Host.PagesAddress };
        await ownerHttp.GetAsync(bridge.Host.SignInLinks.Create("zoe"));

        List<string> defects = [.. await DefectsAsync(operatorHttp, Pages), .. await DefectsAsync(ownerHttp, PagesOfOwner)];

        Assert.AreEqual("", string.Join("\n", defects));
        CommandRun verify = CommandRun.Of(VerifyCommand.Create(), "--database", bridge.DatabasePath);
        Assert.AreEqual(0, verify.ExitCode, verify.Output);
    }

    private static async Task<List<string>> DefectsAsync(HttpClient http, (string Path, string Text)[] pages)
    {
        List<string> defects = [];
        foreach ((string path, string text) in pages)
        {
            using HttpResponseMessage answer = await http.GetAsync(path);
            string body = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                defects.Add($"{path}: {(int)answer.StatusCode}");
            }
            else if (!body.Contains(text, StringComparison.Ordinal))
            {
                defects.Add($"{path}: nothing of {text}");
            }
        }

        return defects;
    }

    private static string[] ScriptsOfThen()
    {
        string dialect = TestDatabase.IsPostgres ? "postgres" : "sqlite";
        string[] names =
        [
            "0001_first", $"0002_bills_are_immutable.{dialect}", "0003_releases", "0004_access", "0005_accounts",
            $"0006_corrections.{dialect}", "0007_tariffs", "0008_claims", "0009_correction_log", "0010_statements",
            $"0010_statements_are_immutable.{dialect}", "0011_reports", "0012_lists", "0013_incidents", "0014_notices", "0015_watch",
            "0016_commands", "0019_home",
        ];
        return [.. names.Select(name => Scripts + name + ".sql")];
    }

    private static string[] Journal(string database)
    {
        using DbConnection connection = new Database(database).Open();
        return [.. connection.Query<string>("SELECT scriptname FROM schemaversions ORDER BY 1")];
    }

    // A SQLite file as it was, or what pg_dump wrote of the tables.
    private static void Fill(string database)
    {
        string name = TestDatabase.IsPostgres ? "season-0.1.postgres.sql.gz" : "season-0.1.sqlite.gz";
        using Stream packed = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using GZipStream unpacked = new(packed, CompressionMode.Decompress);
        if (!TestDatabase.IsPostgres)
        {
            using FileStream file = File.Create(database);
            unpacked.CopyTo(file);
            return;
        }

        using StreamReader script = new(unpacked);
        // The script sets the connection's search path: nobody else may be given it from the pool.
        using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        connection.Execute(script.ReadToEnd());
    }

    private sealed class OldDatabase : IDisposable
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chargeagent-");
        private readonly TestDatabase _database;

        public OldDatabase()
        {
            _database = TestDatabase.Create(Path.Combine(_directory.FullName, "old.db"), hasTables: false);
            Fill(Text);
        }

        public string Text => _database.Text;

        public void Dispose()
        {
            _database.Dispose();
            _directory.Delete(true);
        }
    }
}
