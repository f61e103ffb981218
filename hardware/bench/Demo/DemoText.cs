using System.Globalization;
using CloudBridge.Core.Billing.Bills;
using Firmware.Core.Connector;
using Firmware.Core.Ports;

namespace Hardware.Bench.Demo;

/// <summary>Figures of the demo in words, the same in a terminal and in lines.</summary>
public static class DemoText
{
    /// <summary>Energy in kWh.</summary>
    public static string Energy(long milliwattHours)
    {
        return (milliwattHours / 1e6).ToString("F3", CultureInfo.InvariantCulture) + " kWh";
    }

    /// <summary>Power in kW.</summary>
    public static string Power(long milliwatts)
    {
        return (milliwatts / 1e6).ToString("F2", CultureInfo.InvariantCulture) + " kW";
    }

    /// <summary>Current in A.</summary>
    public static string Current(int milliamps)
    {
        return (milliamps / 1e3).ToString("F1", CultureInfo.InvariantCulture) + " A";
    }

    /// <summary>Hours and minutes.</summary>
    public static string Duration(long milliseconds)
    {
        return TimeSpan.FromMilliseconds(milliseconds).ToString(@"h\:mm", CultureInfo.InvariantCulture) + " h";
    }

    /// <summary>What a session costs so far.</summary>
    public static string Cost(ChargerView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.CostInclMicros < 0
            ? "cost unknown"
            : $"{(view.CostInclMicros / 1e6).ToString("F2", CultureInfo.InvariantCulture)} {view.Currency}";
    }

    /// <summary>The price of energy now and, given a state, what it becomes next where that differs.</summary>
    public static string Price(ChargerView view, DemoState? state)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.PriceMicros < 0)
        {
            return "no tariff";
        }

        string now = Money(view.PriceMicros) + "/kWh + VAT";
        bool isChange = state != null && view.NextPriceMicros >= 0 && view.NextPriceMicros != view.PriceMicros;
        return isChange ? $"{now}, {Money(view.NextPriceMicros)} from {state!.LocalClock(view.NextPriceUtcMs)}" : now;
    }

    /// <summary>A bill's total including VAT.</summary>
    public static string Total(Bill bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        double total = bill.TotalInclMinor / Math.Pow(10, bill.CurrencyDecimals);
        return total.ToString("F" + bill.CurrencyDecimals, CultureInfo.InvariantCulture) + " " + bill.Currency;
    }

    /// <summary>The status, and the fault where there is one.</summary>
    public static string Status(ChargerView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        string status = ConnectorStatusName.Of(view.Status);
        return view.Fault.Length == 0 ? status : $"{status}: {view.Fault}";
    }

    /// <summary>Lights as words: "green", "amber blinks".</summary>
    public static string Lights(ChargerView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        List<string> words = [];
        foreach (
            (StatusOutputs light, string name) in new[]
            {
                (StatusOutputs.Green, "green"),
                (StatusOutputs.Amber, "amber"),
                (StatusOutputs.Red, "red"),
                (StatusOutputs.FaultOut, "FAULT_OUT"),
            })
        {
            if ((view.Lit & light) != 0)
            {
                words.Add((view.Blinking & light) != 0 ? name + " blinks" : name);
            }
        }

        return words.Count == 0 ? "dark" : string.Join(" + ", words);
    }

    private static string Money(long micros)
    {
        return (micros / 1e6).ToString("0.00##", CultureInfo.InvariantCulture);
    }
}
