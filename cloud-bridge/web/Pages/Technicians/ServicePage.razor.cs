using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Technicians;
using CloudBridge.Core.Registry.Sites;
using Firmware.Core.Lights;
using Firmware.Core.Messaging;
using Microsoft.AspNetCore.Components;

namespace CloudBridge.Web.Pages.Technicians;

/// <summary>What a technician needs at a charger, on one page that follows it: lights, faults with their remedies, snapshots, log,
/// counters, commands.</summary>
public partial class ServicePage
{
    private const int CommandsShown = 5;
    private const int SnapshotsShown = 3;
    private const int LogLinesShown = 20;

    private static readonly string[] Buttons =
    [
        CommandMessage.Identify,
        CommandMessage.Report,
        CommandMessage.OutOfService,
        CommandMessage.InService,
    ];

    private PlacedCharger? _charger;
    private FlatMessage? _told;
    private LampShow? _lamps;
    private IReadOnlyList<ActiveFault> _faults = [];
    private IReadOnlyList<CommandRow> _commands = [];
    private IReadOnlyList<FrozenSnapshot> _snapshots = [];
    private IReadOnlyList<LogLine> _log = [];
    private IReadOnlyList<CounterWords> _counters = [];
    private IReadOnlyList<Incident> _incidents = [];
    private bool _isOnline;
    private bool _isIdentifying;
    private long _nowUtcMs;

    /// <summary>The charger.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The command that was pressed.</summary>
    [SupplyParameterFromForm(FormName = "command")]
    public CommandForm? Form { get; set; }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _charger = Places.Find(Id);
        if (_charger == null)
        {
            Http.HttpContext!.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        _nowUtcMs = Clock.GetUtcNow().ToUnixTimeMilliseconds();
        _isOnline = _charger.IsOnline == true;
        _told = _charger.OnlineUtcMs == null ? null : FlatMessage.Read(_charger.StatusMessage);
        _commands = Commands.LastOf(Id, CommandsShown);
        _isIdentifying = _isOnline && _commands.Any(IsIdentifying);
        _snapshots = Archive.SnapshotsOf(Id, SnapshotsShown);
        _incidents = Incidents.Open(Id);
        _log = [.. LogLine.Of(Board.LogOf(Id)).Take(LogLinesShown)];
        if (_told != null)
        {
            int faultMask = (int)((_told.Number("faultMask") ?? 0) & int.MaxValue);
            _faults = ActiveFault.Of(faultMask);
            _lamps = !_isOnline ? null : _isIdentifying ? LampShow.Identify() : LampShow.Of(_told.Text("status") ?? "", faultMask, true);
            _counters = CounterWords.Of(_told, _isOnline ? _nowUtcMs - _charger.OnlineUtcMs : null, Tariffs.CurrentOf(Id)?.Device.Hash);
        }
    }

    private bool IsIdentifying(CommandRow row)
    {
        return row is { Command: CommandMessage.Identify, Outcome: CommandOutcome.Sent }
            && _nowUtcMs < row.AtUtcMs + LightSequencer.IdentifyMs;
    }

    private async Task SendAsync()
    {
        HttpContext context = Http.HttpContext!;
        if (_charger == null || !CommandDesk.IsCommand(Form?.Command))
        {
            context.Response.StatusCode = _charger == null ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity;
            return;
        }

        await Desk.SendAsync(Id, Form!.Command!, context.User.Identity?.Name ?? "somebody", context.RequestAborted);
        context.Response.Redirect("/service/" + Id);
    }

    private string OfflineWords()
    {
        if (_charger?.StatusUtcMs is not long statusUtcMs)
        {
            return "Not heard of yet. The charger has never connected: see its Wi-Fi, broker and password (serial console: selftest).";
        }

        string time = Quantity.Time(statusUtcMs, Settings.TimeZone);
        string since = _charger.IsOnline == null
            ? $"Not heard of since the bridge started. It was last heard of {time}."
            : $"Offline since {time}, for {Quantity.Duration(_nowUtcMs - statusUtcMs)}.";
        return _told == null
            ? since
            : $"{since} What stands here is what it last told, "
                + $"{Quantity.Time(_charger.OnlineUtcMs ?? 0, Settings.TimeZone)}; it may be otherwise by now.";
    }

    private string LampsUnknown()
    {
        if (_isOnline)
        {
            return "Its status is none that this program knows.";
        }

        string last = _told == null ? "" : $" When last heard it was {_told.Text("status")}.";
        return $"Nobody can see from here what they show now.{last} At the charger: amber flashing once in two seconds means that it "
            + $"works and has no broker; all dark means no power.";
    }

    private string Ago(long utcMs)
    {
        return Quantity.Duration(Math.Max(0, _nowUtcMs - utcMs)) + " ago";
    }
}
