namespace Firmware.Core.Wear;

/// <summary>
/// What the sensor shows when nothing can flow: the mean over whole minutes with the contactor open. A zero that drifts is a shunt, an
/// amplifier or a calibration on its way out, long before a bill is wrong.
/// </summary>
public sealed class ZeroOffset
{
    /// <summary>Readings in a mean, one a second.</summary>
    public const int SampleCount = 60;

    private readonly long _ignoredFromMicroamps;
    private long _sumMicroamps;
    private int _count = -1;

    /// <summary>A mean that takes nothing from a current on: that is no drift, it is a load.</summary>
    public ZeroOffset(int ignoredFromMilliamps)
    {
        _ignoredFromMicroamps = ignoredFromMilliamps * 1000L;
    }

    /// <summary>The mean of the last whole minute, in mA, rounded; 0 before the first.</summary>
    public int Milliamps { get; private set; }

    /// <summary>Once a second: whether nothing can flow, and what the sensor shows after calibration.</summary>
    public void EachSecond(bool isOpen, long microamps)
    {
        if (!isOpen)
        {
            // The first second after an opening is left out: its reading may still hold some of the current of before.
            _count = -1;
            _sumMicroamps = 0;
            return;
        }

        if (microamps >= _ignoredFromMicroamps || microamps <= -_ignoredFromMicroamps)
        {
            return;
        }

        _sumMicroamps += _count < 0 ? 0 : microamps;
        _count++;
        if (_count == SampleCount)
        {
            Finish();
        }
    }

    private void Finish()
    {
        // Rounded half away from zero: the sum is over 60 readings of 1000 µA each.
        const int Divisor = SampleCount * 1000;
        Milliamps = (int)((_sumMicroamps + (_sumMicroamps < 0 ? -Divisor / 2 : Divisor / 2)) / Divisor);
        _sumMicroamps = 0;
        _count = 0;
    }
}
