using CloudBridge.Core.Billing.Bills;

namespace Hardware.Bench.Demo;

/// <summary>Where the demo shows itself: a terminal, or a stream of lines.</summary>
public interface IDemoScreen
{
    /// <summary>Shows the demo for as long as it runs.</summary>
    Task ShowAsync(DemoState state, Func<Task> run);

    /// <summary>The state has moved on.</summary>
    void Refresh(DemoState state);

    /// <summary>A charger has logged a line; may come from any thread.</summary>
    void OnLogLine(string line);

    /// <summary>A bill has been issued.</summary>
    void OnBill(DemoState state, Bill bill);
}
