using CloudBridge.Core.Billing.Bills;
using CloudBridge.Tests.Stage.Statements;
using Firmware.Core.Connector;
using Firmware.Core.Ports;
using Hardware.Bench.Demo;
using Hardware.Bench.Tariffs;
using NodaTime;
using Spectre.Console;

namespace CloudBridge.Tests.Web.RealBrowser;

/// <summary>
/// The bench's demo as it stands on a terminal at half past six, with the figures that its three vehicles have come to by then.
/// </summary>
internal static class DemoScene
{
    // Just too narrow for the columns that repeat what a bill's own page says.
    private const int Columns = 109;
    private const int Rows = 34;
    private const long MinuteMs = 60000;

    private static readonly DateTimeOffset Now = new(2026, 11, 2, 18, 30, 0, TimeSpan.FromHours(1));

    private static readonly string[] LogLines =
    [
        "demo-3  0005343.716 N session  demo-3-1 ends: EVDisconnected, 4029657 mWh, 4 periods",
        "demo-1  0005477.488 N status   Charging -> SuspendedEV",
        "demo-1  0005954.488 N status   SuspendedEV -> Available",
        "demo-1  0005954.488 N session  demo-1-1 ends: EVDisconnected, 4592716 mWh, 4 periods",
        "demo-3  0006363.716 N status   Available -> Preparing",
        "demo-3  0006363.716 N session  demo-3-2 begins, register 4029657 mWh",
        "demo-1  0006675.488 N status   Preparing -> Charging",
        "demo-3  0007263.416 N status   Charging -> SuspendedEVSE",
        "demo-3  0007263.916 N status   SuspendedEVSE -> Faulted",
        "demo-3  0007263.916 E fault    HighTemperature raised",
    ];

    /// <summary>Draws it.</summary>
    public static string Draw()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(TextWriter.Null),
        });
        (console.Profile.Width, console.Profile.Height, console.Profile.Capabilities.Unicode) = (Columns, Rows, true);
        DemoState state = new()
        {
            SignInUrl = "http://localhost:5080/sign-in/once/8VQhT2mXyN4rKc0wEJbLsg",
            SignInWords = "demo, password amber-cable-garden-meter",
            LinkTo = bill => $"http://localhost:5080/b/{bill.Number}.tE9x-EDDEucUtWTIBJViXA",
            Database = "/tmp/chargeagent-demo-RI6zXk/demo.db",
            Speed = new DemoSettings().Speed,
            Zone = DateTimeZoneProviders.Tzdb[TimeOfUseTariff.ZoneName],
            Views = Views,
            Bills = [BillOf(1, "demo-3-1", 4029657, 292), BillOf(2, "demo-1-1", 4592716, 300)],
        };
        foreach (string line in LogLines)
        {
            state.AddLogLine(line);
        }

        return TerminalPicture.Of(console, new TerminalScreen(console).Render(state));
    }

    private static IReadOnlyList<ChargerView> Views()
    {
        ChargerView charging = new()
        {
            ChargerId = "demo-1",
            VehicleName = "city car, 4.6 kW",
            UtcMs = Now.ToUnixTimeMilliseconds(),
            IsOnline = true,
            Status = ConnectorStatus.Charging,
            Lit = StatusOutputs.Green,
            PowerMilliwatts = 3850000,
            CurrentMilliamps = 16700,
            IsSessionOpen = true,
            DurationMs = 20 * MinuteMs,
            EnergyMilliwattHours = 1531000,
            CostInclMicros = 1490000,
            PriceMicros = 490000,
            Currency = "EUR",
        };
        return
        [
            charging,
            charging with
            {
                ChargerId = "demo-2",
                VehicleName = "saloon, 7.4 kW",
                PowerMilliwatts = 2310000,
                CurrentMilliamps = 10000,
                DurationMs = 121 * MinuteMs,
                EnergyMilliwattHours = 10828000,
                CostInclMicros = 6280000,
            },
            charging with
            {
                ChargerId = "demo-3",
                VehicleName = "van, load-managed",
                Status = ConnectorStatus.Faulted,
                Fault = "HighTemperature",
                Lit = StatusOutputs.Red,
                PowerMilliwatts = 0,
                CurrentMilliamps = 0,
                DurationMs = 25 * MinuteMs,
                EnergyMilliwattHours = 351000,
                CostInclMicros = 800000,
            },
        ];
    }

    private static Bill BillOf(int serial, string sessionId, long energyMilliwattHours, long totalInclMinor)
    {
        Bill bill = ScriptedBill.Of("2026-11-02T16:37:00", energyMilliwattHours, totalInclMinor, 0);
        return bill with { Number = $"DEMO-2026-{serial:000000}", Session = bill.Session with { SessionId = sessionId } };
    }
}
