using System.Data.Common;
using System.Globalization;
using System.Text;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Accounts;
using CloudBridge.Core.Registry.Sites;
using CloudBridge.Core.Tariffs.Publishing;
using CloudBridge.Host;
using CloudBridge.Settings;
using CloudBridge.Tests.Stage.Access;
using CloudBridge.Tests.Stage.Ingest;
using CloudBridge.Tests.Stage.Storage;
using Dapper;
using Firmware.Core.Connector;
using Firmware.Core.Faults;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Hardware.Bench.Season;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>A bridge on a month of the bench's season, so that every page has something to show: sites, accounts, tariffs, bills,
/// corrections, statements, held sessions, quarantine; and on the day after it one charger that charges and one with a fault.</summary>
internal sealed class SeasonStage : IAsyncDisposable
{
    /// <summary>Charger with a running session.</summary>
    public const string Charging = "live-1";

    /// <summary>Charger with a fault.</summary>
    public const string Faulty = "live-2";

    // Of the season's sites the one whose price of energy changes by the time of day.
    private const string Site = "markt";
    private const string Tariff = "PUBLIC";

    // By hours, weekdays, current and duration, with a fee and both bounds: as much as a driver is ever told about prices.
    private const string LoadTariff = """
        { "country_code": "DE", "party_id": "ALL", "id": "PUBLIC-BY-LOAD", "currency": "EUR",
          "min_price": { "excl_vat": 0.50, "incl_vat": 0.595 }, "max_price": { "excl_vat": 60.00, "incl_vat": 71.40 },
          "elements": [
            { "price_components": [ { "type": "FLAT", "price": 0.35, "vat": 19.0, "step_size": 1 } ] },
            { "price_components": [ { "type": "ENERGY", "price": 0.55, "vat": 19.0, "step_size": 1 } ],
              "restrictions": { "min_current": 32 } },
            { "price_components": [ { "type": "ENERGY", "price": 0.2475, "vat": 19.0, "step_size": 100 } ],
              "restrictions": { "start_time": "22:00", "end_time": "06:00" } },
            { "price_components": [ { "type": "ENERGY", "price": 0.39, "vat": 19.0, "step_size": 100 } ] },
            { "price_components": [ { "type": "PARKING_TIME", "price": 2.40, "vat": 19.0, "step_size": 900 } ],
              "restrictions": { "min_duration": 10800, "start_time": "08:00", "end_time": "20:00",
                                "day_of_week": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"] } } ],
          "last_updated": "2026-01-01T00:00:00Z" }
        """;

    /// <summary>Number of a contact whose address is confirmed.</summary>
    public const long ConfirmedContact = 1;

    /// <summary>Number of one whose address is not.</summary>
    public const long UnconfirmedContact = 2;

    // Made once for all tests; each has a copy of its own.
    private static readonly Lazy<Task<byte[]>> Season = new(MakeSeasonAsync);

    private readonly DirectoryInfo _directory;
    private readonly List<ScriptedCharger> _chargers = [];

    private SeasonStage(DirectoryInfo directory, BridgeHost host)
    {
        _directory = directory;
        Host = host;
    }

    /// <summary>The bridge.</summary>
    public BridgeHost Host { get; }

    private static SetClock Clock { get; } = new() { Now = new DateTimeOffset(2026, 11, 2, 15, 0, 0, TimeSpan.Zero) };

    private string DatabasePath => PathIn(_directory);

