using System.Diagnostics;
using CloudBridge.Core.Billing.Bills;
using Firmware.Core.Connector;
using Firmware.Core.Ports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Hardware.Bench.Demo;

/// <summary>The demo in a terminal: a panel for each charger, the serial log, and the bills below.</summary>
public sealed class TerminalScreen : IDemoScreen
{
    private const int HeadRows = 5;
    private const int ChargerRows = 8;
    private const int FrameRows = 7;
    private const int LogRowsMax = 10;
    private const int BillRowsMax = 6;
    private const int BlinkMs = 500;
    private const int WideColumns = 110;

    private readonly IAnsiConsole _console;
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private LiveDisplayContext? _live;

    /// <summary>On a terminal.</summary>
    public TerminalScreen(IAnsiConsole console)
    {
        _console = console;
    }

    private bool IsWide => _console.Profile.Width >= WideColumns;

    private bool IsBlinkOn => (long)(Stopwatch.GetElapsedTime(_startedAt).TotalMilliseconds / BlinkMs) % 2 == 0;

    /// <inheritdoc/>
    public Task ShowAsync(DemoState state, Func<Task> run)
    {
        ArgumentNullException.ThrowIfNull(state);
        return _console.Live(Render(state)).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Bottom).StartAsync(live =>
        {
            _live = live;
            return run();
        });
    }

    /// <inheritdoc/>
    public void Refresh(DemoState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _live?.UpdateTarget(Render(state));
    }

    /// <inheritdoc/>
    public void OnLogLine(string line)
    {
        // The state keeps it for the next refresh.
    }

    /// <inheritdoc/>
    public void OnBill(DemoState state, Bill bill)
    {
        // The state keeps it for the next refresh.
    }

    /// <summary>The screen as it shows a state, at the size of its terminal.</summary>
    public Rows Render(DemoState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        IReadOnlyList<ChargerView> views = state.Views();
        int freeRows = _console.Profile.Height - HeadRows - ChargerRows - FrameRows;
        int billRows = Math.Clamp(freeRows / 3, 2, BillRowsMax);
        int logRows = Math.Clamp(freeRows - billRows, 2, LogRowsMax);
        Grid chargers = new() { Expand = true };
        foreach (ChargerView _ in views)
        {
            chargers.AddColumn(new GridColumn().Padding(0, 0).Width(_console.Profile.Width / views.Count));
        }

        chargers.AddRow([.. views.Select(view => Charger(view, state))]);
        return new Rows(Head(state, views[0].UtcMs), chargers, Log(state, logRows), Bills(state, billRows));
    }

    private static Rows Head(DemoState state, long utcMs)
    {
        string time = state.LocalTime(utcMs);
        return new Rows(
            new Markup($"[bold]ChargeAgent[/]  [grey]{time}, {state.Speed:0.#} times as fast as real  Ctrl-C ends[/]"),
            new Markup($"[grey]pages[/] [link={state.SignInUrl}]{state.SignInUrl}[/]"),
            new Markup($"[grey]opens them signed in, once; later as {Markup.Escape(state.SignInWords)}[/]"),
            new Markup($"[grey]database {Markup.Escape(state.Database)}[/]"),
            new Text(""));
    }

    private Panel Charger(ChargerView view, DemoState state)
    {
        List<IRenderable> rows =
        [
            new Markup(
                $"{Light(view, StatusOutputs.Green, "green")} {Light(view, StatusOutputs.Amber, "yellow")} "
                    + $"{Light(view, StatusOutputs.Red, "red")}  [bold {Colour(view)}]{Markup.Escape(DemoText.Status(view))}[/]"),
            new Markup($"[grey]{Markup.Escape(view.VehicleName)}[/]"),
        ];
        if (view.IsSessionOpen)
        {
            rows.Add(new Markup($"{DemoText.Power(view.PowerMilliwatts)}  [grey]{DemoText.Current(view.CurrentMilliamps)}[/]"));
            rows.Add(new Markup($"{DemoText.Energy(view.EnergyMilliwattHours)}  [grey]{DemoText.Duration(view.DurationMs)}[/]"));
            rows.Add(new Markup($"[bold]{Markup.Escape(DemoText.Cost(view))}[/]"));
            rows.Add(new Markup($"[grey]{Markup.Escape(DemoText.Price(view, IsWide ? state : null))}[/]"));
        }

        while (rows.Count < ChargerRows - 2)
        {
            rows.Add(new Text(""));
        }

        string link = view.IsOnline ? "" : " [grey](offline)[/]";
        return new Panel(new Rows(rows))
        {
            Header = new PanelHeader($" {view.ChargerId}{link} "),
            Border = BoxBorder.Rounded,
            Expand = true,
            BorderStyle = new Style(Color.Grey),
        };
    }

    private string Light(ChargerView view, StatusOutputs light, string colour)
    {
        bool isOn = (view.Lit & light) != 0 && ((view.Blinking & light) == 0 || IsBlinkOn);
        return isOn ? $"[{colour}]●[/]" : "[grey]○[/]";
    }

    private static string Colour(ChargerView view)
    {
        return view.Status switch
        {
            ConnectorStatus.Charging => "green",
            ConnectorStatus.SuspendedEV or ConnectorStatus.SuspendedEVSE or ConnectorStatus.Unavailable => "yellow",
            ConnectorStatus.Faulted => "red",
            _ => "default",
        };
    }

    private Panel Log(DemoState state, int rowCount)
    {
        int columns = _console.Profile.Width - 4;
        List<IRenderable> rows =
        [
            .. state.LastLogLines(rowCount).Select(line => LogLine(line.Length > columns ? line[..(columns - 1)] + "…" : line)),
        ];
        while (rows.Count < rowCount)
        {
            rows.Add(new Text(""));
        }

        return new Panel(new Rows(rows))
        {
            Header = new PanelHeader(" serial log "),
            Border = BoxBorder.Rounded,
            Expand = true,
            BorderStyle = new Style(Color.Grey),
        };
    }

    private static Text LogLine(string line)
    {
        Color colour =
            line.Contains(" E ", StringComparison.Ordinal) ? Color.Red
            : line.Contains(" W ", StringComparison.Ordinal) ? Color.Yellow
            : Color.Default;
        return new Text(line, new Style(colour));
    }

    private Table Bills(DemoState state, int rowCount)
    {
        Table table = new() { Border = TableBorder.Rounded, Expand = true, BorderStyle = new Style(Color.Grey) };
        table.AddColumn(new TableColumn("bill").NoWrap()).AddColumn(new TableColumn("session").NoWrap());
        table.AddColumn(new TableColumn("energy").RightAligned().NoWrap()).AddColumn(new TableColumn("total").RightAligned().NoWrap());
        if (IsWide)
        {
            table.AddColumn(new TableColumn("from - to").NoWrap()).AddColumn(new TableColumn("page").NoWrap());
        }

        foreach (Bill bill in state.Bills.TakeLast(rowCount))
        {
            table.AddRow([.. BillCells(bill, state.LinkTo(bill)).Take(table.Columns.Count)]);
        }

        for (int i = state.Bills.Count; i < rowCount; i++)
        {
            table.AddEmptyRow();
        }

        return table;
    }

    private static IRenderable[] BillCells(Bill bill, string link)
    {
        return
        [
            new Markup($"[link={link}]{bill.Number}[/]"),
            new Text(bill.Session.SessionId),
            new Text(DemoText.Energy(bill.Session.EnergyMilliwattHours)),
            new Markup($"[bold]{DemoText.Total(bill)}[/]"),
            new Text($"{bill.Session.Start:HH:mm} - {bill.Session.End:HH:mm}"),
            new Markup($"[link={link}]{link}[/]").Ellipsis(),
        ];
    }
}
