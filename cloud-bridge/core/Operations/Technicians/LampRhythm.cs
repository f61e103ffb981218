using System.Globalization;
using System.Text;
using Firmware.Core.Lights;

namespace CloudBridge.Core.Operations.Technicians;

/// <summary>How one lamp blinks: one sign for each quarter of a second of its cycle of eight seconds, as the charger's own code has
/// it.</summary>
/// <param name="IsOn">On or off, slot by slot.</param>
public sealed record LampRhythm(IReadOnlyList<bool> IsOn)
{
    /// <summary>It shines at some time.</summary>
    public bool IsEverOn => IsOn.Contains(true);

    /// <summary>The rhythm in words, for whoever cannot see it blink.</summary>
    public string Words
    {
        get
        {
            int period = Enumerable
                .Range(1, IsOn.Count)
                .First(length =>
                    IsOn.Count % length == 0 && Enumerable.Range(length, IsOn.Count - length).All(i => IsOn[i] == IsOn[i - length]));
            int onCount = IsOn.Take(period).Count(isOn => isOn);
            return period switch
            {
                1 => onCount == 1 ? "on" : "off",
                2 => "flutters, twice a second",
                _ when period == IsOn.Count => onCount == 1 ? "1 blink, then a pause" : $"{onCount} blinks, then a pause",
                _ => $"{Seconds(onCount)} on, {Seconds(period - onCount)} off",
            };
        }
    }

    /// <summary>The cycle as a CSS gradient from left to right: stretched to 32 widths and moved a width at a time it blinks, by itself it
    /// is a picture of the rhythm.</summary>
    public string Gradient
    {
        get
        {
            StringBuilder gradient = new("linear-gradient(90deg");
            for (int start = 0; start < IsOn.Count;)
            {
                int end = start + 1;
                while (end < IsOn.Count && IsOn[end] == IsOn[start])
                {
                    end++;
                }

                gradient.Append(
                    CultureInfo.InvariantCulture,
                    $", var(--{(IsOn[start] ? "on" : "off")}) {100m * start / IsOn.Count:0.###}% {100m * end / IsOn.Count:0.###}%");
                start = end;
            }

            return gradient.Append(')').ToString();
        }
    }

    private static string Seconds(int slots)
    {
        return (slots * LightPattern.SlotMs / 1000m).ToString("0.##", CultureInfo.InvariantCulture) + " s";
    }
}
