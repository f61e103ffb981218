using CloudBridge.Core.Billing.Bills;

namespace Hardware.Bench.Demo;

/// <summary>The demo as lines, for pipes, files and build servers.</summary>
public sealed class PlainScreen : IDemoScreen
{
    private static readonly TimeSpan CostInterval = TimeSpan.FromSeconds(5);

    private readonly TextWriter _output;
    private readonly Dictionary<string, string> _shown = [];
    private DateTime _costShown;

    /// <summary>Lines to a writer.</summary>
    public PlainScreen(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = TextWriter.Synchronized(output);
    }

    /// <inheritdoc/>
    public Task ShowAsync(DemoState state, Func<Task> run)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(run);
        _output.WriteLine($"ChargeAgent demo: {state.Views().Count} virtual chargers, {state.Speed:0.#} times as fast as real");
        _output.WriteLine($"pages    {state.SignInUrl}");
        _output.WriteLine($"         opens them signed in, once; later as {state.SignInWords}");
        _output.WriteLine($"database {state.Database}");
        return run();
    }

    /// <inheritdoc/>
    public void Refresh(DemoState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        bool isCostDue = DateTime.UtcNow - _costShown >= CostInterval;
        _costShown = isCostDue ? DateTime.UtcNow : _costShown;
        foreach (ChargerView view in state.Views())
        {
            string status = $"{DemoText.Status(view)}, lights {DemoText.Lights(view)}";
            bool isChange = _shown.GetValueOrDefault(view.ChargerId) != status;
            _shown[view.ChargerId] = status;
            if (isChange || (isCostDue && view.IsSessionOpen))
            {
                _output.WriteLine($"{view.ChargerId,-8} {state.LocalClock(view.UtcMs)}  {status}{Session(view, state)}");
            }
        }
    }

    /// <inheritdoc/>
    public void OnLogLine(string line)
    {
        _output.WriteLine(line);
    }

    /// <inheritdoc/>
    public void OnBill(DemoState state, Bill bill)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(bill);
        _output.WriteLine(
            $"bill {bill.Number}  {bill.Session.SessionId}  {DemoText.Energy(bill.Session.EnergyMilliwattHours)}  "
                + $"{DemoText.Total(bill)}  {state.LinkTo(bill)}");
    }

    private static string Session(ChargerView view, DemoState state)
    {
        return view.IsSessionOpen
            ? $", {DemoText.Power(view.PowerMilliwatts)}, {DemoText.Energy(view.EnergyMilliwattHours)} "
                + $"in {DemoText.Duration(view.DurationMs)}, {DemoText.Cost(view)} ({DemoText.Price(view, state)})"
            : "";
    }
}