    /// <summary>Starts a bridge on the season.</summary>
    public static async Task<SeasonStage> SetAsync()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-");
        await File.WriteAllBytesAsync(PathIn(directory), await Season.Value);
        BridgeSettings settings = SeasonBridge.SettingsOf(SettingsOf(directory));
        (settings.Pages.PagesUrl, settings.Mqtt.AllowAnonymous) = ("http://127.0.0.1:0", true);
        // Nobody listens there: messages wait, and the pages have some to show.
        (settings.Notices.SmtpHost, settings.Notices.SmtpPort, settings.Notices.SmtpSecurity, settings.Notices.SmtpFrom) = (
            "127.0.0.1",
            1,
            SmtpSecurity.None,
            "charging@example.org");
        SeasonStage stage = new(directory, await BridgeHost.StartAsync(settings, CancellationToken.None, Clock, Clock.Wall));
        await stage.FillAsync();
        return stage;
    }

    /// <summary>One text out of the database; fails when there is none.</summary>
    public string Text(string sql)
    {
        using DbConnection connection = new Database(DatabasePath).Open();
        string? text = connection.QueryFirstOrDefault<string>(sql);
        Assert.IsNotNull(text, $"the season has nothing for: {sql}");
        return text;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (ScriptedCharger charger in _chargers)
        {
            await charger.DisposeAsync();
        }

        await Host.DisposeAsync();
        TestDatabase.CloseIdle(DatabasePath);
        _directory.Delete(true);
    }

    private static SeasonSettings SettingsOf(DirectoryInfo directory)
    {
        return new SeasonSettings { MonthCount = 1, ChargerCount = 8, LastMonth = "2026-10", Database = PathIn(directory) };
    }

    private static async Task<byte[]> MakeSeasonAsync()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("chargeagent-");
        using StringWriter said = new();
        Assert.AreEqual(0, await new SeasonRun(SettingsOf(directory), said, said).RunAsync(CancellationToken.None), said.ToString());
        TestDatabase.CloseIdle(PathIn(directory));
        byte[] season = await File.ReadAllBytesAsync(PathIn(directory));
        directory.Delete(true);
        return season;
    }

    private static string PathIn(DirectoryInfo directory)
    {
        return Path.Combine(directory.FullName, "season.db");
    }

    private async Task FillAsync()
    {
        Database database = new(DatabasePath);
        string account = Text("SELECT account_id FROM statement ORDER BY session_count DESC LIMIT 1");
        QuickPeople.Add(database, Clock, Visitor.Operator, Role.Operator, PersonRegistry.NewPassword());
        QuickPeople.Add(database, Clock, Visitor.Technician, Role.Technician, PersonRegistry.NewPassword());
        QuickPeople.Add(database, Clock, Visitor.Owner, Role.Owner, PersonRegistry.NewPassword(), account);
        TariffDrafts drafts = new(database, Clock);
        Assert.IsNotNull(drafts.Add(RunningBridge.SimpleTariff, "Europe/Berlin", Visitor.Operator, out _));
        Assert.IsNotNull(drafts.Add("""{"id": "broken" """, "Europe/Berlin", Visitor.Operator, out _));

        Contact contact = new() { PersonName = Visitor.Owner, Role = Role.Owner, AccountId = account, Address = "olga@example.org" };
        Assert.AreEqual(ConfirmedContact, Host.Notices.Contacts.Add(contact, isConfirmed: true).Added?.ContactId);
        Assert.AreEqual(
            UnconfirmedContact,
            Host.Notices.Contacts.Add(contact with { Address = "olga@home.example.org" }, isConfirmed: false).Added?.ContactId);
        Contact ofOperator = new() { PersonName = Visitor.Operator, Address = "olaf@example.org" };
        Assert.IsNotNull(Host.Notices.Contacts.Add(ofOperator, isConfirmed: true).Added);

        long nowMs = Clock.Now.ToUnixTimeMilliseconds();
        await ConnectAsync(database, Charging);
        new ChargerOwners(database).Assign(Charging, account, nowMs - 86400000);
        await TellAsync(Charging, "Charging", null, LiveOf(nowMs));
        ScriptedCharger faulty = await ConnectAsync(database, Faulty);
        byte[] byLoad = Encoding.UTF8.GetBytes(LoadTariff);
        NodaTime.Instant now = NodaTime.Instant.FromUnixTimeMilliseconds(nowMs);
        Assert.IsNotNull((await Host.PublishTariffAsync(byLoad, "Europe/Berlin", now, Faulty)).Tariff);
        await TellAsync(Faulty, "Faulted", FaultCode.GroundFailure, null);
        await faulty.PublishAsync(Topic.Alert, faulty.Record(AlertOf(nowMs)));
        await Eventually.BecomesTrueAsync(() =>
            new IncidentArchive(database).Open(Faulty).Any(incident => incident.Kind == IncidentKind.ConnectorFault));
    }

    private async Task<ScriptedCharger> ConnectAsync(Database database, string chargerId)
    {
        await Host.AddChargerAsync(chargerId, RunningBridge.DeviceKey);
        new ChargerPlaces(database, new Hearing(Clock)).SetSite(chargerId, Site);
        ScriptedCharger charger = new(chargerId, RunningBridge.DeviceKey);
        await charger.ConnectAsync(Host.Broker.Port);
        _chargers.Add(charger);
        return charger;
    }

    private async Task TellAsync(string chargerId, string status, FaultCode? fault, string? live)
    {
        ScriptedCharger charger = _chargers.Single(charger => charger.Id == chargerId);
        if (live != null)
        {
            await charger.PublishAsync(Topic.Live, Encoding.UTF8.GetBytes(live));
        }

        (string errorCode, string vendorCode, int mask) = fault is { } code
            ? (FaultTable.ErrorCodeOf(code), FaultTable.VendorCodeOf(code), 1 << (int)code)
            : ("NoError", "", 0);
        string message = $$"""
            {"version":1,"online":true,"status":"{{status}}","errorCode":"{{errorCode}}","vendorCode":"{{vendorCode}}","faultMask":{{mask}},
             "connectorType":"IEC_62196_T2"}
            """;
        await charger.PublishAsync(Topic.Status, Encoding.UTF8.GetBytes(message));
    }

    // Half a minute of charging before the residual-current device trips.
    private static Alert AlertOf(long nowMs)
    {
        FaultSnapshot snapshot = new();
        for (int second = 0; second < 30; second++)
        {
            snapshot.Add(230000 - (second * 100), second < 29 ? 32000 : 0, (int)ConnectorStatus.Charging);
        }

        return new Alert(snapshot)
        {
            Code = (int)FaultCode.GroundFailure,
            IsRaised = true,
            AtUtcMs = nowMs,
            Quality = ClockQuality.Synchronised,
        };
    }

    // A quarter of an hour at 7.4 kW until 16:00 in Berlin: 1.85 kWh x 0.45 = 0.8325, with 19 % VAT 0.990675 EUR. From now to 20:00 it is
    // 0.54
    // per kWh.
    private static string LiveOf(long nowMs)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"version":1,"atUtcMs":{{nowMs}},"status":"Charging","powerMilliwatts":7400000,"voltageMillivolts":230000,
             "currentMilliamps":32000,
             "registerMilliwattHours":1850000,
             "session":{"sessionNumber":1,"startUtcMs":{{nowMs - 900000}},"durationMs":900000,"energyMilliwattHours":1850000,
             "costExclMicros":832500,"costInclMicros":990675,"currency":"EUR","tariffId":"{{Tariff}}","tariffVersion":2,
             "energyPriceMicros":540000,"energyVatPpm":190000,"nextEnergyPriceMicros":450000,"nextPriceUtcMs":{{nowMs + 14400000}}} }
            """);
    }
}
